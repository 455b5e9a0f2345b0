//! Every `<dialect>/*.sql` beside this file, split. Names that begin with `broken_` or `client_`
//! are of scripts that no server takes; the pieces of all others can be run one by one.

use std::fmt::Write as _;
use std::path::Path;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{StatementKind, split};
use nca_migrations_core::text::{line_column, normalise};

/// One line for each statement: its place, its length in bytes, its first words.
fn draw(text: &str, dialect: Dialect) -> String {
    let split = split(text, dialect);
    let mut drawn = String::new();
    for statement in &split.statements {
        let place = line_column(text, statement.range.start);
        let words: Vec<_> = match statement.kind {
            StatementKind::Sql => statement.words().take(4).collect(),
            _ => vec!["client:", statement.text()],
        };
        let (line, column) = (place.line, place.column);
        let length = statement.range.len();
        writeln!(drawn, "{line}:{column} {length} {}", words.join(" ")).unwrap();
    }
    writeln!(drawn, "tail {}", split.tail.len()).unwrap();
    if let Some(open) = split.unterminated {
        let place = line_column(text, open.range.start);
        writeln!(
            drawn,
            "{}:{} open {:?}",
            place.line, place.column, open.opened
        )
        .unwrap();
    }
    drawn
}

fn scripts(dialect: Dialect) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sql")
        .join(dialect.name());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "sql") {
            let bytes = std::fs::read(&path).unwrap();
            let text = normalise(&bytes).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            settings.bind(|| insta::assert_snapshot!(name, draw(&text, dialect)));
            count += 1;
        }
    }
    assert!(count >= 3, "{count} scripts in {}", folder.display());
}

#[test]
fn sqlite() {
    scripts(Dialect::Sqlite);
}

#[test]
fn postgres() {
    scripts(Dialect::Postgres);
}

#[test]
fn mysql() {
    scripts(Dialect::Mysql);
}

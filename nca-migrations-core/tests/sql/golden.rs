//! Every `<dialect>/*.sql` beside this file, split. Names that begin with `broken_` or `client_`
//! are of scripts that no server takes; the pieces of all others can be run one by one.

use std::path::Path;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{StatementKind, split};
use nca_migrations_core::text::{line_column, normalise};

/// One line for each statement: its place, its length in bytes, its first words.
fn draw(text: &str, dialect: Dialect) -> String {
    let split = split(text, dialect);
    let place = |offset| {
        let place = line_column(text, offset);
        format!("{}:{}", place.line, place.column)
    };
    let mut lines = Vec::new();
    for statement in &split.statements {
        let words: Vec<_> = match statement.kind {
            StatementKind::Sql => statement.words().take(4).collect(),
            _ => vec!["client:", statement.text()],
        };
        let (start, length) = (place(statement.range.start), statement.range.len());
        lines.push(format!("{start} {length} {}", words.join(" ")));
    }
    lines.push(format!("tail {}", split.tail.len()));
    if let Some(open) = split.unterminated {
        lines.push(format!(
            "{} open {:?}",
            place(open.range.start),
            open.opened
        ));
    }
    lines.join("\n")
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
    for entry in std::fs::read_dir(&folder).expect("the scripts are beside this file") {
        let path = entry.expect("a folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "sql") {
            let bytes = std::fs::read(&path).expect("a script can be read");
            let text = normalise(&bytes).expect("scripts are UTF-8");
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("names are UTF-8");
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

//! What stands in the way.

use insta::assert_snapshot;
use nca_migrations_catalog::generate::{Options, generate};
use nca_migrations_catalog::model::{Enum, Name};

use crate::bed::{catalog, database};

fn obstacles(before: &str, after: &str) -> String {
    let (from, to) = (
        catalog(&mut database(before)),
        catalog(&mut database(after)),
    );
    let obstacles = generate(&from, &to, &Options::default()).unwrap_err();
    let obstacles: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
    obstacles.join("\n")
}

/// All at once.
#[test]
fn rows_without_a_value() {
    let text = obstacles(
        "CREATE TABLE t (a, b); CREATE TABLE \"U u\" (x)",
        "CREATE TABLE t (a NOT NULL, b NOT NULL DEFAULT 1, \"C\" TEXT NOT NULL, d NOT NULL DEFAULT NULL);
         CREATE TABLE \"U u\" (x, y TEXT, PRIMARY KEY (y)) WITHOUT ROWID",
    );
    assert_snapshot!(text);
}

#[test]
fn virtual_tables_whose_rows_are_their_own() {
    let mut text = String::new();
    for (before, after) in [
        ("fts5(a, content = '')", "fts5(b, content = '')"),
        ("fts5(a)", "fts5(a, content = 't')"),
        ("fts5(a, b)", "rtree(a, b, c)"),
        ("rtree(id, a, b)", "rtree(id, a, b, c, d)"),
        ("rtree(id, a, b)", "rtree_i32(id, a, b)"),
    ] {
        let made =
            |module: &str| format!("CREATE TABLE t (a); CREATE VIRTUAL TABLE w USING {module}");
        text += &obstacles(&made(before), &made(after));
        text.push('\n');
    }
    assert_snapshot!(text);
}

/// Nothing is left out in silence.
#[test]
fn what_other_engines_have() {
    let from = catalog(&mut database("CREATE TABLE t (a)"));
    let mut to = from.clone();
    to.enums.push(Enum {
        name: Name::plain("mood"),
        values: Vec::new(),
        comment: None,
    });
    to.tables[0].comment = Some("remark".to_owned());
    to.tables[0].columns[0].comment = Some("remark".to_owned());
    let obstacles = generate(&from, &to, &Options::default()).unwrap_err();
    let objects: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
    assert_snapshot!(objects.join("\n"));
}

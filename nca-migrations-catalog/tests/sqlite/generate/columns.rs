//! Columns: what `ALTER TABLE` does, and what takes a table that is built anew.

use insta::assert_snapshot;

use super::trial::{Trial, each};

#[test]
fn columns_come_and_go() {
    let text = each(&[
        (
            "at the end",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, \"b c\" TEXT COLLATE NOCASE DEFAULT 'it''s')",
        ),
        (
            "two at once",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, b NOT NULL DEFAULT -1, c REAL)",
        ),
        (
            "in the middle",
            "CREATE TABLE t (a, c)",
            "CREATE TABLE t (a, b, c)",
        ),
        (
            "with a default that is worked out",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, b DEFAULT CURRENT_TIMESTAMP)",
        ),
        (
            "with a check of its own",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, b CONSTRAINT small CHECK (b < 9))",
        ),
        (
            "with a check of both and one of another",
            "CREATE TABLE t (a); CREATE TABLE u (a)",
            "CREATE TABLE t (a, b, c, CHECK (b < c)); CREATE TABLE u (a, b, CHECK (a IS NOT 7))",
        ),
        (
            "with a key",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, b UNIQUE)",
        ),
        (
            "to a strict table",
            "CREATE TABLE t (a ANY) STRICT",
            "CREATE TABLE t (a ANY, b INT) STRICT",
        ),
        (
            "the only one that stays is new",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (b)",
        ),
        (
            "with the index on it",
            "CREATE TABLE t (a, b); CREATE INDEX i ON t (b)",
            "CREATE TABLE t (a)",
        ),
        (
            "in another order",
            "CREATE TABLE t (a, b, c)",
            "CREATE TABLE t (c, a, b)",
        ),
        (
            "in other letters",
            "CREATE TABLE t (a, b)",
            "CREATE TABLE t (A, b)",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn what_a_column_is_like_changes() {
    let text = each(&[
        (
            "its default",
            "CREATE TABLE t (a INT DEFAULT 1)",
            "CREATE TABLE t (a INT DEFAULT (1 + 2))",
        ),
        (
            "its collation",
            "CREATE TABLE t (a TEXT)",
            "CREATE TABLE t (a TEXT COLLATE RTRIM)",
        ),
        (
            "its type, in name only",
            "CREATE TABLE t (a VARCHAR(10))",
            "CREATE TABLE t (a TEXT)",
        ),
        (
            "its NOT NULL's name",
            "CREATE TABLE t (a NOT NULL)",
            "CREATE TABLE t (a CONSTRAINT \"it is\" NOT NULL ON CONFLICT FAIL)",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn generated_columns() {
    let text = each(&[
        (
            "at the end",
            "CREATE TABLE t (a INT)",
            "CREATE TABLE t (a INT, b AS (a + 1))",
        ),
        (
            "that is stored",
            "CREATE TABLE t (a INT)",
            "CREATE TABLE t (a INT, b AS (a + 1) STORED)",
        ),
        (
            "with another expression",
            "CREATE TABLE t (a INT, b AS (a + 1))",
            "CREATE TABLE t (a INT, b AS (a + 2))",
        ),
        (
            "no longer",
            "CREATE TABLE t (a INT, b INT AS (a + 1))",
            "CREATE TABLE t (a INT, b INT)",
        ),
        (
            "that loses what it is made from",
            "CREATE TABLE t (a INT, b AS (a + 1), c)",
            "CREATE TABLE t (b, c)",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn null_gets_a_value() {
    let fills = &[("t", "a", "'none'"), ("t", "b", "lower(coalesce(a, 'X'))")];
    let trial = Trial {
        fills,
        ..Trial::default()
    };
    let mut text = String::new();
    for (before, after) in [
        (
            "CREATE TABLE t (a TEXT)",
            "CREATE TABLE t (a TEXT NOT NULL)",
        ),
        (
            "CREATE TABLE t (a TEXT)",
            "CREATE TABLE t (a TEXT, b TEXT NOT NULL)",
        ),
        (
            "CREATE TABLE t (a TEXT)",
            "CREATE TABLE t (a TEXT, b TEXT NOT NULL DEFAULT 'x')",
        ),
        // What takes NULL keeps it.
        ("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT, b TEXT)"),
    ] {
        text += &Trial {
            before,
            after,
            ..trial.clone()
        }
        .run();
    }
    assert_snapshot!(text);
}

//! What becomes of values and numbers of rows.

use nca_migrations_catalog::Database as _;
use nca_migrations_catalog::generate::Options;

use super::trial::{apply, script};
use crate::bed::{catalog, database};

/// What a query finds after the way from one schema to another.
fn found(before: &str, after: &str, query: &str) -> Vec<String> {
    let mut conn = database(before);
    let (from, to) = (catalog(&mut conn), catalog(&mut database(after)));
    let script = script(&from, &to, &Options::default());
    apply(&mut conn, &script, &from, &to).unwrap();
    let rows = conn.texts(query).unwrap();
    rows.into_iter().map(Option::unwrap_or_default).collect()
}

#[test]
fn values_are_of_the_new_type_where_they_can_be() {
    for (of, values, to, expected) in [
        (
            "TEXT",
            "'12', ' 7 ', '1.5', 'no', NULL",
            "INTEGER",
            "12 7 1.5 'no' NULL",
        ),
        ("INTEGER", "12, 1.5, 'no'", "TEXT", "'12' '1.5' 'no'"),
        ("INTEGER", "12", "REAL", "12.0"),
        ("REAL", "12, 1.5", "INTEGER", "12 1.5"),
        ("TEXT", "'a', NULL", "BLOB", "X'61' NULL"),
        ("INTEGER", "12, NULL", "BLOB", "X'3132' NULL"),
        ("BLOB", "x'61', NULL, 'b'", "TEXT", "'a' NULL 'b'"),
        ("BLOB", "x'3132', x'61', 7, 0.1", "INTEGER", "12 'a' 7 0.1"),
        ("", "12, '12', x'61'", "TEXT", "'12' '12' X'61'"),
        ("TEXT", "'12', x'61'", "", "'12' X'61'"),
        ("VARCHAR(9)", "'12'", "DECIMAL(5, 2)", "12"),
    ] {
        let rows = values.replace(", ", "), (").replace("5), (2", "5, 2");
        let before = format!("CREATE TABLE t (a {of}); INSERT INTO t VALUES ({rows})");
        let query = "SELECT quote(a) AS value FROM t ORDER BY rowid";
        let found = found(&before, &format!("CREATE TABLE t (a {to})"), query);
        assert_eq!(found.join(" "), expected, "{of} to {to}");
    }
}

#[test]
fn what_is_strict_takes_what_it_can() {
    let found = found(
        "CREATE TABLE t (a TEXT, b INT, c BLOB, d TEXT, e);
         INSERT INTO t VALUES ('12', 7, x'61', 'b', 'any'), (NULL, NULL, NULL, NULL, NULL)",
        "CREATE TABLE t (a INT, b TEXT, c TEXT, d BLOB, e ANY) STRICT",
        "SELECT quote(a) || quote(b) || quote(c) || quote(d) || quote(e) AS value FROM t",
    );
    assert_eq!(found, ["12'7''a'X'62''any'", "NULLNULLNULLNULLNULL"]);
}

/// Whoever looked at a row by its number finds it by that.
#[test]
fn rows_keep_their_numbers() {
    let rows = "INSERT INTO t (rowid, a) VALUES (5, 'x'), (9, 'y')";
    for (before, after, query) in [
        ("t (a, b)", "t (b, a)", "rowid"),
        ("t (a, b)", "t (id INTEGER PRIMARY KEY, a)", "id"),
        ("t (id INTEGER PRIMARY KEY, a)", "t (a, b)", "rowid"),
        (
            "t (id INTEGER PRIMARY KEY, a)",
            "t (key INTEGER PRIMARY KEY, a)",
            "key",
        ),
        (
            "t (a TEXT PRIMARY KEY, b)",
            "t (b, a TEXT PRIMARY KEY)",
            "rowid",
        ),
    ] {
        let before = format!("CREATE TABLE {before}; {rows}");
        let query = format!("SELECT {query} || a AS value FROM t ORDER BY 1");
        assert_eq!(
            found(&before, &format!("CREATE TABLE {after}"), &query),
            ["5x", "9y"]
        );
    }
    // By whichever of its names is free, on both sides.
    let hidden =
        "CREATE TABLE t (rowid, oid, a); INSERT INTO t (_rowid_, a) VALUES (5, 'x'), (9, 'y')";
    let query = "SELECT rowid || a AS value FROM t";
    assert_eq!(
        found(hidden, "CREATE TABLE t (a, _rowid_)", query),
        ["5x", "9y"]
    );
}

/// Rows that keep nothing else are still rows.
#[test]
fn rows_of_which_nothing_stays() {
    let before = "CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES ('x'), ('y')";
    for (after, query, expected) in [
        (
            "t (id INTEGER PRIMARY KEY NOT NULL DEFAULT 7)",
            "id",
            ["1", "2"],
        ),
        ("t (b DEFAULT (1 + 2), c)", "b", ["3", "3"]),
        ("t (b AS (c), c)", "c", ["NULL", "NULL"]),
    ] {
        let query = format!("SELECT quote({query}) AS value FROM t");
        assert_eq!(
            found(before, &format!("CREATE TABLE {after}"), &query),
            expected
        );
    }
}

/// Also those of rows that are gone: <https://www.sqlite.org/autoinc.html>.
#[test]
fn no_number_is_given_twice() {
    for rows in ["", "DELETE FROM t WHERE id = 9;", "DELETE FROM t;"] {
        let before = format!(
            "CREATE TABLE other (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO other VALUES (70);
             CREATE TABLE T (id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO t VALUES (3, 1), (9, 1); {rows}"
        );
        let after = "CREATE TABLE other (id INTEGER PRIMARY KEY AUTOINCREMENT);
             CREATE TABLE t (a, id INTEGER PRIMARY KEY AUTOINCREMENT)";
        let query = "SELECT seq AS value FROM (SELECT name || ' ' || seq AS seq FROM sqlite_sequence) ORDER BY 1";
        assert_eq!(found(&before, after, query), ["other 70", "t 9"], "{rows}");
    }
}

/// A clause that would make a row go, or not come, is for new rows.
#[test]
fn no_row_is_lost_to_a_conflict() {
    let before = "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (1, 2)";
    for what in ["IGNORE", "REPLACE", "ROLLBACK"] {
        let after = format!("CREATE TABLE t (a UNIQUE ON CONFLICT {what}, b)");
        let mut conn = database(before);
        let (from, to) = (catalog(&mut conn), catalog(&mut database(&after)));
        let script = script(&from, &to, &Options::default());
        let error = apply(&mut conn, &script, &from, &to).unwrap_err();
        assert_eq!(error, "UNIQUE constraint failed: new_t.a", "{what}");
        let left = conn.texts("SELECT count(*) || '' AS value FROM t").unwrap();
        assert_eq!(left, [Some("2".to_owned())]);
    }
}

//! Reading a database that was read before.

use std::rc::Rc;

use diesel::SqliteConnection;
use nca_migrations_catalog::{Catalog, Introspect as _, Known, Scope};

use crate::bed::{catalog, database, run};

/// What is read again is what somebody else would read.
fn again(conn: &mut SqliteConnection, known: &mut Known) -> Rc<Catalog> {
    let read = conn.introspect_again(&Scope::All, known).unwrap();
    assert_eq!(*read, catalog(conn));
    read
}

#[test]
fn every_change_is_seen() {
    let mut conn = database("CREATE TABLE t (a TEXT, b INTEGER); CREATE TABLE u (t INTEGER)");
    let mut known = Known::default();
    let mut last = again(&mut conn, &mut known);
    for sql in [
        "CREATE INDEX i ON t (a)",
        "DROP INDEX i; CREATE INDEX i ON u (t)",
        "DROP INDEX i; CREATE UNIQUE INDEX i ON u (t)",
        "CREATE VIEW v AS SELECT * FROM t",
        "ALTER TABLE t ADD COLUMN c REAL",
        "DROP VIEW v; CREATE VIEW v AS SELECT a FROM t",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM u; END",
        "DROP TRIGGER x; CREATE TRIGGER x AFTER INSERT ON u BEGIN DELETE FROM u; END",
        "CREATE VIRTUAL TABLE search USING fts5(title)",
        "DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5(title, body)",
        "ALTER TABLE u RENAME TO w",
        "ALTER TABLE w RENAME COLUMN t TO t2",
        // The names and the statements are the same letters, put together.
        "CREATE TABLE a1 (b); CREATE TABLE a (b)",
        "DROP TABLE a1",
    ] {
        run(&mut conn, sql);
        let found = again(&mut conn, &mut known);
        assert_ne!(found, last, "{sql}");
        last = found;
    }
}

#[test]
fn what_is_the_same_is_given_out_again() {
    let mut conn = database("CREATE TABLE t (a TEXT, b INTEGER); CREATE VIEW v AS SELECT a FROM t");
    let mut known = Known::default();
    let before = again(&mut conn, &mut known);
    run(&mut conn, "INSERT INTO t VALUES ('a', 1)");
    assert!(Rc::ptr_eq(&before, &again(&mut conn, &mut known)));
    for _ in 0..2 {
        run(&mut conn, "CREATE TABLE u (a TEXT)");
        let after = again(&mut conn, &mut known);
        assert!(!Rc::ptr_eq(&before, &after));
        run(&mut conn, "DROP TABLE u");
        assert!(Rc::ptr_eq(&before, &again(&mut conn, &mut known)));
        run(&mut conn, "CREATE TABLE u (a TEXT)");
        assert!(Rc::ptr_eq(&after, &again(&mut conn, &mut known)));
        run(&mut conn, "DROP TABLE u");
    }
}

#[test]
fn other_words_for_the_same_are_the_same() {
    let mut conn = database("CREATE TABLE t (a TEXT); CREATE TABLE u (a TEXT)");
    let mut known = Known::default();
    let before = again(&mut conn, &mut known);
    // Written otherwise, and the other way round in the schema.
    run(&mut conn, "DROP TABLE t; create table \"t\" ( a  TEXT )");
    assert!(Rc::ptr_eq(&before, &again(&mut conn, &mut known)));
}

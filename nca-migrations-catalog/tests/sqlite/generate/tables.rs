//! Tables as a whole.

use insta::assert_snapshot;

use super::trial::each;

#[test]
fn tables_come_and_go() {
    let text = each(&[
        (
            "parents first",
            "CREATE TABLE stays (a)",
            "CREATE TABLE stays (a);
             CREATE TABLE child (id INTEGER PRIMARY KEY AUTOINCREMENT, p INT REFERENCES parent);
             CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
             CREATE INDEX by_p ON child (p)",
        ),
        (
            "names go from hand to hand",
            "CREATE TABLE x (a); CREATE TABLE t (b); CREATE INDEX y ON t (b); CREATE VIEW z AS SELECT 1",
            "CREATE TABLE y (c); CREATE TABLE t (b, c); CREATE INDEX z ON t (b); CREATE VIEW x AS SELECT 1",
        ),
        (
            "a parent that children go on referring to",
            "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p)",
            "CREATE TABLE c (p REFERENCES p)",
        ),
        (
            "other letters",
            "CREATE TABLE Users (a UNIQUE)",
            "CREATE TABLE users (a UNIQUE)",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn settings() {
    let text = each(&[
        (
            "strict",
            "CREATE TABLE t (a INT, b TEXT)",
            "CREATE TABLE t (a INT, b TEXT) STRICT",
        ),
        (
            "without rowid",
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) WITHOUT ROWID",
        ),
    ]);
    assert_snapshot!(text);
}

/// What a table is called while it is built is not taken by anything else.
#[test]
fn the_name_in_between_is_free() {
    let text = each(&[
        (
            "taken",
            "CREATE TABLE t (a, b); CREATE TABLE new_t (x); CREATE INDEX new2_t ON new_t (x)",
            "CREATE TABLE t (b, a); CREATE TABLE new_t (x); CREATE INDEX new2_t ON new_t (x); CREATE VIEW NEW3_T AS SELECT 1",
        ),
        (
            "or will be by a virtual table",
            "CREATE TABLE data (a, b); CREATE VIRTUAL TABLE new USING fts5(w)",
            "CREATE TABLE data (b, a); CREATE VIRTUAL TABLE new USING fts5(w)",
        ),
    ]);
    assert_snapshot!(text);
}

//! One schema has one catalog, whichever way it was reached and however it was typed.

use crate::bed::{catalog, database, differences, made_by, outline, run};
use crate::rebuilt::rebuilt;

#[test]
fn by_alter_and_at_once() {
    let mut conn = database(
        "CREATE TABLE old_p (id INTEGER PRIMARY KEY, wrong TEXT);
         CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES old_p (id), CHECK (p > 0));
         CREATE INDEX i ON c (p);
         CREATE VIEW v AS SELECT wrong FROM old_p;
         CREATE TRIGGER t AFTER INSERT ON old_p BEGIN UPDATE old_p SET wrong = NEW.wrong || 'x'; END;",
    );
    run(
        &mut conn,
        "ALTER TABLE old_p RENAME COLUMN wrong TO \"right\";
         ALTER TABLE old_p RENAME TO p;
         ALTER TABLE p ADD COLUMN more INTEGER NOT NULL DEFAULT (1+1);
         ALTER TABLE c RENAME COLUMN p TO p_id;
         ALTER TABLE c ADD COLUMN gone TEXT;
         ALTER TABLE c DROP COLUMN gone;",
    );
    let at_once = made_by(
        "create table \"p\" ( -- parents
            [id] integer primary key, \"right\" text, more int\u{65}ger default ( 1 + 1 ) not null );
         CREATE TABLE C (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id), CHECK(P_ID>0));
         CREATE INDEX i ON c(`p_id`);
         CREATE VIEW v AS /* all */ SELECT \"right\" FROM p;
         CREATE TRIGGER t AFTER INSERT ON p FOR EACH ROW BEGIN
           update p set \"right\" = new.\"right\"||'x';
         END;"
            .replace("TABLE C ", "TABLE c ")
            .as_str(),
    );
    assert_eq!(differences(&at_once, &outline(&mut conn)), [""; 0]);
}

#[test]
fn by_a_rebuild() {
    let wanted = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL CHECK (a <> ''), b REAL DEFAULT 0)";
    let index =
        "CREATE INDEX by_a ON t (a); CREATE TRIGGER tr AFTER DELETE ON t BEGIN SELECT OLD.a; END;";
    let mut conn = database(&format!(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); {index}
         PRAGMA foreign_keys = OFF;
         {};
         INSERT INTO t_new (id, a) SELECT id, a FROM t;
         DROP TABLE t;
         ALTER TABLE t_new RENAME TO t;
         {index}",
        wanted.replace("TABLE t ", "TABLE t_new ")
    ));
    let at_once = made_by(&format!("{wanted}; {index}"));
    assert_eq!(differences(&at_once, &outline(&mut conn)), [""; 0]);
}

/// A parent with children, views and triggers, and a child that refers to itself.
#[test]
fn by_a_rebuild_of_what_others_refer_to() {
    let around = "CREATE INDEX by_a ON p (a DESC) WHERE b > 0;
         CREATE UNIQUE INDEX by_lower ON p (lower(a) COLLATE NOCASE);
         CREATE VIEW v AS SELECT p.a, \"no column\" FROM p JOIN c ON c.p = p.id;
         CREATE TRIGGER tr AFTER DELETE ON p BEGIN DELETE FROM c WHERE p = OLD.id; END;";
    let parent = "(id INTEGER PRIMARY KEY, a TEXT NOT NULL CHECK (p.a <> \"\"), b REAL DEFAULT 0, up INTEGER REFERENCES p)";
    let child = "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p (id) ON DELETE CASCADE);";
    let mut conn = database(&format!(
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT, up INTEGER REFERENCES p); {child}
         INSERT INTO p VALUES (1, 'x', 1); INSERT INTO c VALUES (1, 1);
         BEGIN;
         CREATE TABLE \"p new\" {};
         INSERT INTO \"p new\" (id, a, up) SELECT id, a, up FROM p;
         DROP TABLE p;
         ALTER TABLE \"p new\" RENAME TO p;
         {around}
         COMMIT",
        parent.replace("p.a", "\"p new\".a")
    ));
    let at_once = made_by(&format!("CREATE TABLE p {parent}; {child} {around}"));
    assert_eq!(differences(&at_once, &outline(&mut conn)), [""; 0]);
}

/// Since SQLite 3.53: <https://www.sqlite.org/lang_altertable.html>.
#[test]
fn by_constraints_that_come_and_go() {
    let mut conn = database(
        "CREATE TABLE t (a TEXT CONSTRAINT c1 CHECK (a <> '') NOT NULL, b TEXT CONSTRAINT there NOT NULL,
            CONSTRAINT c2 CHECK (b <> '') CONSTRAINT u UNIQUE (a, b), CONSTRAINT c3 CHECK (a > b))",
    );
    run(
        &mut conn,
        "ALTER TABLE t DROP CONSTRAINT c1;
         ALTER TABLE t DROP CONSTRAINT C2;
         ALTER TABLE t DROP CONSTRAINT c3;
         ALTER TABLE t DROP CONSTRAINT there;
         ALTER TABLE t ALTER a DROP NOT NULL;
         ALTER TABLE t ALTER b SET NOT NULL ON CONFLICT IGNORE;
         ALTER TABLE t ADD CONSTRAINT c4 CHECK (b > 'x') ON CONFLICT FAIL;
         ALTER TABLE t ADD CHECK (a > 'y')",
    );
    let at_once = made_by(
        "CREATE TABLE t (a TEXT CHECK (a > 'y'), b TEXT NOT NULL ON CONFLICT IGNORE CONSTRAINT c4 CHECK (b > 'x'),
            CONSTRAINT u UNIQUE (a, b))",
    );
    assert_eq!(differences(&at_once, &outline(&mut conn)), [""; 0]);
}

/// NCA's own schema, and queries where parentheses have to stay, written from the catalog.
#[test]
fn what_was_read_can_be_made_again() {
    let queries = "CREATE TABLE t (a, b, CHECK ((a, b) = (1, 2)));
        CREATE TRIGGER one AFTER INSERT ON t WHEN (SELECT 1) BEGIN SELECT 1; END;
        CREATE TRIGGER two AFTER INSERT ON t WHEN (VALUES (1)) BEGIN VALUES (1); END;
        CREATE TRIGGER three AFTER INSERT ON t WHEN (WITH q AS (SELECT 1) SELECT * FROM q) BEGIN SELECT 1; END;
        CREATE VIEW v (\"The first\", b) AS WITH q AS MATERIALIZED (SELECT a, b FROM t) SELECT * FROM q;
        CREATE TRIGGER four INSTEAD OF UPDATE OF \"The first\" ON v BEGIN SELECT NEW.b; END";
    for schema in [include_str!("../../../nca-schema/ddl/sqlite.sql"), queries] {
        let mut conn = database(schema);
        let mut again = database(&rebuilt(&catalog(&mut conn)));
        assert_eq!(
            differences(&outline(&mut conn), &outline(&mut again)),
            [""; 0]
        );
    }
}

/// Spellings that mean the same to SQLite.
#[test]
fn however_it_was_typed() {
    for (one, other) in [
        ("a = 1 AND b <> 2", "((A==1 and\"b\"!=2))"),
        ("a IS NOT NULL", "a   is\nnot -- really\n null"),
        ("a IN (1, 2)", "[a] in(1,2)"),
        ("upper(b) LIKE 'X%'", "UPPER ( `b` ) like 'X%'"),
        ("b = 'text'", "b = \"text\""),
        ("CAST(a AS TEXT) = b", "cast(a as text)=b"),
        ("a + -1 > 0", "a+ -1>0"),
        ("NOT (a > 1)", "not(a>1)"),
        ("CASE WHEN a THEN 1 END = 1", "case when a then 1 end=1"),
    ] {
        let table = |check: &str| {
            made_by(&format!(
                "CREATE TABLE t (a INTEGER, b TEXT, CHECK ({check}))"
            ))
        };
        assert_eq!(differences(&table(one), &table(other)), [""; 0], "{one}");
    }
}

/// And those that do not.
#[test]
fn what_only_looks_alike() {
    for (one, other) in [
        ("b = 'a'", "b = a"),
        ("b = \"a\"", "b = 'a'"),
        ("b = 'A'", "b = 'a'"),
        ("a - -1 > 0", "a - 1 > 0"),
        ("(a OR b) AND a", "a OR b AND a"),
        ("a IS b", "a = b"),
        ("b = x'00'", "b = '00'"),
        ("a < 10", "a < 1.0"),
        ("a NOT IN (1)", "a IN (1)"),
        ("b LIKE 'a_'", "b LIKE 'a\\_' ESCAPE '\\'"),
        ("b = 'a''b'", "b = 'a' || 'b'"),
    ] {
        let table = |check: &str| {
            made_by(&format!(
                "CREATE TABLE t (a INTEGER, b TEXT, CHECK ({check}))"
            ))
        };
        assert_ne!(
            table(one).fingerprint(),
            table(other).fingerprint(),
            "{one} / {other}"
        );
    }
}

/// What is in double quotes is a name in one and a string in the other; where that cannot be told, it stays as it is.
#[test]
fn names_and_strings_in_views() {
    let tables = "CREATE TABLE t (a, \"A b\"); CREATE VIEW w (z) AS SELECT a FROM t;
        CREATE VIRTUAL TABLE f USING fts5(x);";
    let view = |query: &str| made_by(&format!("{tables} CREATE VIEW v AS {query}"));
    for (name, string) in [
        ("SELECT \"a\" FROM t", "SELECT 'a' FROM t"),
        ("SELECT \"z\" FROM w", "SELECT 'z' FROM w"),
        ("SELECT \"rank\" FROM f", "SELECT 'rank' FROM f"),
        (
            "SELECT \"key\" FROM json_each('[]')",
            "SELECT 'key' FROM json_each('[]')",
        ),
        (
            "SELECT \"column1\" FROM (VALUES (1))",
            "SELECT 'column1' FROM (VALUES (1))",
        ),
        (
            "WITH q AS (VALUES (1)) SELECT \"column1\" FROM q",
            "WITH q AS (VALUES (1)) SELECT 'column1' FROM q",
        ),
        (
            "WITH q(n) AS (VALUES (1)) SELECT \"n\" FROM q",
            "WITH q(n) AS (VALUES (1)) SELECT 'n' FROM q",
        ),
        (
            "SELECT \"x\" FROM (SELECT a AS x FROM t)",
            "SELECT 'x' FROM (SELECT a AS x FROM t)",
        ),
        (
            "SELECT a AS x FROM t ORDER BY \"x\"",
            "SELECT a AS x FROM t ORDER BY 'x'",
        ),
        ("SELECT t.\"A b\" FROM t", "SELECT 'A b' FROM t"),
        ("SELECT \"a\" FROM missing", "SELECT 'a' FROM missing"),
        (
            "SELECT \"name\" FROM sqlite_schema",
            "SELECT 'name' FROM sqlite_schema",
        ),
    ] {
        assert_ne!(
            view(name).fingerprint(),
            view(string).fingerprint(),
            "{name}"
        );
    }
    for (one, other) in [
        ("SELECT \"none\" FROM t", "SELECT 'none' FROM t"),
        ("SELECT [a], `a b` FROM \"t\"", "select A, \"A b\" from T"),
        ("SELECT \"Z\" FROM w", "SELECT z FROM w"),
        (
            "SELECT a FROM t, w WHERE \"z\" > 1",
            "SELECT a FROM t , w WHERE z > 1",
        ),
    ] {
        assert_eq!(differences(&view(one), &view(other)), [""; 0], "{one}");
    }
}

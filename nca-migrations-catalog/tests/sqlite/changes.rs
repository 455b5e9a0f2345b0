//! Each change is one difference, and nothing else is.

use crate::bed::{database, differences, made_by, outline, run};

const BEFORE: &str = "
    CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', note TEXT COLLATE NOCASE);
    CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id) ON DELETE CASCADE, a TEXT, b TEXT,
        CONSTRAINT ab UNIQUE (a, b), CONSTRAINT long CHECK (length(a) > 1));
    CREATE INDEX by_name ON p (name, note DESC) WHERE note IS NOT NULL;
    CREATE VIEW names AS SELECT name FROM p WHERE name > 'a';
    CREATE TRIGGER tr AFTER INSERT ON p BEGIN UPDATE p SET note = 'new' WHERE id = NEW.id; END;
    CREATE TABLE alone (x ANY) STRICT;
";

#[test]
fn statements_that_change_one_thing() {
    for (change, said) in [
        (
            "ALTER TABLE p ADD COLUMN extra BLOB",
            "+ column extra of table p: BLOB",
        ),
        (
            "ALTER TABLE c DROP COLUMN p_id",
            "- column p_id of table c: INTEGER & - foreign key of table c",
        ),
        ("DROP INDEX by_name", "- index by_name of table p"),
        ("DROP VIEW names", "- view names"),
        ("DROP TRIGGER tr", "- trigger tr of table p"),
        ("DROP TABLE alone", "- table alone"),
        ("CREATE TABLE more (x)", "+ table more"),
        ("CREATE INDEX more ON c (a)", "+ index more of table c: (a)"),
        ("CREATE VIEW more AS SELECT 1", "+ view more: select 1"),
        (
            "CREATE TRIGGER more AFTER DELETE ON c BEGIN SELECT 1; END",
            "+ trigger more of table c",
        ),
        ("INSERT INTO p VALUES (1, 'a', 'b')", ""),
        ("ANALYZE", ""),
        ("VACUUM", ""),
    ] {
        let mut conn = database(BEFORE);
        let before = outline(&mut conn);
        run(&mut conn, change);
        let lines = differences(&before, &outline(&mut conn));
        let expected: Vec<&str> = said.split(" & ").filter(|said| !said.is_empty()).collect();
        assert_eq!(lines.len(), expected.len(), "{change}: {lines:#?}");
        for (line, said) in lines.iter().zip(expected) {
            assert!(line.starts_with(said), "{change}: {line}");
        }
    }
}

/// In the text of the statement that makes it.
#[test]
fn a_schema_that_is_made_otherwise() {
    let before = made_by(BEFORE);
    for (from, to) in [
        ("name TEXT NOT NULL", "name VARCHAR NOT NULL"),
        ("name TEXT NOT NULL", "name TEXT"),
        ("DEFAULT 'x'", "DEFAULT 'X'"),
        ("DEFAULT 'x'", ""),
        ("COLLATE NOCASE", "COLLATE RTRIM"),
        ("COLLATE NOCASE", ""),
        ("ON DELETE CASCADE", "ON DELETE SET NULL"),
        ("ON DELETE CASCADE", "ON UPDATE CASCADE"),
        (
            "ON DELETE CASCADE",
            "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        ),
        ("UNIQUE (a, b)", "UNIQUE (b, a)"),
        ("UNIQUE (a, b)", "UNIQUE (a, b) ON CONFLICT IGNORE"),
        ("CONSTRAINT ab UNIQUE", "UNIQUE"),
        ("length(a) > 1", "length(a) > 2"),
        ("length(a) > 1", "length(a) >= 1"),
        ("length(a) > 1", "length(b) > 1"),
        ("(name, note DESC)", "(note DESC, name)"),
        ("(name, note DESC)", "(name, note)"),
        ("(name, note DESC)", "(name COLLATE NOCASE, note DESC)"),
        ("CREATE INDEX by_name", "CREATE UNIQUE INDEX by_name"),
        ("WHERE note IS NOT NULL", "WHERE note IS NULL"),
        ("name > 'a'", "name > 'A'"),
        ("name > 'a'", "name >= 'a'"),
        ("AFTER INSERT ON p", "BEFORE INSERT ON p"),
        ("AFTER INSERT ON p", "AFTER UPDATE ON p"),
        ("AFTER INSERT ON p", "AFTER INSERT ON p WHEN NEW.id > 1"),
        ("note = 'new'", "note = 'New'"),
        ("(x ANY) STRICT", "(x ANY)"),
        (
            "(x ANY) STRICT",
            "(x ANY PRIMARY KEY) STRICT, WITHOUT ROWID",
        ),
        (
            "id INTEGER PRIMARY KEY, name",
            "id INTEGER PRIMARY KEY AUTOINCREMENT, name",
        ),
    ] {
        let after = BEFORE.replacen(from, to, 1);
        assert_ne!(after, BEFORE, "{from}");
        let lines = differences(&before, &made_by(&after));
        assert!((1..=3).contains(&lines.len()), "{from} -> {to}: {lines:#?}");
    }
}

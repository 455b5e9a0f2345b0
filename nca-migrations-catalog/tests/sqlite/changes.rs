//! Each kind of change is found, and nothing else.

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::bed::{database, differences, made_by, outline, run};

pub(crate) const BEFORE: &str = "
    CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', note TEXT COLLATE NOCASE);
    CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id) ON DELETE CASCADE, a TEXT, b TEXT,
        CONSTRAINT ab UNIQUE (a, b), CONSTRAINT long CHECK (length(a) > 1));
    CREATE TABLE m (a INTEGER, b INTEGER AS (a + 1), PRIMARY KEY (a)) WITHOUT ROWID;
    CREATE INDEX by_name ON p (name, note DESC) WHERE note IS NOT NULL;
    CREATE INDEX by_length ON p (length(name));
    CREATE VIEW names AS SELECT name FROM p WHERE name > 'a';
    CREATE TRIGGER tr AFTER INSERT ON p BEGIN UPDATE p SET note = 'new' WHERE id = NEW.id; END;
    CREATE TRIGGER through INSTEAD OF INSERT ON names BEGIN INSERT INTO p (name) VALUES (NEW.name); END;
    CREATE TABLE alone (x ANY) STRICT;
    CREATE VIRTUAL TABLE words USING fts5(w);
";

pub(crate) const STATEMENTS: &[&str] = &[
    "CREATE TABLE more (x)",
    "DROP TABLE alone",
    "ALTER TABLE alone RENAME TO Alone2",
    "ALTER TABLE p ADD COLUMN extra BLOB",
    "ALTER TABLE c DROP COLUMN p_id",
    "ALTER TABLE p RENAME COLUMN note TO remark",
    "ALTER TABLE c ADD CONSTRAINT short CHECK (length(a) < 9)",
    "ALTER TABLE c DROP CONSTRAINT long",
    "ALTER TABLE p ALTER name DROP NOT NULL",
    "ALTER TABLE c ALTER a SET NOT NULL",
    "CREATE INDEX more ON c (a)",
    "DROP INDEX by_name",
    "CREATE VIEW more AS SELECT 1",
    "DROP VIEW names",
    "CREATE TRIGGER more AFTER DELETE ON C BEGIN SELECT 1; END",
    "DROP TRIGGER tr",
    "DROP TRIGGER through",
    "CREATE VIRTUAL TABLE more USING rtree(id, a, b)",
    "DROP TABLE words",
];

/// What does not count.
const NOTHING: &[&str] = &[
    "INSERT INTO p VALUES (1, 'a', 'b')",
    "INSERT INTO words VALUES ('a')",
    "ANALYZE",
    "VACUUM",
    "REINDEX",
    "PRAGMA user_version = 7",
    "CREATE TEMP TABLE p (x); CREATE TEMP VIEW alone AS SELECT 1",
    "ALTER TABLE p ADD COLUMN x; ALTER TABLE p DROP COLUMN x",
    "ALTER TABLE c RENAME TO d; ALTER TABLE d RENAME COLUMN a TO z; ALTER TABLE d RENAME z TO a; ALTER TABLE d RENAME TO c",
    "ALTER TABLE c DROP CONSTRAINT long; ALTER TABLE c ADD CONSTRAINT long CHECK (length(a) > 1)",
    "ALTER TABLE p ALTER name DROP NOT NULL; ALTER TABLE p ALTER name SET NOT NULL",
];

/// In the text of the statement that makes it.
pub(crate) const EDITS: &[(&str, &str)] = &[
    ("name TEXT NOT NULL", "name VARCHAR NOT NULL"),
    ("name TEXT NOT NULL", "name TEXT"),
    (
        "name TEXT NOT NULL",
        "name TEXT NOT NULL ON CONFLICT IGNORE",
    ),
    ("name TEXT NOT NULL", "name TEXT CONSTRAINT there NOT NULL"),
    ("DEFAULT 'x'", "DEFAULT 'X'"),
    ("DEFAULT 'x'", "DEFAULT X"),
    ("DEFAULT 'x'", ""),
    ("COLLATE NOCASE", "COLLATE RTRIM"),
    ("COLLATE NOCASE", ""),
    (
        "id INTEGER PRIMARY KEY, name",
        "id INTEGER PRIMARY KEY AUTOINCREMENT, name",
    ),
    (
        "id INTEGER PRIMARY KEY, name",
        "id INTEGER PRIMARY KEY DESC, name",
    ),
    ("id INTEGER PRIMARY KEY, name", "id INT PRIMARY KEY, name"),
    (
        "id INTEGER PRIMARY KEY, p_id",
        "id INTEGER CONSTRAINT pk PRIMARY KEY ON CONFLICT REPLACE, p_id",
    ),
    ("a TEXT, b TEXT", "b TEXT, a TEXT"),
    ("ON DELETE CASCADE", "ON DELETE SET NULL"),
    ("ON DELETE CASCADE", "ON DELETE CASCADE ON UPDATE CASCADE"),
    ("ON DELETE CASCADE", ""),
    (
        "ON DELETE CASCADE",
        "ON DELETE CASCADE NOT NULL DEFERRABLE INITIALLY DEFERRED",
    ),
    ("REFERENCES p (id)", "REFERENCES m (a)"),
    ("REFERENCES p (id)", "CONSTRAINT leads REFERENCES p (id)"),
    ("UNIQUE (a, b)", "UNIQUE (b, a)"),
    ("UNIQUE (a, b)", "UNIQUE (a)"),
    ("UNIQUE (a, b)", "UNIQUE (a, b COLLATE NOCASE)"),
    ("UNIQUE (a, b)", "UNIQUE (a, b) ON CONFLICT IGNORE"),
    ("CONSTRAINT ab UNIQUE", "UNIQUE"),
    ("length(a) > 1", "length(a) > 2"),
    ("length(a) > 1", "length(a) >= 1"),
    ("length(a) > 1", "length(b) > 1"),
    ("CONSTRAINT long CHECK", "CHECK"),
    ("AS (a + 1)", "AS (a + 2)"),
    ("AS (a + 1)", "AS (a + 1) STORED"),
    ("AS (a + 1)", ""),
    (") WITHOUT ROWID", ")"),
    (") WITHOUT ROWID", ") WITHOUT ROWID, STRICT"),
    ("(x ANY) STRICT", "(x ANY)"),
    ("(name, note DESC)", "(note DESC, name)"),
    ("(name, note DESC)", "(name, note)"),
    ("(name, note DESC)", "(name COLLATE NOCASE, note DESC)"),
    ("ON p (length(name))", "ON p (length(note))"),
    ("CREATE INDEX by_name", "CREATE UNIQUE INDEX by_name"),
    ("WHERE note IS NOT NULL", "WHERE note IS NULL"),
    ("WHERE note IS NOT NULL", ""),
    ("name > 'a'", "name > 'A'"),
    ("name > 'a'", "name >= 'a'"),
    ("VIEW names AS", "VIEW names (other) AS"),
    ("AFTER INSERT ON p", "BEFORE INSERT ON p"),
    ("AFTER INSERT ON p", "AFTER UPDATE OF name ON p"),
    ("AFTER INSERT ON p", "AFTER INSERT ON p WHEN NEW.id > 1"),
    ("AFTER INSERT ON p", "AFTER INSERT ON c"),
    ("note = 'new'", "note = 'New'"),
    ("fts5(w)", "fts5(w, tokenize = 'porter')"),
    ("fts5(w)", "fts4(w)"),
];

/// The snapshot is to be read: under each change is what it made different, and nothing else.
#[test]
fn each_is_found_and_nothing_else() {
    let before = made_by(BEFORE);
    let mut text = String::new();
    for change in STATEMENTS {
        let mut conn = database(BEFORE);
        run(&mut conn, change);
        write!(text, "{change}").unwrap();
        for line in differences(&before, &outline(&mut conn)) {
            write!(text, "\n  {}", line.replace('\n', "\n  ")).unwrap();
        }
        text.push('\n');
    }
    for (from, to) in EDITS {
        let after = BEFORE.replacen(from, to, 1);
        assert_ne!(after, BEFORE, "{from}");
        write!(text, "{from} -> {to}").unwrap();
        let lines = differences(&before, &made_by(&after));
        assert!(!lines.is_empty(), "{from} -> {to}");
        for line in lines {
            write!(text, "\n  {}", line.replace('\n', "\n  ")).unwrap();
        }
        text.push('\n');
    }
    assert_snapshot!(text);
}

#[test]
fn what_does_not_count_is_no_change() {
    let before = made_by(BEFORE);
    for change in NOTHING {
        let mut conn = database(BEFORE);
        run(&mut conn, change);
        assert_eq!(
            differences(&before, &outline(&mut conn)),
            [""; 0],
            "{change}"
        );
    }
}

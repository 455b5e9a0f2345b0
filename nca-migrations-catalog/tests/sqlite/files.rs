//! Files that somebody else has made.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};

use crate::bed::{differences, made_by, outline};

/// An older library of somebody else keeps the same, and its file may be one that nobody may write.
#[test]
fn a_file_that_may_only_be_read_and_one_of_the_systems_own_program() {
    let altered = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT 'x', c AS (b || \"y\"), CHECK (b <> ''));
        CREATE INDEX i ON t (b) WHERE a > 1;
        CREATE VIEW v AS SELECT *, \"it's\" FROM t;
        CREATE TRIGGER g AFTER INSERT ON T BEGIN UPDATE t SET b = \"a string\" WHERE a = NEW.a; END;
        ALTER TABLE t ADD COLUMN d REAL NOT NULL DEFAULT 0.5;
        ALTER TABLE t RENAME COLUMN b TO \"e f\";
        ALTER TABLE t RENAME TO [u \"v];
        CREATE TABLE copied AS SELECT * FROM [u \"v];
        CREATE VIRTUAL TABLE words USING fts5(w, tokenize = 'porter');";
    let nca = include_str!("../../../nca-schema/ddl/sqlite.sql");
    for script in [altered, nca] {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("theirs.db");
        let text = directory.path().join("script.sql");
        std::fs::write(&text, script).unwrap();
        let ran = std::process::Command::new("sqlite3")
            .arg("-bail")
            .arg(&file)
            .stdin(std::fs::File::open(&text).unwrap())
            .status()
            .expect(
                "this test needs the program `sqlite3`: `apt-get install sqlite3`, or `scripts/prepare`",
            );
        assert!(ran.success());
        let url = format!("file:{}?immutable=1", file.display());
        let mut theirs = SqliteConnection::establish(&url).unwrap();
        assert_eq!(
            differences(&made_by(script), &outline(&mut theirs)),
            [""; 0]
        );
        assert!(theirs.batch_execute("CREATE TABLE no (x)").is_err());
    }
}

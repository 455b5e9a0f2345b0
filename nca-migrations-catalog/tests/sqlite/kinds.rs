//! Each kind of object, read.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use insta::assert_snapshot;

use crate::bed::{database, made_by, outline, run};

#[test]
fn columns() {
    assert_snapshot!(made_by(
        "CREATE TABLE t (
            a INTEGER PRIMARY KEY AUTOINCREMENT,
            b varchar ( 20 ) NOT NULL DEFAULT 'it''s',
            c DECIMAL(10,2) DEFAULT -1.50,
            d DEFAULT (1 + 2),
            e BLOB DEFAULT x'00ff' COLLATE nocase,
            f TEXT DEFAULT CURRENT_TIMESTAMP,
            g TEXT DEFAULT word,
            h DOUBLE PRECISION NOT NULL ON CONFLICT IGNORE,
            i AS (a * 2),
            j INTEGER GENERATED ALWAYS AS (length(b)) STORED,
            k TEXT DEFAULT \"quoted\",
            l TEXT DEFAULT +5 NULL,
            m UNSIGNED BIG INT DEFAULT TRUE
        )"
    ));
}

#[test]
fn keys_and_checks() {
    assert_snapshot!(made_by(
        "CREATE TABLE p (x TEXT, y TEXT, PRIMARY KEY (x, y DESC) ON CONFLICT REPLACE) WITHOUT ROWID;
         CREATE TABLE t (
            a TEXT CONSTRAINT a_key UNIQUE ON CONFLICT IGNORE CHECK (a <> ''),
            b TEXT CONSTRAINT b_there CHECK (b IS NOT NULL AND (b LIKE 'x%' ESCAPE '!')),
            c INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED,
            d TEXT, e TEXT CONSTRAINT e_up REFERENCES P (X) ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL,
            CONSTRAINT pk PRIMARY KEY (a, b)
            UNIQUE (D COLLATE NOCASE, e)
            CONSTRAINT de FOREIGN KEY (d, e) REFERENCES p (x, y) ON DELETE RESTRICT NOT DEFERRABLE,
            CHECK (a IN ('1', \"two\", b) OR CASE WHEN c > 1 THEN 1 ELSE 0 END = 1),
            CONSTRAINT \"odd name\" CHECK (json_extract(d, '$.a') == 1 AND d ->> 'b' != 2)
         ) STRICT"
    ));
}

#[test]
fn indexes_views_and_triggers() {
    assert_snapshot!(made_by(
        "CREATE TABLE t (a INTEGER, b TEXT, c TEXT);
         CREATE UNIQUE INDEX u ON t (a, b COLLATE NOCASE DESC);
         CREATE INDEX e ON t (lower(b), a + 1) WHERE c IS NOT NULL AND b <> \"no column\";
         CREATE VIEW v (x, \"y z\") AS WITH q AS (SELECT a, b FROM t) SELECT q.a, count(*) FROM q
           LEFT JOIN t ON t.a = q.a WHERE q.b > '1' GROUP BY q.a HAVING count(*) > 1 ORDER BY 1 DESC;
         CREATE VIEW w AS SELECT a, sum(a) OVER (PARTITION BY b ORDER BY c) AS \"Total\" FROM t
           UNION ALL SELECT 1, 2;
         CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (NEW.x); END;
         CREATE TRIGGER r AFTER UPDATE OF a, \"b\" ON t FOR EACH ROW WHEN NEW.a <> OLD.a BEGIN
           -- said
           INSERT INTO t VALUES (1, CASE WHEN NEW.b = 'x;y' THEN 'End' ELSE NULL END, 'z')
             ON CONFLICT DO NOTHING;
           SELECT RAISE(ABORT, 'It Fails') WHERE NEW.a < 0;
           DELETE FROM t WHERE rowid IN (SELECT rowid FROM t LIMIT 1);
         END;"
    ));
}

#[test]
fn odd_names() {
    let outline = made_by(
        "CREATE TABLE \"a \"\"b\n.c\" ([order by] TEXT, `select` TEXT, '1' TEXT, \"größe 🧠\" TEXT,
           CHECK ([order by] <> 'order by' AND \"select\" = `SELECT` AND \"nothing\" <> '1'));
         CREATE INDEX \"where\" ON \"a \"\"b\n.c\" (\"select\", [1]);
         CREATE VIEW \"from\" AS SELECT [order by] \"select\" FROM \"a \"\"b\n.c\";",
    );
    assert_snapshot!(outline);
}

#[test]
fn virtual_tables_without_what_they_keep_their_rows_in() {
    assert_snapshot!(made_by(
        "CREATE TABLE t (a TEXT);
         CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'porter ascii', content='');
         CREATE INDEX i ON t (a);"
    ));
}

/// What is temporary, attached or SQLite's own is not listed; a transaction and a broken view are in the way of
/// nothing.
#[test]
fn what_else_there_is() {
    let plain = made_by("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE)");
    let mut conn = database(
        "ATTACH ':memory:' AS other; CREATE TABLE other.t (x); CREATE TABLE other.u (x);
         CREATE TEMP TABLE t (y); CREATE TEMP VIEW v AS SELECT 1; CREATE TEMP TRIGGER g AFTER INSERT ON t
         BEGIN SELECT 1; END;
         CREATE TABLE main.t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE);
         INSERT INTO main.t (b) VALUES (1); ANALYZE; BEGIN",
    );
    assert_eq!(outline(&mut conn), plain);
    run(&mut conn, "ROLLBACK; CREATE TABLE gone (x); CREATE VIEW main.broken AS SELECT x FROM gone; CREATE VIEW
        main.fine AS SELECT a FROM main.t; PRAGMA legacy_alter_table = ON; DROP TABLE main.gone");
    let broken = outline(&mut conn).to_string();
    assert!(
        broken.contains("view broken:\n  | select x\n  | from gone"),
        "{broken}"
    );
    let catalog = crate::bed::catalog(&mut conn);
    let columns: Vec<usize> = catalog
        .views
        .iter()
        .map(|view| view.columns.len())
        .collect();
    assert_eq!(columns, [0, 1]);
}

#[test]
fn a_file_that_may_only_be_read_and_one_of_the_systems_own_program() {
    let script = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT 'x', c AS (b || 'y'), CHECK (b <> ''));
        CREATE INDEX i ON t (b) WHERE a > 1;
        CREATE VIEW v AS SELECT * FROM t;
        ALTER TABLE t ADD COLUMN d REAL NOT NULL DEFAULT 0.5;
        ALTER TABLE t RENAME COLUMN b TO e;
        ALTER TABLE t RENAME TO u;";
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("theirs.db");
    let ran = std::process::Command::new("sqlite3")
        .arg(&file)
        .arg(script)
        .status()
        .expect("this test needs the program `sqlite3`: `apt-get install sqlite3`, or `scripts/prepare`");
    assert!(ran.success());
    let url = format!("file:{}?immutable=1", file.display());
    let mut theirs = SqliteConnection::establish(&url).unwrap();
    assert_eq!(outline(&mut theirs), made_by(script));
    assert!(theirs.batch_execute("CREATE TABLE no (x)").is_err());
}

/// A column of a key takes NULL in an ordinary table, against the standard.
#[test]
fn null_in_keys() {
    let nullable = |sql: &str| {
        let catalog = crate::bed::catalog(&mut database(sql));
        let columns = catalog.tables[0].columns.iter();
        columns.map(|column| column.nullable).collect::<Vec<_>>()
    };
    assert_eq!(
        nullable("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"),
        [true, true]
    );
    assert_eq!(
        nullable("CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT)"),
        [true, true]
    );
    assert_eq!(
        nullable("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) WITHOUT ROWID"),
        [false, true]
    );
    assert_eq!(
        nullable("CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) STRICT"),
        [false, true]
    );
    assert_eq!(
        nullable("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT"),
        [true, true]
    );
}

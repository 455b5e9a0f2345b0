//! Each kind of object, read.

use insta::assert_snapshot;
use nca_migrations_catalog::model::Order;

use crate::bed::{database, differences, made_by, outline, run};

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

/// Clauses in places where other tools put them, and where SQLite takes them.
#[test]
fn as_other_tools_write_it() {
    assert_snapshot!(made_by(
        "CREATE TABLE IF NOT EXISTS \"Browser\" (
            \"id\"\tINTEGER NOT NULL,
            \"name\"\tTEXT UNIQUE,
            PRIMARY KEY(\"id\" AUTOINCREMENT)
         );
         CREATE TABLE \"django\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"b_id\" integer NULL REFERENCES
            \"Browser\" (\"id\") NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED, \"ok\" bool NOT NULL CHECK (\"ok\" IN (0, 1)),
            later TEXT REFERENCES BROWSER, last TEXT DEFERRABLE INITIALLY DEFERRED);
         CREATE TABLE alchemy (
            id INTEGER NOT NULL,
            at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL,
            mood VARCHAR(5),
            CONSTRAINT pk_alchemy PRIMARY KEY (id),
            CONSTRAINT mood CHECK (mood IN ('good', 'bad')),
            FOREIGN KEY(id) REFERENCES \"Browser\" (id) ON DELETE CASCADE
         );
         CREATE TABLE copied AS SELECT id, name AS \"The Name\", 1.5 AS number, CAST(id AS TEXT) FROM \"Browser\";
         CREATE TRIGGER tr AFTER INSERT ON browser WHEN NEW.id = 1 BEGIN SELECT NEW.ID; END;
         CREATE INDEX ix ON BROWSER (('name'), (id) DESC, (name COLLATE binary), ((lower(name)) COLLATE nocase));
         CREATE TABLE twice (a TEXT COLLATE NOCASE, b TEXT, d DOUBLE GENERATED ALWAYS,
            UNIQUE ((a COLLATE NOCASE), (b) COLLATE binary COLLATE rtrim), CONSTRAINT nowhere)"
    ));
}

/// In every place that takes one, every one but the default shows.
#[test]
fn what_becomes_of_conflicts() {
    for place in [
        "(a TEXT NOT NULL #)",
        "(a TEXT UNIQUE #)",
        "(a TEXT PRIMARY KEY #)",
        "(a INTEGER PRIMARY KEY # AUTOINCREMENT)",
        "(a, UNIQUE (a) #)",
        "(a, PRIMARY KEY (a) #) WITHOUT ROWID",
    ] {
        let made = |what: &str| made_by(&format!("CREATE TABLE t {}", place.replace('#', what)));
        let plain = made("");
        assert_eq!(
            differences(&plain, &made("ON CONFLICT ABORT")),
            [""; 0],
            "{place}"
        );
        for what in ["rollback", "fail", "ignore", "replace"] {
            let text = made(&format!("ON CONFLICT {}", what.to_uppercase())).to_string();
            assert!(
                text.contains(&format!(" on conflict {what}\n")),
                "{place}: {text}"
            );
        }
    }
    // SQLite takes it after a check as well, and does nothing with it.
    assert_eq!(
        made_by("CREATE TABLE t (a, CHECK (a > 1) ON CONFLICT IGNORE)"),
        made_by("CREATE TABLE t (a, CHECK (a > 1))")
    );
}

/// `INTEGER PRIMARY KEY` is the row id and has no order; with DESC it is not, if that is declared with the column.
#[test]
fn descending_keys() {
    let key = |sql: &str| {
        let catalog = crate::bed::catalog(&mut database(sql));
        let key = catalog.tables[0].primary_key.clone().unwrap();
        (key.parts[0].order, catalog.tables[0].columns[0].nullable)
    };
    for (sql, expected) in [
        (
            "(a INTEGER PRIMARY KEY DESC) STRICT",
            (Order::Descending, false),
        ),
        (
            "(a INTEGER, PRIMARY KEY (a DESC)) STRICT",
            (Order::Ascending, true),
        ),
        (
            "(a INTEGER, PRIMARY KEY (a DESC)) WITHOUT ROWID",
            (Order::Descending, false),
        ),
        ("(a INT, PRIMARY KEY (a DESC))", (Order::Descending, true)),
        (
            "(a INTEGER, b, PRIMARY KEY (a DESC, b))",
            (Order::Descending, true),
        ),
    ] {
        assert_eq!(key(&format!("CREATE TABLE t {sql}")), expected, "{sql}");
    }
}

/// What only looks as if the trigger began.
#[test]
fn a_trigger_that_says_begin_and_end() {
    assert_snapshot!(made_by(
        "CREATE TABLE t (\"begin\" INTEGER, \"end\" INTEGER);
         CREATE TRIGGER g UPDATE OF \"begin\", [END] ON t WHEN NEW.begin > CASE OLD.end WHEN 1 THEN 2 END BEGIN
            UPDATE t SET \"begin\" = CASE WHEN NEW.\"end\" THEN 'end;' END;
            INSERT OR REPLACE INTO t AS T2 (\"begin\") VALUES (1) ON CONFLICT (\"begin\") WHERE \"end\" > 1
              DO UPDATE SET \"end\" = EXCLUDED.\"end\" WHERE t2.\"begin\" > 1 ON CONFLICT DO NOTHING;
            SELECT RAISE(FAIL, 'Not ' || NEW.\"end\"), RAISE(IGNORE), RAISE(ABORT, \"Begin\"), RAISE(ABORT, \"Text\") FROM t;
            WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 3)
              SELECT \"x\", \"column1\", 'column1' FROM n, (VALUES (1));
         END"
    ));
}

/// What is temporary, attached or SQLite's own is not listed; a transaction and a broken view are in the way of
/// nothing.
#[test]
fn what_else_there_is() {
    let plain = made_by("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE)");
    let mut conn = database(
        "ATTACH ':memory:' AS other; CREATE TABLE other.t (x); CREATE TABLE other.u (x);
         CREATE TEMP TABLE t (y); CREATE TEMP VIEW v AS SELECT 1;
         CREATE TEMP VIEW fine AS SELECT 1, 2; CREATE TEMP TRIGGER g AFTER INSERT ON t
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

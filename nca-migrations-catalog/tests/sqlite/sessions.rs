//! Sessions: what a connection was set to changes nothing of what is read, and reading changes nothing of it.

use std::sync::{Arc, Mutex};

use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection as _};
use diesel::sql_types::Text;
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};

use crate::bed::{database, differences, made_by, outline, run};

const SCHEMA: &str = "
    CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT 'x' CHECK (b LIKE 'X%'), c AS (b || 'y'));
    CREATE INDEX i ON t (b COLLATE NOCASE) WHERE a > 1;
    CREATE VIEW v AS SELECT a, upper(b) FROM t;
    CREATE VIRTUAL TABLE f USING fts5(x);
    CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t WHERE a = NEW.a; END;
";

#[test]
fn odd_settings_are_in_the_way_of_nothing() {
    let expected = made_by(SCHEMA);
    for setting in [
        "PRAGMA case_sensitive_like = ON",
        "PRAGMA foreign_keys = ON",
        "PRAGMA legacy_alter_table = ON",
        "PRAGMA reverse_unordered_selects = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA full_column_names = ON; PRAGMA short_column_names = OFF",
        "PRAGMA query_only = ON",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA cell_size_check = ON",
        "PRAGMA temp_store = MEMORY",
    ] {
        let mut conn = database(SCHEMA);
        run(&mut conn, setting);
        assert_eq!(
            differences(&expected, &outline(&mut conn)),
            [""; 0],
            "{setting}"
        );
    }
    let wide = made_by(&format!("PRAGMA encoding = 'UTF-16'; {SCHEMA}"));
    assert_eq!(differences(&expected, &wide), [""; 0]);
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    value: String,
}

/// What somebody has written and not committed is read, and still theirs to undo.
#[test]
fn inside_a_transaction() {
    let mut conn = database(SCHEMA);
    let before = outline(&mut conn);
    run(
        &mut conn,
        "BEGIN; SAVEPOINT s; CREATE TABLE more (x); INSERT INTO more VALUES (1)",
    );
    assert_eq!(differences(&before, &outline(&mut conn)), ["+ table more"]);
    run(&mut conn, "ROLLBACK TO s; RELEASE s; ROLLBACK");
    assert_eq!(differences(&before, &outline(&mut conn)), [""; 0]);
}

/// Another connection is in the middle of writing, and the file may not be written by anybody else.
#[test]
fn beside_a_writer() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shared.db");
    let mut writer = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    run(
        &mut writer,
        &format!("PRAGMA journal_mode = WAL; {SCHEMA}; BEGIN IMMEDIATE; CREATE TABLE unseen (x)"),
    );
    let mut reader =
        SqliteConnection::establish(&format!("file:{}?mode=ro", file.display())).unwrap();
    assert_eq!(
        differences(&made_by(SCHEMA), &outline(&mut reader)),
        [""; 0]
    );
    assert!(reader.batch_execute("CREATE TABLE no (x)").is_err());
    run(&mut writer, "COMMIT");
    assert_eq!(
        differences(&made_by(SCHEMA), &outline(&mut reader)),
        ["+ table unseen"]
    );
}

/// No write, no change of a setting: what it does is `SELECT`.
#[test]
fn nothing_but_queries_and_always_as_many() {
    let queries = |sql: &str| {
        let mut conn = database(sql);
        let seen = Arc::new(Mutex::new(Vec::new()));
        conn.set_instrumentation(watch(Arc::clone(&seen)));
        outline(&mut conn);
        conn.set_instrumentation(None::<Box<dyn Instrumentation>>);
        let changes: Vec<Row> = sql_query("SELECT CAST(total_changes() AS TEXT) AS value")
            .load(&mut conn)
            .unwrap();
        assert_eq!(changes[0].value, "0");
        let seen = seen.lock().unwrap().clone();
        assert!(
            seen.iter()
                .all(|query: &String| query.starts_with("SELECT ")),
            "{seen:#?}"
        );
        seen.len()
    };
    let tables = |count: usize| {
        let one = |n| {
            format!(
                "CREATE TABLE t{n} (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b INTEGER REFERENCES t{n}); \
             CREATE INDEX i{n} ON t{n} (b); CREATE VIEW v{n} AS SELECT a FROM t{n};"
            )
        };
        (0..count).map(one).collect::<String>()
    };
    assert_eq!(queries(""), 1);
    assert_eq!(queries("CREATE TABLE t (x)"), 1);
    assert_eq!(queries(&tables(1)), 2);
    assert_eq!(queries(&tables(60)), 2);
    // One for each view, only if one of them is broken.
    assert_eq!(
        queries(&format!(
            "{} CREATE VIEW broken AS SELECT x FROM nowhere",
            tables(3)
        )),
        6
    );
}

fn watch(seen: Arc<Mutex<Vec<String>>>) -> impl Instrumentation {
    move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            seen.lock().unwrap().push(query.to_string());
        }
    }
}

//! Stories that once ended badly.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use diesel::Connection as _;
use diesel::connection::InstrumentationEvent;
use nca_migrations::{Error, Event, Migrator, Position, Target};

use crate::support::{
    Builder, Database, applied, execute, in_memory, number, pragma, texts, three, user_tables,
};

fn one(up: &str) -> Builder {
    Builder::default().revision("001_x", up, "SELECT 1;")
}

#[test]
fn begun_outside_a_transaction_and_finished_in_one_no_statement_runs_twice() {
    let up = "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO later VALUES (1);";
    let mut conn = in_memory();
    execute(&mut conn, "CREATE TABLE a (v INTEGER)");
    let chain = one(up).outside_a_transaction().chain();
    Migrator::new(&chain).run_pending(&mut conn).unwrap_err();

    let chain = one(up).chain();
    let migrator = Migrator::new(&chain);
    insta::assert_snapshot!(migrator.run_pending(&mut conn).unwrap_err(), @r"
    001_x/up.sql:3:13, statement 3 of 3: no such table: later
    the script runs outside a transaction: statements 1 to 2 of 3 stay done and will not be run again; the database is at the base
    repair `001_x/up.sql` and upgrade again
    ");
    execute(&mut conn, "CREATE TABLE later (v INTEGER)");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM a"), 2);
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM later"), 1);
}

#[test]
fn the_history_of_an_attached_database_or_a_temporary_table_is_not_ours() {
    let (old, new) = (Database::new(), Database::new());
    let chain = three();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut old.connect()).unwrap();
    let mut conn = new.connect();
    execute(
        &mut conn,
        &format!("ATTACH '{}' AS old", old.path().display()),
    );
    assert!(!migrator.current(&mut conn).unwrap().is_head);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
    assert_eq!(user_tables(&mut conn), ["one", "two", "three"]);

    let mut conn = in_memory();
    execute(
        &mut conn,
        "CREATE TEMP TABLE __diesel_schema_migrations (version TEXT, run_on TEXT)",
    );
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
    let versions = "SELECT version AS value FROM main.__diesel_schema_migrations ORDER BY 1";
    assert_eq!(texts(&mut conn, versions), ["001", "002", "003"]);
}

#[test]
fn a_history_table_in_upper_case_is_found() {
    let mut conn = in_memory();
    execute(
        &mut conn,
        "CREATE TABLE __DIESEL_SCHEMA_MIGRATIONS (version VARCHAR(50) PRIMARY KEY NOT NULL, \
         run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP); \
         INSERT INTO __diesel_schema_migrations (version) VALUES ('001')",
    );
    let chain = three();
    let report = Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert_eq!(report.done.len(), 2);
    assert_eq!(applied(&mut conn), ["001", "002", "003"]);
}

#[test]
fn orphans_from_before_do_not_block_what_is_gone_on_with() {
    let mut conn = in_memory();
    execute(
        &mut conn,
        "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY); \
         CREATE TABLE c (p INTEGER REFERENCES p (id)); INSERT INTO c VALUES (9); \
         PRAGMA foreign_keys = ON",
    );
    let chain = one("CREATE TABLE z (v INTEGER);\nINSERT INTO later VALUES (1);")
        .outside_a_transaction()
        .chain();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap_err();
    execute(&mut conn, "CREATE TABLE later (v INTEGER)");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(applied(&mut conn), ["001"]);
}

#[test]
fn a_position_past_the_head_is_no_place_to_go_up_from() {
    let target: Target = "+1".parse().unwrap();
    insta::assert_snapshot!(target.resolve(&three(), Position(9)).unwrap_err(), @"Relative revision +1 didn't produce 1 migrations: there is nothing above the base");
}

#[test]
fn without_the_lock_file_nothing_runs_outside_a_transaction() {
    let database = Database::new();
    std::fs::create_dir(database.lock_file()).unwrap();
    let chain = one("CREATE TABLE a (v INTEGER);")
        .outside_a_transaction()
        .chain();
    let mut conn = database.connect();
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    let lock_file = database.lock_file().display().to_string();
    insta::assert_snapshot!(error.to_string().replace(&lock_file, "LOCK"), @r"
    `001_x` runs outside a transaction (`run_in_transaction = false`), where only the migration lock keeps two processes from running it at once, and there is none
    `LOCK` cannot be locked: it is not a regular file
    make the file one that this process can lock, or remove what is in its place
    ");
    assert_eq!(user_tables(&mut conn), [""; 0]);
    assert!(database.lock_file().is_dir());

    std::fs::remove_dir(database.lock_file()).unwrap();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert_eq!(user_tables(&mut conn), ["a"]);
}

#[test]
fn stopped_after_any_statement_outside_a_transaction_none_runs_twice() {
    let plain = "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);";
    let own = "PRAGMA foreign_keys = OFF;\nBEGIN;\nINSERT INTO a VALUES (1);\n\
               INSERT INTO a VALUES (2);\nCOMMIT;\nPRAGMA foreign_keys = ON;";
    let savepoint = "SAVEPOINT s;\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n\
                     RELEASE s;\nVACUUM;";
    // In an open transaction of the script's own, nothing is done until it is committed: stopping
    // there goes back to before it.
    for (up, stops) in [(plain, 1..=2), (own, 5..=6), (savepoint, 4..=5)] {
        for stop in stops {
            let mut conn = in_memory();
            execute(&mut conn, "CREATE TABLE a (v INTEGER)");
            let chain = one(up).outside_a_transaction().chain();
            let stopping = Migrator::new(&chain).observer(|event| {
                if let Event::StatementFinished { number, .. } = event {
                    assert_ne!(*number, stop, "stop");
                }
            });
            catch_unwind(AssertUnwindSafe(|| stopping.run_pending(&mut conn))).unwrap_err();
            let migrator = Migrator::new(&chain);
            let log = migrator.history(&mut conn).unwrap().log;
            let done = log.last().and_then(|entry| entry.statements_done);
            assert_eq!(done, u32::try_from(stop).ok(), "{up}");
            migrator.run_pending(&mut conn).unwrap();
            let rows = number(&mut conn, "SELECT count(*) AS value FROM a");
            assert_eq!(rows, 2, "{up} {stop}");
        }
    }
}

#[test]
fn a_statement_whose_record_fails_is_taken_back() {
    let mut conn = in_memory();
    execute(&mut conn, "CREATE TABLE a (v INTEGER)");
    let before = three();
    Migrator::new(&before).run_pending(&mut conn).unwrap();
    // What a kill between the two would leave is what a record that fails leaves.
    execute(
        &mut conn,
        "CREATE TRIGGER full BEFORE INSERT ON __nca_migration_log WHEN new.statements_done = 2 \
         BEGIN SELECT raise(ABORT, 'disk full'); END",
    );
    let chain = crate::support::tables(&["one", "two", "three"])
        .revision(
            "004_x",
            "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);",
            "",
        )
        .outside_a_transaction()
        .chain();
    let migrator = Migrator::new(&chain);
    insta::assert_snapshot!(migrator.run_pending(&mut conn).unwrap_err(), @r"
    writing the migration history failed: disk full
    the script runs outside a transaction: statement 1 of 2 stays done and will not be run again; the database is at `003_three`
    ");
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM a"), 1);
    execute(&mut conn, "DROP TRIGGER full");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM a"), 2);
}

#[test]
fn the_way_back_is_kept_once() {
    let mut conn = in_memory();
    let chain = one("CREATE TABLE a (v INTEGER);\nVACUUM;")
        .outside_a_transaction()
        .chain();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    let kept = "SELECT outcome AS value FROM __nca_migration_log WHERE down_script IS NOT NULL";
    assert_eq!(texts(&mut conn, kept), ["done"]);
}

#[test]
fn in_the_callers_transaction_a_dropped_parent_does_not_take_its_children_along() {
    let rebuild = "CREATE TABLE q (id INTEGER PRIMARY KEY, n TEXT);\n\
                   INSERT INTO q SELECT id, '' FROM p;\nDROP TABLE p;\nALTER TABLE q RENAME TO p;";
    let chain = one(rebuild).chain();
    for keys in [0, 1] {
        let mut conn = in_memory();
        execute(
            &mut conn,
            &format!(
                "CREATE TABLE p (id INTEGER PRIMARY KEY); \
                 CREATE TABLE c (p INTEGER REFERENCES P (id) ON DELETE CASCADE); \
                 INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1); \
                 PRAGMA foreign_keys = {keys}"
            ),
        );
        conn.begin_test_transaction().unwrap();
        let result = Migrator::new(&chain).run_pending(&mut conn);
        if keys == 1 {
            insta::assert_snapshot!(result.unwrap_err(), @r"
            001_x/up.sql:3:1, statement 3 of 4: with foreign keys enforced, this would also delete or change rows of `c`
            nothing of this migration stays; in your open transaction the database is at the base
            inside your open transaction the enforcement cannot be turned off
            finish the transaction on this connection, then migrate
            ");
        } else {
            result.unwrap();
        }
        assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM c"), 2);
    }
}

#[test]
fn whoever_holds_the_whole_file_is_waited_for() {
    let (database, chain) = (Database::new(), three());
    let mut holder = database.connect();
    execute(&mut holder, "BEGIN EXCLUSIVE");
    // Not even some of the pragmas that tell the session's settings can be read.
    let mut conn = database.connect();
    let impatient = Migrator::new(&chain).lock_timeout(Duration::from_millis(20));
    let error = impatient.run_pending(&mut conn).unwrap_err();
    assert!(matches!(error, Error::LockTimeout(_)), "{error}");

    let (reading, is_reading) = std::sync::mpsc::channel();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && query.to_string().contains("PRAGMA foreign_keys")
        {
            // Nobody listens to the second one.
            let _ = reading.send(());
        }
    });
    std::thread::scope(|scope| {
        let run = scope.spawn(|| Migrator::new(&chain).run_pending(&mut conn).unwrap());
        is_reading.recv().unwrap();
        execute(&mut holder, "COMMIT");
        assert_eq!(run.join().unwrap().done.len(), 3);
    });
    assert_eq!(pragma(&mut conn, "busy_timeout"), 0);
}

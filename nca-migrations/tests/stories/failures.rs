//! Scripts that fail.

use nca_migrations::{Error, Migrator, State, Target, TransactionMode};

use crate::support::{Builder, Database, applied, execute, in_memory, tables, texts, user_tables};

fn third_of_five_fails() -> Builder {
    tables(&["one"]).revision(
        "002_two",
        "CREATE TABLE a (id INTEGER);\n\
         CREATE TABLE b (id INTEGER);\n\
         \x20 INSERT INTO c\n    VALUES (1);\n\
         CREATE TABLE d (id INTEGER);\n\
         CREATE TABLE e (id INTEGER);\n",
        "DROP TABLE a;",
    )
}

#[test]
fn a_failed_migration_leaves_nothing_and_those_before_it_stay() {
    let (mut conn, chain) = (in_memory(), third_of_five_fails().chain());
    let migrator = Migrator::new(&chain);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    002_two/up.sql:3:15, statement 3 of 5: no such table: c
    nothing of this migration stays; the database is at `001_one`
    repair `002_two/up.sql` and upgrade again
    ");
    let Error::Statement(failure) = error else {
        panic!("{error}")
    };
    assert_eq!(failure.place.sql(), "INSERT INTO c\n    VALUES (1)");
    assert_eq!(
        &failure.place.script[failure.place.range.clone()],
        failure.place.sql()
    );
    assert_eq!(
        (failure.place.start.line, failure.place.start.column),
        (3, 3)
    );
    let fault = failure.place.fault.as_ref().unwrap();
    assert_eq!(&failure.place.script[fault.range.clone()], "c");
    assert_eq!((fault.start.line, fault.start.column), (3, 15));
    assert_eq!(user_tables(&mut conn), ["one"]);
    assert_eq!(applied(&mut conn), ["001"]);
    let log = migrator.history(&mut conn).unwrap().log;
    assert_eq!(log.len(), 2, "the format and the first migration: {log:#?}");

    execute(&mut conn, "CREATE TABLE c (id INTEGER)");
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
}

#[test]
fn a_failed_run_that_is_one_transaction_leaves_nothing() {
    let (database, chain) = (Database::new(), third_of_five_fails().chain());
    let mut conn = database.connect();
    let migrator = Migrator::new(&chain).transaction(TransactionMode::WholeRun);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    002_two/up.sql:3:15, statement 3 of 5: no such table: c
    nothing of this run stays; the database is at the base
    repair `002_two/up.sql` and upgrade again
    ");
    drop(conn);
    assert_eq!(std::fs::metadata(database.path()).unwrap().len(), 0);
    assert!(!database.lock_file().exists());
}

#[test]
fn a_failed_down_script() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER);",
            "DROP TABLE won;",
        )
        .chain();
    let (mut conn, migrator) = (in_memory(), Migrator::new(&chain));
    migrator.run_pending(&mut conn).unwrap();
    let error = migrator.downgrade(&mut conn, &Target::base()).unwrap_err();
    insta::assert_snapshot!(error, @r"
    001_one/down.sql:1:12, statement 1 of 1: no such table: won
    nothing of this migration stays; the database is at `001_one`
    repair `001_one/down.sql` and downgrade again
    ");
    assert_eq!(applied(&mut conn), ["001"]);
}

#[test]
fn a_trigger_that_rolls_back_the_transaction() {
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE two (id INTEGER);\n\
             CREATE TRIGGER t BEFORE INSERT ON two BEGIN SELECT RAISE(ROLLBACK, 'no'); END;\n\
             INSERT INTO two VALUES (1);",
            "DROP TABLE two;",
        )
        .chain();
    for mode in [TransactionMode::PerMigration, TransactionMode::WholeRun] {
        let mut conn = in_memory();
        let migrator = Migrator::new(&chain).transaction(mode);
        let error = migrator.run_pending(&mut conn).unwrap_err();
        let Error::Statement(failure) = error else {
            panic!("{error}")
        };
        assert_eq!(failure.error.to_string(), "no");
        match (mode, failure.state) {
            (TransactionMode::PerMigration, State::RolledBack { at }) => {
                assert_eq!(at.unwrap().as_str(), "001_one");
                assert_eq!(user_tables(&mut conn), ["one"]);
            }
            (TransactionMode::WholeRun, State::RunRolledBack { at: None }) => {
                assert_eq!(user_tables(&mut conn), [""; 0]);
            }
            (_, state) => panic!("{state}"),
        }
        // The connection can be used as before.
        execute(&mut conn, "BEGIN; CREATE TABLE x (id INTEGER); COMMIT");
        assert_eq!(
            migrator
                .plan(&mut conn, nca_migrations::Command::Upgrade, &Target::head())
                .unwrap()
                .to
                .0,
            2
        );
    }
}

#[test]
fn a_script_that_ends_the_transaction_is_caught_at_the_statement_that_did() {
    for ending in ["COMMIT", "ROLLBACK", "COMMIT; BEGIN"] {
        let chain = Builder::default()
            .revision(
                "001_one",
                &format!(
                    "CREATE TABLE one (id INTEGER);\n{ending};\nCREATE TABLE two (id INTEGER);"
                ),
                "DROP TABLE one;",
            )
            .chain();
        let mut conn = in_memory();
        let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
        let Error::TransactionEnded(ended) = &error else {
            panic!("{error}")
        };
        assert_eq!(
            (ended.place.number, ended.place.start.line),
            (2, 2),
            "{ending}"
        );
        assert!(!user_tables(&mut conn).contains(&"two".to_owned()));
        // Diesel's count and SQLite agree again.
        execute(&mut conn, "BEGIN; CREATE TABLE x (id INTEGER); COMMIT");
        diesel::Connection::begin_test_transaction(&mut conn).unwrap();
    }
}

#[test]
fn a_nul_in_a_script_is_a_failed_statement() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER);\nSELECT 'a\0b';",
            "DROP TABLE one;",
        )
        .chain();
    let mut conn = in_memory();
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    assert!(matches!(&error, Error::Statement(_)), "{error}");
    assert!(
        error.to_string().starts_with("001_one/up.sql:2:10, "),
        "{error}"
    );
    assert_eq!(
        texts(&mut conn, "SELECT name AS value FROM sqlite_master"),
        [""; 0]
    );
}

#[test]
fn a_reader_that_keeps_the_commit_waiting() {
    let (database, chain) = (Database::new(), tables(&["one"]).chain());
    let mut reader = database.connect();
    execute(&mut reader, "CREATE TABLE before (id INTEGER)");
    execute(&mut reader, "BEGIN; SELECT * FROM before");
    let migrator = Migrator::new(&chain).lock_timeout(std::time::Duration::from_millis(10));
    let mut conn = database.connect();
    insta::assert_snapshot!(migrator.run_pending(&mut conn).unwrap_err(), @r"
    committing failed: database is locked
    nothing of this migration stays; the database is at the base
    ");
    execute(&mut reader, "COMMIT");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(applied(&mut conn), ["001"]);
}

//! What the errors say that no other story shows.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use nca_migrations::{Error, Migrator};

use crate::support::{Builder, Database, execute, in_memory, tables, three};

#[test]
fn a_script_that_ends_its_transaction() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER);\nCOMMIT;",
            "DROP TABLE one;\nROLLBACK;",
        )
        .chain();
    let mut conn = in_memory();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @"");
}

#[test]
fn a_lock_that_is_not_had_in_time() {
    let (database, chain) = (Database::new(), three());
    let mut writer = database.connect();
    execute(&mut writer, "BEGIN IMMEDIATE");
    let migrator = Migrator::new(&chain).lock_timeout(Duration::ZERO);
    let error = migrator.run_pending(&mut database.connect()).unwrap_err();
    insta::with_settings!({ filters => [(r"within [0-9.]+[µnm]?s", "within [time]")] }, {
        insta::assert_snapshot!(error, @"");
    });
}

#[test]
fn a_database_that_is_far_ahead() {
    let mut conn = in_memory();
    let newer = tables(&[
        "one", "two", "three", "four", "five", "six", "seven", "eight",
    ])
    .chain();
    Migrator::new(&newer).run_pending(&mut conn).unwrap();
    let older = tables(&["one"]).chain();
    insta::assert_snapshot!(Migrator::new(&older).run_pending(&mut conn).unwrap_err(), @"");
    let older = nca_migrations::EmbeddedMigrations::EMPTY;
    insta::assert_snapshot!(Migrator::new(&older).run_pending(&mut conn).unwrap_err(), @"");
}

#[test]
fn many_broken_references() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE p (id INTEGER PRIMARY KEY);\n\
             CREATE TABLE c (id TEXT PRIMARY KEY, p INTEGER REFERENCES p (id)) WITHOUT ROWID;\n\
             INSERT INTO c VALUES ('a', 1), ('b', 1), ('c', 1), ('d', 1), ('e', 1), ('f', 1);",
            "",
        )
        .chain();
    let mut conn = in_memory();
    execute(&mut conn, "PRAGMA foreign_keys = ON");
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @"");
}

#[test]
fn a_failure_inside_the_callers_transaction() {
    let chain = Builder::default()
        .revision("001_one", "SELECT * FROM nowhere;", "")
        .chain();
    let mut conn = in_memory();
    diesel::Connection::begin_test_transaction(&mut conn).unwrap();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @"");
}

#[test]
fn the_callers_transaction_is_ended_by_a_script() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER PRIMARY KEY);\nINSERT INTO one VALUES (1);\n\
             INSERT OR ROLLBACK INTO one VALUES (1);",
            "",
        )
        .chain();
    let mut conn = in_memory();
    diesel::Connection::begin_test_transaction(&mut conn).unwrap();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @"");
}

#[test]
fn the_first_statement_outside_a_transaction_fails() {
    let chain = Builder::default()
        .revision("001_one", "SELECT * FROM nowhere;\nSELECT 1;", "")
        .outside_a_transaction()
        .chain();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut in_memory()).unwrap_err(), @"");
}

#[test]
fn a_file_that_is_no_database() {
    let (database, chain) = (Database::new(), three());
    std::fs::write(
        database.path(),
        "not a database, but long enough to be looked at".repeat(99),
    )
    .unwrap();
    let mut conn = database.connect();
    assert!(conn.batch_execute("SELECT * FROM sqlite_master").is_err());
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    assert!(matches!(error, Error::History(_)));
    insta::assert_snapshot!(error, @"");
}

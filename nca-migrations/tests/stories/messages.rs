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
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @r"
    001_one/up.sql:2:1, statement 2 of 2: this statement ended the transaction that the script runs in
    what the script did up to here may be in the database, and it is not recorded as applied: take back what it did of `001_one` by hand or restore a backup
    take the statement out of the script, or set `run_in_transaction = false` in its `metadata.toml`
    ");
}

#[test]
fn a_lock_that_is_not_had_in_time() {
    let (database, chain) = (Database::new(), three());
    let mut writer = database.connect();
    execute(&mut writer, "BEGIN IMMEDIATE");
    let migrator = Migrator::new(&chain).lock_timeout(Duration::ZERO);
    let error = migrator.run_pending(&mut database.connect()).unwrap_err();
    insta::with_settings!({ filters => [(r"within [0-9.]+[µnm]?s", "within [time]")] }, {
        insta::assert_snapshot!(error, @r"
        the database is being migrated or written by another process: no lock within [time]
        try again, or allow more time with `lock_timeout`
        ");
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
    insta::assert_snapshot!(Migrator::new(&older).run_pending(&mut conn).unwrap_err(), @r"
    the database is ahead of this program by 7 revisions: `002_two`, `003_three`, `004_four`, `005_five`, `006_six` and 2 more
    this program ends at `001_one`
    run the program that knows them, or downgrade with it to `001_one` first
    ");
    let older = nca_migrations::EmbeddedMigrations::EMPTY;
    insta::assert_snapshot!(Migrator::new(&older).run_pending(&mut conn).unwrap_err(), @r"
    the database is ahead of this program by 8 revisions: `001_one`, `002_two`, `003_three`, `004_four`, `005_five` and 3 more
    this program ends at the base
    run the program that knows them, or downgrade with it to the base first
    ");
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
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @r"
    001_one/up.sql breaks 6 foreign keys: a row of `c` points to a row of `p` that is not there
    a row of `c` points to a row of `p` that is not there
    a row of `c` points to a row of `p` that is not there
    a row of `c` points to a row of `p` that is not there
    a row of `c` points to a row of `p` that is not there
    and 1 more
    nothing of this migration stays; the database is at the base
    repair `001_one/up.sql` and upgrade again
    ");
}

#[test]
fn a_failure_inside_the_callers_transaction() {
    let chain = Builder::default()
        .revision("001_one", "SELECT * FROM nowhere;", "")
        .chain();
    let mut conn = in_memory();
    diesel::Connection::begin_test_transaction(&mut conn).unwrap();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @r"
    001_one/up.sql:1:15, statement 1 of 1: no such table: nowhere
    nothing of this migration stays; in your open transaction the database is at the base
    repair `001_one/up.sql` and upgrade again
    ");
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
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @r"
    001_one/up.sql:3:1, statement 3 of 3: UNIQUE constraint failed: one.id
    the transaction that you had open was rolled back by this
    repair `001_one/up.sql` and upgrade again
    ");
}

#[test]
fn the_first_statement_outside_a_transaction_fails() {
    let chain = Builder::default()
        .revision("001_one", "SELECT * FROM nowhere;\nSELECT 1;", "")
        .outside_a_transaction()
        .chain();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut in_memory()).unwrap_err(), @r"
    001_one/up.sql:1:15, statement 1 of 2: no such table: nowhere
    no statement of this script is recorded; the database is at the base
    repair `001_one/up.sql` and upgrade again
    ");
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
    insta::assert_snapshot!(error, @"the migration history could not be read: file is not a database");
}

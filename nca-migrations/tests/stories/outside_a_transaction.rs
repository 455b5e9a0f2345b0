//! Scripts with `run_in_transaction = false`.

use diesel::Connection as _;
use nca_migrations::history::{Action, Outcome};
use nca_migrations::{Error, Migrator, Refusal, State, Target, TransactionMode};

use crate::support::{Builder, Database, applied, execute, in_memory, pragma, tables, user_tables};

fn vacuum() -> Builder {
    tables(&["one"])
        .revision("002_two", "CREATE TABLE two (id INTEGER);\nVACUUM;\nINSERT INTO later VALUES (1);\nCREATE TABLE three (id INTEGER);", "DROP TABLE two;\nDROP TABLE three;\nVACUUM;")
        .outside_a_transaction()
}

#[test]
fn it_goes_on_after_the_last_statement_that_succeeded() {
    let database = Database::new();
    let mut conn = database.connect();
    let chain = vacuum().chain();
    let migrator = Migrator::new(&chain);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    002_two/up.sql:3:13, statement 3 of 4: no such table: later
    the script runs outside a transaction: statements 1 to 2 of 4 stay done and will not be run again; the database is at `001_one`
    repair `002_two/up.sql` and upgrade again
    ");
    let Error::Statement(failure) = error else {
        panic!("{error}")
    };
    assert!(matches!(
        failure.state,
        State::Partly { done: 2, of: 4, .. }
    ));
    assert_eq!(user_tables(&mut conn), ["one", "two"]);
    assert_eq!(applied(&mut conn), ["001"]);

    execute(&mut conn, "CREATE TABLE later (id INTEGER)");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(user_tables(&mut conn), ["one", "two", "later", "three"]);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
    let log = migrator.history(&mut conn).unwrap().log;
    let log: Vec<_> = log
        .iter()
        .map(|e| (e.action, e.outcome, e.statements_done))
        .collect();
    assert_eq!(
        log[2..],
        [
            (Action::Upgrade, Outcome::Progress, Some(1)),
            (Action::Upgrade, Outcome::Progress, Some(2)),
            (Action::Upgrade, Outcome::Progress, Some(3)),
            (Action::Upgrade, Outcome::Progress, Some(4)),
            (Action::Upgrade, Outcome::Done, Some(4)),
        ]
    );

    migrator.downgrade(&mut conn, &Target::base()).unwrap();
    assert_eq!(user_tables(&mut conn), ["later"]);
}

#[test]
fn what_was_not_finished_is_finished_first() {
    let chain = vacuum().chain();
    let mut conn = in_memory();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(migrator.downgrade(&mut conn, &Target::base()).unwrap_err(), @r"
    the up script of `002_two` stopped after 2 statements: finish it first
    run `upgrade 002`: it goes on where it stopped
    ");

    let mut messages = Vec::new();
    for changed in [
        "CREATE TABLE zwei (id INTEGER);\nVACUUM;\nSELECT 1;",
        "CREATE TABLE two (id INTEGER);",
    ] {
        let changed = tables(&["one"])
            .revision("002_two", changed, "")
            .outside_a_transaction();
        let error = Migrator::new(&changed.chain())
            .run_pending(&mut conn)
            .unwrap_err();
        let Error::Refused(refusal) = &error else {
            panic!("{error}")
        };
        assert!(
            matches!(**refusal, Refusal::ChangedUnfinished { done: 2, .. }),
            "{error}"
        );
        messages.push(error.to_string());
    }
    insta::assert_snapshot!(messages.join("\n---\n"), @r"
    the up script of `002_two` stopped after 2 statements, and these have changed since
    done: sha256:062e22b62610e5ecf266c59e9ad8c4e5a14f5c6b1d8dad0a409bb5cb414e2de3
    now:  sha256:cab8a082aa8cb9c5ebf7b1a828d0b315d73a865a9556fd034cb1a87f56935268
    restore what was done as it was, mend what comes after it, and run again: it goes on where it stopped
    ---
    the up script of `002_two` stopped after 2 statements, and these have changed since
    done: sha256:062e22b62610e5ecf266c59e9ad8c4e5a14f5c6b1d8dad0a409bb5cb414e2de3
    now:  not as many statements
    restore what was done as it was, mend what comes after it, and run again: it goes on where it stopped
    ");

    // What failed may be mended.
    let mended = tables(&["one"])
        .revision(
            "002_two",
            "-- Mended.\nCREATE TABLE two (id INTEGER); VACUUM; SELECT 1;",
            "",
        )
        .outside_a_transaction()
        .chain();
    Migrator::new(&mended).run_pending(&mut conn).unwrap();
    assert_eq!(applied(&mut conn), ["001", "002"]);
}

#[test]
fn a_down_script_that_was_not_finished() {
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE two (id INTEGER);",
            "DROP TABLE two;\nDROP TABLE three;",
        )
        .outside_a_transaction()
        .chain();
    let mut conn = in_memory();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap_err();
    assert_eq!(applied(&mut conn), ["001", "002"]);
    // The cheap look must not take this for the head.
    insta::assert_snapshot!(migrator.run_pending(&mut conn).unwrap_err(), @r"
    the down script of `002_two` stopped after 1 statement: finish it first
    run `downgrade 001`: it goes on where it stopped
    ");
    execute(&mut conn, "CREATE TABLE three (id INTEGER)");
    migrator
        .downgrade(&mut conn, &"001".parse().unwrap())
        .unwrap();
    assert_eq!(user_tables(&mut conn), ["one"]);
}

#[test]
fn where_a_transaction_is_open_it_is_refused_before_anything_is_touched() {
    let chain = vacuum().chain();
    let mut conn = in_memory();
    let whole = Migrator::new(&chain).transaction(TransactionMode::WholeRun);
    insta::assert_snapshot!(whole.run_pending(&mut conn).unwrap_err(), @r"
    `002_two` runs outside a transaction (`run_in_transaction = false`), which cannot be done when the whole run is one transaction
    run with one transaction per migration
    ");
    conn.begin_test_transaction().unwrap();
    insta::assert_snapshot!(Migrator::new(&chain).run_pending(&mut conn).unwrap_err(), @r"
    `002_two` runs outside a transaction (`run_in_transaction = false`), which cannot be done inside the transaction that is open on this connection
    finish the transaction on this connection, then migrate
    ");
    assert_eq!(user_tables(&mut conn), [""; 0]);
}

#[test]
fn a_script_may_have_transactions_and_pragmas_of_its_own() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "PRAGMA foreign_keys = OFF;\nBEGIN;\nCREATE TABLE one (id INTEGER);\nCOMMIT;\nPRAGMA foreign_keys = ON;",
            "",
        )
        .outside_a_transaction()
        .revision("002_two", "CREATE TABLE two (id INTEGER);", "")
        .chain();
    for keys in [0, 1] {
        let mut conn = in_memory();
        execute(&mut conn, &format!("PRAGMA foreign_keys = {keys}"));
        Migrator::new(&chain).run_pending(&mut conn).unwrap();
        assert_eq!(user_tables(&mut conn), ["one", "two"]);
        assert_eq!(pragma(&mut conn, "foreign_keys"), keys);
    }
}

#[test]
fn a_script_that_leaves_a_transaction_open() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER);\nBEGIN;\nCREATE TABLE two (id INTEGER);",
            "",
        )
        .outside_a_transaction()
        .chain();
    let mut conn = in_memory();
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    001_one/up.sql begins a transaction and does not end it: what it did in there was rolled back
    the script runs outside a transaction: statement 1 of 3 stays done and will not be run again; the database is at the base
    repair `001_one/up.sql` and upgrade again
    ");
    assert_eq!(user_tables(&mut conn), ["one"]);
    execute(&mut conn, "BEGIN; COMMIT");
}

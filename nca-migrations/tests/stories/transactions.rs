//! Inside a transaction of the caller, and one transaction for everything.

use diesel::Connection as _;
use diesel::result::Error as DieselError;
use nca_migrations::{Error, Migrator, State, Target, TransactionMode};

use crate::support::{
    Builder, Database, applied, execute, in_memory, pragma, tables, three, user_tables,
};

#[test]
fn a_run_nests_in_the_callers_transaction() {
    let (database, chain) = (Database::new(), three());
    let migrator = Migrator::new(&chain);
    for mode in [TransactionMode::PerMigration, TransactionMode::WholeRun] {
        let mut conn = database.connect();
        execute(
            &mut conn,
            "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5",
        );
        let nested = Migrator::new(&chain).transaction(mode);
        let rolled_back = conn.transaction(|conn| {
            nested.run_pending(conn).unwrap();
            assert!(!database.lock_file().exists());
            assert_eq!(applied(conn), ["001", "002", "003"]);
            assert_eq!(
                (pragma(conn, "foreign_keys"), pragma(conn, "busy_timeout")),
                (1, 5)
            );
            nested
                .downgrade(conn, &"two".parse::<Target>().unwrap())
                .unwrap();
            assert_eq!(user_tables(conn), ["one", "two"]);
            Err::<(), _>(DieselError::RollbackTransaction)
        });
        assert_eq!(rolled_back, Err(DieselError::RollbackTransaction));
        assert_eq!(user_tables(&mut conn), [""; 0]);
    }
    let mut conn = database.connect();
    conn.transaction(|conn| {
        migrator
            .run_pending(conn)
            .map_err(|_| DieselError::RollbackTransaction)
    })
    .unwrap();
    assert_eq!(applied(&mut conn), ["001", "002", "003"]);
}

#[test]
fn a_test_transaction() {
    let (mut conn, chain) = (in_memory(), three());
    conn.begin_test_transaction().unwrap();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert_eq!(user_tables(&mut conn), ["one", "two", "three"]);
}

#[test]
fn a_failure_leaves_the_callers_transaction_open() {
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE two (id INTEGER); INSERT INTO nowhere VALUES (1);",
            "",
        )
        .chain();
    let mut conn = in_memory();
    conn.transaction(|conn| {
        execute(conn, "CREATE TABLE mine (id INTEGER)");
        let error = Migrator::new(&chain).run_pending(conn).unwrap_err();
        let Error::Statement(failure) = error else {
            panic!("{error}")
        };
        let State::InCallersTransaction { at } = failure.state else {
            panic!("{}", failure.state)
        };
        assert_eq!(at.unwrap().as_str(), "001_one");
        Ok::<_, DieselError>(())
    })
    .unwrap();
    assert_eq!(user_tables(&mut conn), ["mine", "one"]);
    assert_eq!(applied(&mut conn), ["001"]);
}

#[test]
fn a_script_that_ends_the_callers_transaction() {
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER);\n\
             CREATE TRIGGER t BEFORE INSERT ON one BEGIN SELECT RAISE(ROLLBACK, 'no'); END;\n\
             INSERT INTO one VALUES (1);",
            "",
        )
        .chain();
    let mut conn = in_memory();
    let outer = conn.transaction(|conn| {
        let error = Migrator::new(&chain).run_pending(conn).unwrap_err();
        let Error::Statement(failure) = error else {
            panic!("{error}")
        };
        assert_eq!(failure.state, State::CallersTransactionEnded);
        Err::<(), _>(DieselError::RollbackTransaction)
    });
    assert!(
        matches!(outer, Err(DieselError::NotInTransaction)),
        "Diesel knows it, too"
    );
    execute(&mut conn, "BEGIN; COMMIT");

    let chain = Builder::default()
        .revision("001_one", "CREATE TABLE one (id INTEGER); COMMIT;", "")
        .chain();
    let outer = conn.transaction(|conn| {
        let error = Migrator::new(&chain).run_pending(conn).unwrap_err();
        assert!(matches!(error, Error::TransactionEnded(_)), "{error}");
        Err::<(), _>(DieselError::RollbackTransaction)
    });
    assert_eq!(outer, Err(DieselError::RollbackTransaction));
    execute(&mut conn, "BEGIN; COMMIT");
}

#[test]
fn a_transaction_that_diesel_does_not_know_of_is_refused() {
    let (mut conn, chain) = (in_memory(), three());
    execute(&mut conn, "BEGIN; CREATE TABLE mine (id INTEGER)");
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @"beginning a transaction failed: cannot start a transaction within a transaction");
    execute(&mut conn, "COMMIT");
    assert_eq!(user_tables(&mut conn), ["mine"]);
}

#[test]
fn one_transaction_for_the_whole_run() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain).transaction(TransactionMode::WholeRun);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 0);
    assert_eq!(
        migrator
            .downgrade(&mut conn, &Target::base())
            .unwrap()
            .done
            .len(),
        3
    );
    assert_eq!(user_tables(&mut conn), [""; 0]);
}

//! Up, down and again, and what the history says.

use diesel::{Connection as _, MysqlConnection};
use nca_migrations::history::{Action, Outcome};
use nca_migrations::{Migrator, Target, TransactionMode};

use crate::support::{
    applied, connect, connect_as, count, database, execute, limited_user, three, user_tables,
};

fn target(target: &str) -> Target {
    target.parse().unwrap()
}

#[test]
fn up_down_and_up_again() {
    let database = database();
    let mut conn = connect(&database);
    let chain = three().chain();
    let migrator = Migrator::new(&chain);
    for _ in 0..2 {
        assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
        assert_eq!(user_tables(&mut conn), ["one", "three", "two"]);
        assert_eq!(applied(&mut conn), ["001", "002", "003"]);
        assert!(migrator.current(&mut conn).unwrap().is_head);
        assert!(migrator.run_pending(&mut conn).unwrap().done.is_empty());

        let report = migrator.downgrade(&mut conn, &target("001")).unwrap();
        assert_eq!(report.done.len(), 2);
        assert_eq!(user_tables(&mut conn), ["one"]);
        migrator.downgrade(&mut conn, &target("base")).unwrap();
        assert_eq!(user_tables(&mut conn), [""; 0]);
    }
}

#[test]
fn the_log_tells_who_did_what_and_when() {
    let database = database();
    let mut conn = connect(&database);
    let chain = three().chain();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    migrator.downgrade(&mut conn, &target("-1")).unwrap();
    let history = migrator.history(&mut conn).unwrap();
    let done: Vec<_> = (history.log.iter())
        .filter(|entry| entry.outcome == Outcome::Done)
        .map(|entry| (entry.action, entry.version.as_deref()))
        .collect();
    assert_eq!(
        done,
        [
            (Action::Format, None),
            (Action::Upgrade, Some("001")),
            (Action::Upgrade, Some("002")),
            (Action::Upgrade, Some("003")),
            (Action::Downgrade, Some("003")),
        ]
    );
    let sequences: Vec<_> = history.log.iter().map(|entry| entry.sequence).collect();
    assert!(
        sequences
            .iter()
            .copied()
            .eq(1..=i64::try_from(sequences.len()).unwrap())
    );
    let entry = history
        .log
        .iter()
        .find(|entry| entry.version.is_some())
        .unwrap();
    let user = entry.database_user.as_deref().unwrap();
    assert!(user.contains('@'), "{user}");
    assert_eq!(entry.host, migrator.history(&mut conn).unwrap().log[0].host);
    for time in [&entry.started_at, &entry.finished_at] {
        assert_eq!(
            (time.len(), &time[10..11], &time[23..]),
            (24, "T", "Z"),
            "{time}"
        );
    }
    assert!(entry.started_at <= entry.finished_at);
    // Each row of Diesel's belongs to an entry, in whatever time zone it is looked at.
    execute(&mut conn, "SET time_zone = '+05:00'");
    let history = migrator.history(&mut conn).unwrap();
    assert!(history.accounts().iter().all(|(_, entry)| entry.is_some()));
}

#[test]
fn a_log_that_was_created_and_has_no_format_yet_is_none() {
    let database = database();
    let mut conn = connect(&database);
    let chain = three().chain();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    execute(&mut conn, "DELETE FROM __nca_migration_log");
    // The process was killed between the two.
    assert_eq!(migrator.history(&mut conn).unwrap().format, 0);
    migrator.downgrade(&mut conn, &target("-1")).unwrap();
    assert_eq!(migrator.history(&mut conn).unwrap().format, 1);
}

#[test]
fn without_a_database_the_url_lacks_it() {
    let database = database();
    let url = database
        .url()
        .replace(&format!("/{}", database.name()), "/");
    let mut conn = MysqlConnection::establish(&url).unwrap();
    let chain = three().chain();
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @"looking for the migration history failed: the connection has no database selected: put its name into the URL, as in `mysql://user@host/name`");
}

#[test]
fn to_look_takes_no_more_than_select_and_no_transaction_that_writes() {
    let database = database();
    let mut conn = connect(&database);
    let chain = three().chain();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    let user = limited_user(&database, "SELECT");
    let mut reader = connect_as(&database, &user);
    execute(&mut reader, "SET SESSION TRANSACTION READ ONLY");
    assert!(migrator.run_pending(&mut reader).unwrap().done.is_empty());
    assert!(migrator.current(&mut reader).unwrap().is_head);
    assert!(migrator.status(&mut reader).unwrap().pending.is_empty());
    assert_eq!(migrator.history(&mut reader).unwrap().applied.len(), 3);
    drop(reader);
    execute(
        &mut conn,
        &format!("DROP USER {user}@'%', {user}@localhost"),
    );
}

#[test]
fn in_the_callers_transaction_nothing_is_done() {
    let database = database();
    let mut conn = connect(&database);
    execute(&mut conn, "CREATE TABLE a (v INTEGER)");
    let chain = three().chain();
    let migrator = Migrator::new(&chain);
    conn.begin_test_transaction().unwrap();
    execute(&mut conn, "INSERT INTO a VALUES (1)");
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    `001_one` cannot be run inside the transaction that is open on this connection: MySQL/MariaDB commits each change of the schema by itself
    finish the transaction on this connection, then migrate
    ");
    assert_eq!(count(&mut conn, "a"), 1);
    drop(conn);
    let mut conn = connect(&database);
    assert_eq!(count(&mut conn, "a"), 0);
    assert_eq!(user_tables(&mut conn), ["a"]);

    // Nor in one that Diesel does not know of.
    execute(&mut conn, "START TRANSACTION; INSERT INTO a VALUES (1)");
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @"setting up the session failed: a transaction is open on this connection that was not begun through Diesel, and changes of the schema would commit it: finish it first");
    execute(&mut conn, "ROLLBACK");
    assert_eq!(count(&mut conn, "a"), 0);
    migrator.run_pending(&mut conn).unwrap();
    conn.begin_test_transaction().unwrap();
    assert!(migrator.run_pending(&mut conn).unwrap().done.is_empty());
}

#[test]
fn the_whole_run_cannot_be_one_transaction() {
    let database = database();
    let mut conn = connect(&database);
    let chain = three().chain();
    let migrator = Migrator::new(&chain).transaction(TransactionMode::WholeRun);
    insta::assert_snapshot!(migrator.run_pending(&mut conn).unwrap_err(), @r"
    `001_one` cannot be run when the whole run is one transaction: MySQL/MariaDB commits each change of the schema by itself
    run with one transaction per migration
    ");
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert!(migrator.run_pending(&mut conn).unwrap().done.is_empty());
}

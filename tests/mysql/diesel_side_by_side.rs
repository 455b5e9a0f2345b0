//! diesel_migrations on the same database.

use diesel_migrations::MigrationHarness as _;
use nca_migrations::Migrator;
use nca_migrations::history::Action;

use crate::support::{Embedded as _, applied, connect, database, execute, three, user_tables};

#[test]
fn diesels_harness_takes_our_chain_and_we_take_over() {
    let database = database();
    let mut conn = connect(&database);
    let migrations = three().embedded();
    conn.run_pending_migrations(migrations).unwrap();
    assert_eq!(applied(&mut conn), ["001", "002", "003"]);
    conn.revert_last_migration(migrations).unwrap();
    assert_eq!(user_tables(&mut conn), ["one", "two"]);

    let chain = three().chain();
    let migrator = Migrator::new(&chain);
    let report = migrator.run_pending(&mut conn).unwrap();
    assert_eq!(report.done.len(), 1);
    let log = migrator.history(&mut conn).unwrap().log;
    let actions: Vec<_> = log.iter().map(|entry| entry.action).collect();
    assert_eq!(actions[..3], [Action::Format, Action::Adopt, Action::Adopt]);

    conn.revert_all_migrations(migrations).unwrap();
    assert_eq!(user_tables(&mut conn), [""; 0]);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
}

/// Diesel's own table, made by Diesel, in a database of another character set.
#[test]
fn a_database_in_latin1() {
    let database = database();
    let mut conn = connect(&database);
    execute(
        &mut conn,
        &format!("ALTER DATABASE {} CHARACTER SET latin1", database.name()),
    );
    conn.run_pending_migrations(three().embedded()).unwrap();
    let chain = three()
        .revision(
            "004_ä",
            "CREATE TABLE `ä` (v INTEGER);",
            "DROP TABLE `ä`; -- ö €",
        )
        .chain();
    let migrator = Migrator::new(&chain);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
    assert!(migrator.current(&mut conn).unwrap().is_head);
    let log = migrator.history(&mut conn).unwrap().log;
    assert_eq!(log.last().unwrap().directory.as_deref(), Some("004_ä"));
}

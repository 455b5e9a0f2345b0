//! Diesel's harness and ours on one database.

use diesel::migration::MigrationVersion;
use diesel_migrations::MigrationHarness as Diesel;
use nca_migrations::history::Action;
use nca_migrations::{MigrationHarness as Ours, Migrator, Target};

use crate::support::{Builder, Embedded as _, applied, in_memory, tables, user_tables};

fn versions(versions: &[MigrationVersion<'_>]) -> Vec<String> {
    versions.iter().map(ToString::to_string).collect()
}

#[test]
fn diesels_harness_runs_our_chain() {
    let migrations = tables(&["one", "two", "three"]).embedded();
    let mut conn = in_memory();
    assert!(Diesel::has_pending_migration(&mut conn, migrations).unwrap());
    assert_eq!(
        versions(&Diesel::run_pending_migrations(&mut conn, migrations).unwrap()),
        ["001", "002", "003"]
    );
    assert!(!Diesel::has_pending_migration(&mut conn, migrations).unwrap());
    assert_eq!(
        Diesel::revert_last_migration(&mut conn, migrations)
            .unwrap()
            .to_string(),
        "003"
    );
    assert_eq!(
        versions(&Diesel::revert_all_migrations(&mut conn, migrations).unwrap()),
        ["002", "001"]
    );
    assert_eq!(user_tables(&mut conn), [""; 0]);
}

#[test]
fn the_same_calls_on_ours() {
    let migrations = tables(&["one", "two", "three"]).embedded();
    let mut conn = in_memory();
    assert!(Ours::has_pending_migration(&mut conn, migrations).unwrap());
    assert_eq!(Ours::applied_migrations(&mut conn).unwrap(), []);
    assert_eq!(
        Ours::run_next_migration(&mut conn, migrations)
            .unwrap()
            .to_string(),
        "001"
    );
    let pending = Ours::pending_migrations(&mut conn, migrations).unwrap();
    let names: Vec<_> = pending
        .iter()
        .map(|migration| migration.name().to_string())
        .collect();
    assert_eq!(names, ["002_two", "003_three"]);
    assert_eq!(
        versions(&Ours::run_pending_migrations(&mut conn, migrations).unwrap()),
        ["002", "003"]
    );
    assert!(
        Ours::run_pending_migrations(&mut conn, migrations)
            .unwrap()
            .is_empty()
    );
    assert!(!Ours::has_pending_migration(&mut conn, migrations).unwrap());
    assert_eq!(
        versions(&Ours::applied_migrations(&mut conn).unwrap()),
        ["003", "002", "001"]
    );
    insta::assert_snapshot!(Ours::run_next_migration(&mut conn, migrations).unwrap_err(), @"Relative revision +1 didn't produce 1 migrations: there is nothing above `003_three`");
    assert_eq!(
        Ours::revert_last_migration(&mut conn, migrations)
            .unwrap()
            .to_string(),
        "003"
    );
    assert_eq!(
        versions(&Ours::revert_all_migrations(&mut conn, migrations).unwrap()),
        ["002", "001"]
    );
    insta::assert_snapshot!(Ours::revert_last_migration(&mut conn, migrations).unwrap_err(), @"Relative revision -1 didn't produce 1 migrations: there is nothing below the base");
    assert_eq!(user_tables(&mut conn), [""; 0]);
}

#[test]
fn each_goes_on_where_the_other_stopped() {
    let one = tables(&["one"]).embedded();
    let two = tables(&["one", "two"]).embedded();
    let three = tables(&["one", "two", "three"]).embedded();
    let mut conn = in_memory();
    Diesel::run_pending_migrations(&mut conn, one).unwrap();
    assert_eq!(two.run_pending(&mut conn).unwrap().done.len(), 1);
    assert_eq!(
        Diesel::run_pending_migrations(&mut conn, three)
            .unwrap()
            .len(),
        1
    );
    assert_eq!(three.run_pending(&mut conn).unwrap().done, []);
    Migrator::new(&three)
        .downgrade(&mut conn, &"one".parse().unwrap())
        .unwrap();
    assert_eq!(
        versions(&Diesel::applied_migrations(&mut conn).unwrap()),
        ["001"]
    );
    Diesel::revert_last_migration(&mut conn, three).unwrap();
    assert_eq!(three.run_pending(&mut conn).unwrap().done.len(), 3);

    let log = Migrator::new(&three).history(&mut conn).unwrap().log;
    let log: Vec<_> = log
        .iter()
        .map(|e| (e.action, e.version.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        log,
        [
            (Action::Format, ""),
            (Action::Adopt, "001"),
            (Action::Upgrade, "002"),
            (Action::Adopt, "003"),
            (Action::Downgrade, "003"),
            (Action::Downgrade, "002"),
            (Action::Upgrade, "001"),
            (Action::Upgrade, "002"),
            (Action::Upgrade, "003"),
        ]
    );
}

#[test]
fn an_adopted_script_is_watched_from_then_on() {
    let mut conn = in_memory();
    Diesel::run_pending_migrations(&mut conn, tables(&["one"]).embedded()).unwrap();
    tables(&["one", "two"])
        .embedded()
        .run_pending(&mut conn)
        .unwrap();
    let edited = Builder::default()
        .revision("001_one", "CREATE TABLE one (id TEXT);", "DROP TABLE one;")
        .revision(
            "002_two",
            "CREATE TABLE two (id INTEGER PRIMARY KEY);",
            "DROP TABLE two;",
        );
    let error = edited.embedded().run_pending(&mut conn).unwrap_err();
    assert!(
        error.to_string().contains("`001_one` has changed"),
        "{error}"
    );
}

#[test]
fn an_entry_of_ours_does_not_speak_for_what_diesel_applied_later() {
    let mut conn = in_memory();
    let first = tables(&["one"]).embedded();
    first.run_pending(&mut conn).unwrap();
    // Edited between Diesel's revert and its next run, which is in order.
    Diesel::revert_all_migrations(&mut conn, first).unwrap();
    let edited = Builder::default()
        .revision("001_one", "CREATE TABLE one (id TEXT);", "DROP TABLE one;")
        .revision(
            "002_two",
            "CREATE TABLE two (id INTEGER);",
            "DROP TABLE two;",
        )
        .embedded();
    crate::support::execute(
        &mut conn,
        "CREATE TABLE one (id TEXT); \
         INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('001', '2030-01-01 00:00:00')",
    );
    assert_eq!(edited.run_pending(&mut conn).unwrap().done.len(), 1);
    Migrator::new(&edited)
        .downgrade(&mut conn, &Target::base())
        .unwrap();
    assert_eq!(applied(&mut conn), [""; 0]);
}

#[test]
fn a_failure_under_diesels_harness_names_file_and_line() {
    let chain = Builder::default().revision("001_one", "SELECT 1;\n  SELECT * FROM nowhere;", "");
    let mut conn = in_memory();
    let error = Diesel::run_pending_migrations(&mut conn, chain.embedded()).unwrap_err();
    insta::assert_snapshot!(error, @"001_one/up.sql:2:17, statement 2 of 2: no such table: nowhere");
    let irreversible = Builder::default()
        .revision("001_one", "SELECT 1;", "")
        .irreversible("it is history")
        .embedded();
    Diesel::run_pending_migrations(&mut conn, irreversible).unwrap();
    let error = Diesel::revert_last_migration(&mut conn, irreversible).unwrap_err();
    insta::assert_snapshot!(error, @"`001_one` cannot be reverted: it is history");
}

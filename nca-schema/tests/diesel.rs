//! Diesel's own tools work on the same directory and the same database.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness as _};
use nca_migrations::{Migrator, Target};
use nca_schema::MIGRATIONS;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");

fn empty() -> SqliteConnection {
    SqliteConnection::establish(":memory:").unwrap()
}

fn versions() -> Vec<String> {
    MIGRATIONS
        .revisions()
        .map(|revision| revision.name.version().into_owned())
        .collect()
}

#[test]
fn diesel_reads_the_directory_as_we_do() {
    let mut conn = empty();
    let files = FileBasedMigrations::from_path(DIRECTORY).unwrap();
    let run = conn.run_pending_migrations(files).unwrap();
    assert_eq!(
        run.iter().map(ToString::to_string).collect::<Vec<_>>(),
        versions()
    );
}

#[test]
fn a_database_that_diesel_made_is_up_to_date_and_can_be_taken_back() {
    let mut conn = empty();
    conn.run_pending_migrations(FileBasedMigrations::from_path(DIRECTORY).unwrap())
        .unwrap();
    assert!(MIGRATIONS.run_pending(&mut conn).unwrap().done.is_empty());
    // There is no way back from the last: as if Diesel had stopped before it.
    diesel::sql_query(
        "DELETE FROM __diesel_schema_migrations WHERE version = \
         (SELECT max(version) FROM __diesel_schema_migrations)",
    )
    .execute(&mut conn)
    .unwrap();
    diesel::sql_query("ALTER TABLE llm_interactions ADD COLUMN raw_response TEXT")
        .execute(&mut conn)
        .unwrap();
    let base: Target = "base".parse().unwrap();
    let report = Migrator::new(&MIGRATIONS)
        .downgrade(&mut conn, &base)
        .unwrap();
    assert_eq!(report.done.len(), versions().len() - 1);
}

#[test]
fn diesel_takes_back_what_we_did() {
    let mut conn = empty();
    // There is no way back from the last.
    let before_the_last: Target = "head-1".parse().unwrap();
    let migrator = Migrator::new(&MIGRATIONS);
    migrator.upgrade(&mut conn, &before_the_last).unwrap();
    assert_eq!(conn.pending_migrations(MIGRATIONS).unwrap().len(), 1);
    let files = FileBasedMigrations::from_path(DIRECTORY).unwrap();
    assert_eq!(
        conn.revert_all_migrations(files).unwrap().len(),
        versions().len() - 1
    );
    // And we go on from there.
    let report = MIGRATIONS.run_pending(&mut conn).unwrap();
    assert_eq!(report.done.len(), versions().len());
}

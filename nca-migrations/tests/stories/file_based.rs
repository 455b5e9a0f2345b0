//! A chain read from a directory at run time.

use diesel_migrations::MigrationHarness as _;
use nca_migrations::{FileBasedMigrations, Migrator};
use nca_tests::{A, B, C, Fixture};

use crate::support::{Database, applied};

#[test]
fn it_is_the_same_chain_and_runs_the_same() {
    let fixture = Fixture::sound();
    let migrations = FileBasedMigrations::from_path(fixture.root()).unwrap();
    let database = Database::new();
    let mut conn = database.connect();
    let report = Migrator::new(&migrations).run_pending(&mut conn).unwrap();
    let names: Vec<&str> = report
        .done
        .iter()
        .map(|done| done.revision.as_str())
        .collect();
    assert_eq!(names, [A, B, C]);
    assert_eq!(applied(&mut conn).len(), 3);
    // Diesel's harness takes it too.
    assert_eq!(conn.revert_all_migrations(migrations).unwrap().len(), 3);
}

#[test]
fn a_broken_directory_says_all_that_is_wrong() {
    let fixture = Fixture::sound();
    fixture.remove(&format!("{A}/down.sql"));
    fixture.write(&format!("{B}/up.sql"), "COMMIT;\n");
    let broken = FileBasedMigrations::from_path(fixture.root()).unwrap_err();
    let codes: Vec<String> = broken
        .problems
        .iter()
        .map(|problem| problem.code().to_string())
        .collect();
    assert_eq!(codes, ["NCA0202", "NCA0503"]);
    let text = broken.to_string();
    let first = text.lines().next().unwrap();
    assert!(first.ends_with("has 2 problems"), "{first}");
    assert!(text.contains("help: write `down.sql`"), "{text}");
}

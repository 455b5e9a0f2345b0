//! From Diesel: the same directory and the same tables.

use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness as _};
use insta::assert_snapshot;

use super::bed::{execute, log, schema, sqlite};
use crate::fixture::{Project, snapshot};

const SETUP: &str = "migrations/00000000000000_diesel_initial_setup";
const USERS: &str = "migrations/2024-01-01-000000_create_users";
const SEED: &str = "migrations/2024-02-01-000000_seed";
const VACUUM: &str = "migrations/2024-03-01-000000_vacuum";

fn project() -> Project {
    let project = Project::new();
    project.write(
        &format!("{SETUP}/up.sql"),
        "-- setup\nCREATE TABLE settings (k TEXT);\n",
    );
    project.write(&format!("{SETUP}/down.sql"), "DROP TABLE settings;\n");
    project.write(
        &format!("{USERS}/up.sql"),
        "CREATE TABLE users (id INTEGER PRIMARY KEY);\r\n",
    );
    project.write(&format!("{USERS}/down.sql"), "DROP TABLE users;\r\n");
    // `diesel migration generate --no-down`
    project.write(
        &format!("{SEED}/up.sql"),
        "INSERT INTO users (id) VALUES (1);\n",
    );
    project.write(&format!("{VACUUM}/up.sql"), "VACUUM;\n");
    project.write(&format!("{VACUUM}/down.sql"), "VACUUM;\n");
    project.write(
        &format!("{VACUUM}/metadata.toml"),
        "# it cannot run in one\n",
    );
    project
}

fn diesels(project: &Project) -> FileBasedMigrations {
    FileBasedMigrations::from_path(project.path("migrations")).unwrap()
}

fn migrate(project: &Project, database: &str) -> SqliteConnection {
    let mut conn = sqlite(&project.path(database));
    conn.run_pending_migrations(diesels(project)).unwrap();
    conn
}

#[test]
fn a_directory_and_its_databases() {
    let project = project();
    let mut conn = migrate(&project, "old.db");
    let before = snapshot(&project.path("migrations"));
    project.ok("adopt --dry-run");
    assert_eq!(snapshot(&project.path("migrations")), before);
    assert_snapshot!("diesel", project.ok("adopt"));
    let is_new = |path: &std::path::Path| {
        let name = path.file_name().unwrap();
        name == "metadata.toml" || name == "chain.lock"
    };
    let after = snapshot(&project.path("migrations"));
    let old: Vec<_> = before
        .into_iter()
        .filter(|(path, _)| !is_new(path))
        .collect();
    let others: Vec<_> = after
        .iter()
        .filter(|(path, _)| !is_new(path))
        .cloned()
        .collect();
    assert_eq!(others, old, "nothing else has changed");
    assert_eq!(
        project.read(&format!("{VACUUM}/metadata.toml")),
        "parent = \"2024-02-01-000000_seed\"\nrun_in_transaction = false\n# it cannot run in one\n"
    );
    project.ok("validate");
    assert_eq!(
        project.ok("adopt"),
        "migrations: nothing to write, 4 migrations for sqlite\n\
         Next: `nca-migrate adopt --database-url URL` for each database that has them\n"
    );
    assert_eq!(snapshot(&project.path("migrations")), after);

    // The live database gets its log; Diesel's rows stay.
    let dry = project.ok("adopt --database-url old.db --dry-run");
    assert!(
        dry.contains("would be taken into the log: 4 revisions"),
        "{dry}"
    );
    let out = project.ok("adopt --database-url old.db");
    assert!(
        out.contains("old.db: taken into the log: 4 revisions that Diesel applied\n"),
        "{out}"
    );
    assert_eq!(
        log(&project.path("old.db")),
        [
            "adopt 00000000000000",
            "adopt 20240101000000",
            "adopt 20240201000000",
            "adopt 20240301000000"
        ]
    );
    let again = project.ok("adopt --database-url old.db");
    assert!(again.contains("nothing to record"), "{again}");
    let nothing = project.ok("upgrade head --database-url old.db");
    assert!(nothing.starts_with("nothing to do"), "{nothing}");
    assert!(!conn.has_pending_migration(diesels(&project)).unwrap());

    project.ok("upgrade head --database-url new.db");
    assert_eq!(
        schema(&project.path("new.db")),
        schema(&project.path("old.db"))
    );
    let mut new = sqlite(&project.path("new.db"));
    assert!(!new.has_pending_migration(diesels(&project)).unwrap());
}

#[test]
fn a_database_that_does_not_fit() {
    let project = project();
    project.ok("adopt");
    migrate(&project, "old.db");
    let old = project.path("old.db");
    execute(
        &old,
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')",
    );
    let err = project.fails(3, "adopt --database-url old.db");
    assert!(err.contains("20990101000000"), "{err}");
    execute(
        &old,
        "DELETE FROM __diesel_schema_migrations WHERE version IN ('20990101000000', '20240101000000')",
    );
    project.fails(3, "adopt --database-url old.db");
    project.fails(3, "adopt --database-url old.db --dry-run");
    let tables = super::bed::lines(
        &old,
        "SELECT name AS line FROM sqlite_schema WHERE name = '__nca_migration_log'",
    );
    assert_eq!(tables, [""; 0]);
    let err = project.fails(3, "adopt --database-url nowhere.db");
    assert!(err.contains("there is no database `nowhere.db`"), "{err}");
    assert!(!project.path("nowhere.db").exists());
}

#[test]
fn everything_that_is_in_the_way_at_once() {
    let project = project();
    project.write(
        &format!("{SETUP}/down.sql"),
        "-- This file should undo anything in `up.sql`\n",
    );
    project.write(
        &format!("{USERS}/up.sql"),
        "CREATE TABLE users (id);\nCOMMIT;\n",
    );
    project.write("migrations/2024-01-01-000000_again/up.sql", "SELECT 1;\n");
    project.write(
        &format!("{SEED}/metadata.toml"),
        "run_in_transactoin = true\n",
    );
    project.write("migrations/notes.txt", "");
    let before = snapshot(&project.path("migrations"));
    let err = project.fails(3, "adopt");
    assert_snapshot!("diesel_misfits", err);
    assert_eq!(snapshot(&project.path("migrations")), before);
}

#[test]
fn an_empty_way_back_is_dropped_when_asked() {
    let project = project();
    let down = format!("{SETUP}/down.sql");
    project.write(&down, "-- Settings cannot be taken back.\n");
    assert!(project.fails(3, "adopt").contains("NCA0502"));
    let out = project.ok("adopt --drop-empty-down");
    assert!(out.contains(&format!("removed {down}\n")), "{out}");
    assert!(!project.path(&down).exists());
    assert!(
        project
            .read(&format!("{SETUP}/metadata.toml"))
            .contains("which said: Settings cannot be taken back.\"")
    );
    project.ok("validate");
}

#[test]
fn old_history_is_unverified_when_asked() {
    let project = project();
    let args = ["adopt", "--unverified", "old history"];
    assert_eq!(project.run_args(&args).code, 0);
    for folder in [SETUP, USERS, SEED, VACUUM] {
        let text = project.read(&format!("{folder}/metadata.toml"));
        assert!(text.contains("unverified = \"old history\"\n"), "{text}");
    }
    project.ok("validate");
    // A later one is not old.
    let later = "migrations/2026-01-01-000000_later";
    project.write(&format!("{later}/up.sql"), "CREATE TABLE later (id);\n");
    project.write(&format!("{later}/down.sql"), "DROP TABLE later;\n");
    let out = project.ok("adopt");
    assert!(
        out.contains("wrote migrations/2026-01-01-000000_later/metadata.toml\n"),
        "{out}"
    );
    assert!(
        !project
            .read(&format!("{later}/metadata.toml"))
            .contains("unverified")
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let project = project();
    let inside = project.path(SEED);
    std::fs::rename(&inside, project.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(project.path("elsewhere"), &inside).unwrap();
    let err = project.fails(3, "adopt");
    assert!(err.contains("is a symbolic link"), "{err}");
    assert_eq!(project.list("elsewhere"), ["up.sql"]);
}

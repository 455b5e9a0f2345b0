//! `stamp` and `ensure-version`.

use crate::fixture::{Project, sqlite3};

#[test]
fn records_and_runs_nothing() {
    let project = Project::with_two();
    let absent = project.fails(3, "stamp head");
    assert!(
        absent.starts_with("FAILED: there is no database"),
        "{absent}"
    );
    assert!(!project.path("app.db").exists());

    project.write("app.db", "");
    let ran = project.run("stamp one");
    assert_eq!(ran.err, "Running stamp_revision  -> 20260101000000\n");
    assert_eq!(
        ran.out,
        "stamped 20260101000000: 1 revision recorded, 0 forgotten\n"
    );
    assert_eq!(project.ok("current"), "20260101000000\n");
    assert_eq!(
        sqlite3(
            &project,
            "SELECT count(*) FROM sqlite_master WHERE name = 'one'"
        ),
        "0"
    );

    assert_eq!(
        project.run("stamp +1").err,
        "Running stamp_revision 20260101000000 -> 20260102000000\n"
    );
    assert_eq!(
        project.ok("stamp head"),
        "nothing to do: the database is recorded at 20260102000000 (head)\n"
    );
    assert_eq!(
        project.ok("stamp base"),
        "stamped the base: 0 revisions recorded, 2 forgotten\n"
    );
    project.fails(2, "stamp");
}

#[test]
fn several_revisions_are_one_place_or_an_error() {
    let project = Project::with_two();
    project.write("app.db", "");
    project.ok("stamp two head 20260102000000");
    assert_eq!(project.ok("current"), "20260102000000 (head)\n");
    for revisions in ["one two", "head base", "one +1"] {
        let err = project.fails(2, &format!("stamp {revisions}"));
        assert!(err.contains("are two places"), "{err}");
    }
    assert_eq!(project.ok("current"), "20260102000000 (head)\n");
}

#[test]
fn a_purge_is_the_way_out_of_a_history_that_nobody_knows() {
    let project = Project::with_two();
    project.ok("upgrade head");
    sqlite3(
        &project,
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('ffff')",
    );
    let err = project.fails(3, "stamp head");
    assert!(err.contains("stamp with purge"), "{err}");
    project.ok("stamp head --purge --tag INC-7");
    assert_eq!(project.ok("current"), "20260102000000 (head)\n");
    let tagged = "SELECT DISTINCT action FROM __nca_migration_log WHERE tag = 'INC-7' ORDER BY 1";
    assert_eq!(sqlite3(&project, tagged), "stamp\nunstamp");
    let err = project.fails(2, "stamp head --purge --sql");
    assert!(
        err.starts_with("FAILED: Can't use --purge with --sql mode"),
        "{err}"
    );
}

#[test]
fn the_history_alone() {
    let project = Project::with_two();
    assert_eq!(project.ok("ensure-version"), "the history is created\n");
    assert_eq!(project.ok("current"), "");
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    assert_eq!(
        sqlite3(&project, tables),
        "__diesel_schema_migrations\n__nca_migration_log"
    );
    // In Alembic's spelling.
    assert_eq!(
        project.ok("ensure_version"),
        "nothing to do: the history is there\n"
    );
    project.ok("upgrade head");
    assert_eq!(project.ok("ensure-version -q"), "");
}

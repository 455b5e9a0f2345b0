//! `check`.

use crate::fixture::{Project, sqlite3};

#[test]
fn a_database_at_the_head_is_fine() {
    let project = Project::with_two();
    assert!(project.fails(3, "check").contains("there is no database"));
    project.ok("upgrade head");
    let ran = project.run("check");
    assert_eq!(
        (&*ran.out, &*ran.err),
        ("No new upgrade operations detected.\n", "")
    );
    assert_eq!(project.ok("check -q"), "");
}

#[test]
fn one_that_is_behind_is_not() {
    let project = Project::with_two();
    project.ok("upgrade one");
    let ran = project.run("check");
    assert_eq!((ran.code, &*ran.out), (1, ""));
    assert_eq!(
        ran.err,
        "FAILED: Target database is not up to date.\n\
         it is at 20260101000000, 1 revision behind the head: run `upgrade head`\n"
    );
    project.write("empty.db", "");
    let err = project.fails(1, "check --database-url empty.db");
    assert!(
        err.contains("it is at the base, 2 revisions behind the head"),
        "{err}"
    );
    assert_eq!(project.read("empty.db"), "", "nothing was written");
}

#[test]
fn nor_is_one_whose_history_does_not_fit() {
    let project = Project::with_two();
    project.ok("upgrade head");
    sqlite3(
        &project,
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('9')",
    );
    let err = project.fails(1, "check");
    let (first, rest) = err.split_once('\n').unwrap();
    assert_eq!(first, "FAILED: Target database is not up to date.");
    assert!(
        rest.starts_with("the database is ahead of this program"),
        "{rest}"
    );

    let project = Project::with_two();
    project.ok("upgrade head");
    project.write(
        "migrations/2026-01-01-000000_one/up.sql",
        "CREATE TABLE one (n INTEGER);\n",
    );
    project.ok("lock --accept one");
    let err = project.fails(1, "check");
    assert!(err.contains("has changed since it was applied"), "{err}");
}

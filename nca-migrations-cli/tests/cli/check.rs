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

/// Being behind is no difference, and is said.
#[test]
fn so_is_one_that_is_behind() {
    let project = Project::with_two();
    project.ok("upgrade one");
    let ran = project.run("check");
    assert_eq!(
        (ran.code, &*ran.out),
        (0, "No new upgrade operations detected.\n")
    );
    assert_eq!(
        ran.err,
        "note: Target database is not up to date: it is at 20260101000000, 1 revision behind the head\n"
    );
    project.write("empty.db", "");
    let ran = project.run("check --database-url empty.db");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err
            .contains("it is at the base, 2 revisions behind the head"),
        "{ran:?}"
    );
    assert_eq!(project.read("empty.db"), "", "nothing was written");
}

#[test]
fn what_was_changed_by_hand_is_listed() {
    let project = Project::with_two();
    for place in ["one", "head"] {
        project.ok(&format!("upgrade {place}"));
        for (change, listed) in [
            (
                "CREATE INDEX by_id ON one (id)",
                "+ index by_id of table one: (id)",
            ),
            (
                "ALTER TABLE one ADD COLUMN n TEXT",
                "+ column n of table one: TEXT",
            ),
            ("CREATE TABLE three (id)", "+ table three"),
        ] {
            sqlite3(&project, change);
            let ran = project.run("check");
            assert_eq!((ran.code, &*ran.out), (1, ""), "{change}");
            let mut lines = ran
                .err
                .lines()
                .skip_while(|line| line.starts_with("note: "));
            assert_eq!(
                lines.next(),
                Some("FAILED: the database is not what its migrations made")
            );
            assert_eq!(lines.collect::<Vec<_>>(), [listed]);
            let undo = match change.split(' ').next().unwrap() {
                "ALTER" => "ALTER TABLE one DROP COLUMN n",
                _ if change.contains("INDEX") => "DROP INDEX by_id",
                _ => "DROP TABLE three",
            };
            sqlite3(&project, undo);
        }
        project.ok("check");
    }
    // Recorded, and not there.
    project.ok("--database-url other.db upgrade one");
    project.ok("--database-url other.db stamp head");
    let err = project.fails(1, "--database-url other.db check");
    assert!(err.ends_with("\n- table two\n"), "{err}");
}

#[test]
fn a_file_that_may_only_be_read_is_enough() {
    let project = Project::with_two();
    project.ok("verify");
    project.ok("upgrade head");
    let before = std::fs::read(project.path("app.db")).unwrap();
    project.ok("check --database-url file:app.db?immutable=1");
    assert_eq!(std::fs::read(project.path("app.db")).unwrap(), before);
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
    assert_eq!(
        first,
        "FAILED: the database is not what its migrations made"
    );
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

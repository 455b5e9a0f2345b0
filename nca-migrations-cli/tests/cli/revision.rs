//! `revision`: names, and what is never touched.

use std::fs;

use crate::fixture::{Project, snapshot};

#[test]
fn follows_the_head_and_the_clock() {
    let project = Project::with_two();
    let out = project
        .run_args(&["revision", "-m", "Größe: don't panic!", "--json"])
        .out;
    assert!(out.contains(r#""parent":"2026-01-02-000000_two""#), "{out}");
    let name = project
        .list("migrations")
        .into_iter()
        .find(|name| name.ends_with("_groesse_dont_panic"));
    let name = name.unwrap();
    let text = project.read(&format!("migrations/{name}/metadata.toml"));
    assert_eq!(
        text,
        "parent = \"2026-01-02-000000_two\"\nrun_in_transaction = true\n"
    );
    // `2026-11-23-113000`, Diesel's form.
    let version = name.split('_').next().unwrap();
    assert_eq!(version.len(), 17);
    assert!(version > "2026-01-02-000000");
    assert!(
        project
            .read(&format!("migrations/{name}/up.sql"))
            .starts_with("-- Größe: don't panic!\n")
    );
}

#[test]
fn a_second_after_a_head_from_the_future() {
    let project = Project::initialised();
    project.add("2999-12-31-235959_late", "base", "late");
    project.ok("lock");
    project.ok("revision -m next");
    assert!(
        project
            .list("migrations")
            .contains(&"3000-01-01-000000_next".to_owned())
    );
}

#[test]
fn a_head_that_is_no_time_needs_a_version() {
    let project = Project::initialised();
    project.add("v1_first", "base", "first");
    project.ok("lock");
    let err = project.fails(3, "revision -m next");
    assert!(err.contains("--rev-id VERSION"), "{err}");
    project.ok("revision -m next --rev-id v2");
    assert!(project.path("migrations/v2_next/up.sql").exists());
}

#[test]
fn nothing_is_written_elsewhere() {
    let project = Project::with_two();
    let before = snapshot(&project.path(""));
    for version in [
        "../../x", "/tmp/x", "..", "a/b", "a\\b", ".hidden", "2026_x", "",
    ] {
        let ran = project.run_args(&["revision", "-m", "x", "--rev-id", version]);
        assert_eq!(ran.code, 2, "{version}: {ran:?}");
        assert!(ran.err.starts_with("FAILED: "), "{ran:?}");
    }
    for message in ["", "  ", "../..", "!!"] {
        let ran = project.run_args(&["revision", "-m", message]);
        assert_eq!(ran.code, 2, "{message}: {ran:?}");
    }
    project.fails(2, "revision -m x --rev-id 2026-01-02-000000");
    project.fails(2, "revision -m x --rev-id 2026-01-01");
    project.fails(2, "revision");
    let ran = project.run_args(&["revision", "-m", "x", "--irreversible", " "]);
    assert_eq!(ran.code, 2);
    assert_eq!(snapshot(&project.path("")), before);
}

#[test]
fn an_existing_directory_stays() {
    let project = Project::with_two();
    project.write("migrations/2026-02-01-000000_x", "precious");
    let before = snapshot(&project.path("migrations"));
    let err = project.fails(3, "revision -m x --rev-id 2026-02-01-000000");
    assert!(err.starts_with("error[NCA0105]"), "{err}");
    assert_eq!(snapshot(&project.path("migrations")), before);
}

#[test]
fn refuses_a_broken_directory_and_shows_it() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-02-000000_two/metadata.toml",
        "parent = 5\n",
    );
    let before = snapshot(&project.path("migrations"));
    let err = project.fails(3, "revision -m next");
    assert!(
        err.contains("error[NCA0304]") && err.contains("FAILED: migrations: "),
        "{err}"
    );
    assert_eq!(snapshot(&project.path("migrations")), before);
}

#[test]
fn an_edited_script_is_not_in_the_way() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-01-000000_one/down.sql",
        "DROP TABLE IF EXISTS one;\n",
    );
    project.ok("revision -m next");
    assert!(
        project
            .read("migrations/chain.lock")
            .ends_with("parent 2026-01-02-000000_two\ndraft\n")
    );
}

#[test]
fn migrations_added_by_hand_become_drafts_before_it() {
    let project = Project::with_two();
    project.add("2026-01-03-000000_three", "2026-01-02-000000_two", "three");
    project.ok("revision -m four --rev-id 2026-01-04-000000");
    let lock = project.read("migrations/chain.lock");
    let drafts = "\nrevision 2026-01-03-000000_three\nparent 2026-01-02-000000_two\ndraft\n\
                  \nrevision 2026-01-04-000000_four\nparent 2026-01-03-000000_three\ndraft\n";
    assert!(lock.ends_with(drafts), "{lock}");
    project.add("2026-01-04-000000_four", "2026-01-03-000000_three", "four");
    project.ok("lock");
    project.ok("validate");
}

#[test]
fn irreversible_and_per_backend() {
    let project = Project::new();
    project.ok("init --backends sqlite,mysql");
    project.run_args(&[
        "revision",
        "-m",
        "x",
        "--rev-id",
        "1",
        "--irreversible",
        "it \"burns\" \\ \n",
    ]);
    assert_eq!(project.list("migrations/1_x"), ["metadata.toml", "up.sql"]);
    let text = project.read("migrations/1_x/metadata.toml");
    assert!(
        text.ends_with("irreversible = \"it \\\"burns\\\" \\\\\"\n"),
        "{text}"
    );
    project.write("migrations/1_x/up.sql", "DROP TABLE x;\n");
    project.ok("lock");
    project.ok("revision -m y --rev-id 2 --per-backend");
    assert_eq!(
        project.list("migrations/2_y"),
        [
            "down.mysql.sql",
            "down.sqlite.sql",
            "metadata.toml",
            "up.mysql.sql",
            "up.sqlite.sql"
        ]
    );
}

#[test]
fn a_directory_without_a_lock_file_gets_one() {
    let project = Project::with_two();
    fs::remove_file(project.path("migrations/chain.lock")).unwrap();
    project.ok("revision -m three --rev-id 2026-01-03-000000");
    assert_eq!(
        project
            .read("migrations/chain.lock")
            .matches("\ndraft\n")
            .count(),
        3
    );
}

#[test]
fn a_draft_whose_directory_is_gone_is_dropped() {
    let project = Project::with_two();
    let draft = "\nrevision 2026-01-03-000000_three\nparent 2026-01-02-000000_two\ndraft\n";
    let lock = project.read("migrations/chain.lock");
    project.write("migrations/chain.lock", &format!("{lock}{draft}"));
    project.ok("validate");
    project.ok("revision -m four --rev-id 2026-01-04");
    assert_eq!(
        project.read("migrations/chain.lock"),
        format!("{lock}\nrevision 2026-01-04_four\nparent 2026-01-02-000000_two\ndraft\n")
    );
}

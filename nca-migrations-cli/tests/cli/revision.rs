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

#[test]
fn two_in_a_row() {
    let project = Project::with_two();
    project.ok("revision -m three --rev-id 2026-01-03-000000");
    project.ok("revision -m four --rev-id 2026-01-04-000000");
    assert_eq!(
        project.read("migrations/2026-01-04-000000_four/metadata.toml"),
        "parent = \"2026-01-03-000000_three\"\nrun_in_transaction = true\n"
    );
    // Only the empty scripts of a draft are not in the way.
    project.write("migrations/2026-01-03-000000_three/up.sql", "SELECT 'x;\n");
    assert!(project.fails(3, "revision -m five").contains("NCA0501"));
    project.write("migrations/2026-01-03-000000_three/up.sql", "-- nothing\n");
    project.write("migrations/2026-01-01-000000_one/down.sql", "-- nothing\n");
    let err = project.fails(3, "revision -m five");
    assert!(
        err.contains("1 problem") && err.contains("2026-01-01-000000_one/down.sql"),
        "{err}"
    );
}

#[test]
fn without_a_message() {
    let project = Project::with_two();
    project.ok("revision --rev-id 3");
    assert!(project.path("migrations/3_empty_message").is_dir());
}

#[test]
fn ids_as_alembic_has_them() {
    let project = Project::initialised();
    for (id, parent) in [
        ("aaaa1111", "base"),
        ("aaaa2222", "aaaa1111_x"),
        ("bbbb3333", "aaaa2222_x"),
    ] {
        project.ok(&format!("revision -m x --rev-id {id}"));
        let text = project.read(&format!("migrations/{id}_x/metadata.toml"));
        assert!(
            text.starts_with(&format!("parent = \"{parent}\"")),
            "{text}"
        );
    }
    let err = project.fails(2, "revision -m y --rev-id a_b@c");
    assert!(
        err.starts_with(
            "FAILED: Character(s) '_', '@' not allowed in revision identifier 'a_b@c'\n"
        ),
        "{err}"
    );
    project.fails(2, "revision -m y --rev-id bbbb3333");
}

#[test]
fn the_head_may_be_named() {
    let project = Project::with_two();
    for head in [
        "head",
        "heads",
        "two",
        "20260102000000",
        "2026-01-02-000000_two",
    ] {
        let copy = Project::with_two();
        copy.ok(&format!("revision -m three --head {head}"));
    }
    for other in ["one", "base", "head-1"] {
        let err = project.fails(2, &format!("revision -m three --head {other}"));
        assert!(
            err.contains("is not the head, `2026-01-02-000000_two`")
                && err.contains("`rebase REVISION`"),
            "{err}"
        );
    }
    assert!(
        project
            .fails(3, "revision -m three --head tow")
            .contains("did you mean")
    );
}

#[test]
fn what_a_linear_chain_does_instead() {
    let project = Project::with_two();
    let before = snapshot(&project.path(""));
    for (words, said) in [
        ("--splice", "`--splice` makes a branch"),
        ("--branch-label x", "`--branch-label` names a branch"),
        ("--depends-on one", "`--depends-on` orders branches"),
        ("--version-path x", "`--version-path` chooses"),
        ("--sql", "`--sql` means nothing to `revision`"),
    ] {
        let err = project.fails(2, &format!("revision -m x {words}"));
        assert!(err.starts_with("FAILED: ") && err.contains(said), "{err}");
        assert!(err.lines().count() == 2, "with a way out: {err}");
    }
    for words in ["init other --template async", "init other -t async"] {
        assert!(
            project.fails(2, words).contains("there are no templates"),
            "{words}"
        );
    }
    project.fails(2, "init other --package");
    assert_eq!(snapshot(&project.path("")), before);
}

#[test]
fn links_lead_nowhere() {
    let project = Project::with_two();
    project.write("outside/keep", "");
    // The name that it would have leads out of the directory, to what is there and to what is not.
    for target in ["../outside", "../nothing"] {
        let link = project.path("migrations/3_x");
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(target, &link).unwrap();
        let ran = project.run("revision -m x --rev-id 3");
        assert_eq!(ran.code, 3, "{target}: {ran:?}");
        assert_eq!(project.list("outside"), ["keep"]);
        assert!(!project.path("nothing").exists());
    }
}

#[test]
fn problems_as_json() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-02-000000_two/metadata.toml",
        "parent = 5\n",
    );
    for words in ["revision -m x --json", "lock --json", "upgrade head --json"] {
        let ran = project.run(words);
        assert_eq!(ran.code, 3);
        let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (&result["format"], &result["directory"]),
            (&1.into(), &"migrations".into())
        );
        assert_eq!(result["problems"][1]["code"], "NCA0304", "{words}");
        assert!(
            ran.err.starts_with("FAILED: migrations: 2 problems\n"),
            "{ran:?}"
        );
    }
}

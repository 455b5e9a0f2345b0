//! What there is for Alembic's users only.

use crate::fixture::Project;

#[test]
fn commands_of_a_chain_that_branches() {
    let project = Project::with_two();
    assert_eq!(project.ok("branches"), "");
    assert_eq!(project.ok("branches -v"), "");
    assert_eq!(
        project.ok("heads --resolve-dependencies"),
        project.ok("heads")
    );
    for merge in [
        "merge",
        "merge heads",
        "merge -m x one two --branch-label y --rev-id z",
    ] {
        let ran = project.run(merge);
        assert_eq!((ran.code, &*ran.out), (3, ""), "{merge}");
        assert!(ran.err.starts_with("FAILED: linear history"), "{}", ran.err);
        assert!(ran.err.contains("`rebase`"), "{}", ran.err);
    }
    let templates = project.ok("list_templates");
    assert!(
        templates.starts_with("There are no templates"),
        "{templates}"
    );
    assert_eq!(project.ok("list-templates"), templates);
}

#[test]
fn flags_that_there_is_no_use_for() {
    let project = Project::with_two();
    for (command, says) in [
        ("-c alembic.ini current", "DATABASE_URL"),
        ("-n section current", "DATABASE_URL"),
        ("-x tenant=a upgrade head", "--tag"),
        ("--raiseerr upgrade head", "exit code"),
        ("upgrade head --splice", "rebase"),
        ("downgrade -1 --branch-label x", "no branch to label"),
        ("stamp head --depends-on x", "depends on all before it"),
        ("current --head x", "follows the head"),
        ("history --version-path x", "one migrations directory"),
    ] {
        let ran = project.run(command);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{command}: {ran:?}");
        let tip = ran.err.lines().find(|line| line.contains("tip: "));
        assert!(
            tip.is_some_and(|tip| tip.contains(says)),
            "{command}: {}",
            ran.err
        );
    }
    assert!(!project.path("app.db").exists());
}

#[test]
fn completions_and_pages_of_the_manual() {
    let project = Project::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = project.ok(&format!("completions {shell}"));
        assert!(script.contains("ensure-version"), "{shell}");
    }
    project.fails(2, "completions tcsh");
    assert!(project.ok("man").starts_with(".ie"), "roff");
    assert!(project.ok("man stamp").contains("nca\\-migrate\\-stamp"));
    assert!(
        project
            .fails(2, "man nonsense")
            .contains("there is no command `nonsense`")
    );
    let written = project.ok("man --out share/man1");
    assert!(
        written.starts_with("share/man1/nca-migrate.1\n"),
        "{written}"
    );
    let files = project.list("share/man1");
    assert!(
        files.contains(&"nca-migrate-upgrade.1".to_owned()),
        "{files:?}"
    );
    assert_eq!(files.len(), written.lines().count());
    assert_eq!(
        project.read("share/man1/nca-migrate-stamp.1"),
        project.ok("man stamp")
    );
}

//! `rebase`: what git has merged becomes one line.

use std::fs;

use insta::assert_snapshot;

use crate::fixture::{Project, metadata, snapshot};

const BASE: &str = "2026-01-01-000000_base_table";

/// `main` with one more migration, and `feature` with two of which the second is the newest of all.
fn forked() -> Project {
    let project = Project::in_git();
    project.add_on("feature", "2026-01-02-000000_feature_one", BASE);
    project.add_on(
        "feature",
        "2026-01-04-000000_feature_two",
        "2026-01-02-000000_feature_one",
    );
    project.git("switch main");
    project.add_on("main", "2026-01-03-000000_main_one", BASE);
    project
}

/// The time in new names replaced.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("-> 2") {
        let (before, after) = rest.split_at(at + "-> ".len());
        out.push_str(before);
        out.push_str("NOW");
        rest = after.find('_').map_or("", |end| &after[end..]);
    }
    out + rest
}

/// Whether the migration is in a directory with a new name.
fn is_new(project: &Project, slug: &str) -> bool {
    let names = project.list("migrations");
    let name = names.iter().find(|name| name.ends_with(slug)).unwrap();
    !name.starts_with("2026-01")
}

#[test]
fn main_is_merged_into_a_feature() {
    let project = forked();
    project.git("switch feature");
    project.conflicts("merge main");
    let refused = project.fails(1, "validate");
    assert!(refused.contains("`nca-migrate rebase`"), "{refused}");
    let before = snapshot(&project.path("migrations"));
    assert_snapshot!("rebase_dry_run", timeless(&project.ok("rebase --dry-run")));
    assert_eq!(snapshot(&project.path("migrations")), before);
    let (plan, dry) = (project.ok("rebase --plan"), project.ok("rebase -n"));
    assert_eq!(timeless(&plan), timeless(&dry));

    assert_snapshot!("rebase", timeless(&project.ok("rebase")));
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "feature_two"]
    );
    assert!(!is_new(&project, "main_one") && is_new(&project, "feature_two"));
    assert_eq!(
        project
            .list("migrations")
            .iter()
            .filter(|name| name.starts_with('.'))
            .count(),
        0,
        "nothing is left behind"
    );
    project.commit("merged");
    assert_eq!(
        project.ok("rebase"),
        "nothing to do: migrations is one line already\n"
    );
    project.ok("upgrade head");
    project.ok("downgrade base");
}

#[test]
fn a_feature_is_merged_into_main() {
    let project = forked();
    project.conflicts("merge feature");
    project.ok("rebase");
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "feature_two"]
    );
}

#[test]
fn a_feature_is_rebased_commit_by_commit() {
    let project = forked();
    project.git("switch feature");
    project.conflicts("rebase main");
    project.ok("rebase");
    assert_eq!(project.slugs(), ["base_table", "main_one", "feature_one"]);
    project.git("add --all");
    // The second commit's migration names the first one's old name, and so does its block. Git sees no
    // conflict.
    project.git("rebase --continue");
    let refused = project.fails(1, "validate");
    assert!(
        refused.contains("NCA0401") && refused.contains("NCA0603"),
        "{refused}"
    );
    let out = project.ok("rebase");
    assert!(
        out.contains(
            "(each has to follow the one before it):\n  2026-01-04-000000_feature_two -> "
        ),
        "{out}"
    );
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "feature_two"]
    );
}

#[test]
fn a_version_that_is_too_old_is_mended() {
    let project = Project::with_two();
    project.add("2026-01-01-120000_x", "2026-01-02-000000_two", "x");
    assert!(project.fails(1, "validate").contains("NCA0406"));
    project.ok("rebase");
    project.ok("lock");
    assert_eq!(project.slugs(), ["one", "two", "x"]);
}

#[test]
fn without_the_main_branch_the_state_of_git_tells() {
    let project = forked();
    project.git("branch --move main released");
    project.git("switch feature");
    project.conflicts("merge released");
    let out = project.ok("rebase");
    assert!(
        out.contains("(these are of `feature`, into which git merges another)"),
        "{out}"
    );
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "feature_two"]
    );
}

#[test]
fn three_branches() {
    let project = Project::in_git();
    project.git("branch other");
    project.add_on("feature", "2026-01-02-000000_feature_one", BASE);
    project.add_on("other", "2026-01-03-000000_other_one", BASE);
    project.git("switch main");
    project.add_on("main", "2026-01-04-000000_main_one", BASE);
    project.git("switch feature");
    project.conflicts("merge main");
    project.ok("rebase");
    project.commit("merged");
    // Neither is released, and what is on main stays where it is.
    project.conflicts("merge other");
    project.ok("rebase");
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "other_one"]
    );
    assert!(!is_new(&project, "main_one"));
}

#[test]
fn a_branch_of_a_branch() {
    let project = forked();
    project.git("switch --create below feature~1");
    project.add_on(
        "below",
        "2026-01-05-000000_below_one",
        "2026-01-02-000000_feature_one",
    );
    project.conflicts("merge feature");
    project.ok("rebase");
    assert_eq!(
        project.slugs(),
        ["base_table", "feature_one", "feature_two", "below_one"]
    );
    project.commit("merged");
    project.conflicts("merge main");
    project.ok("rebase");
    assert_eq!(
        project.slugs(),
        [
            "base_table",
            "main_one",
            "feature_one",
            "feature_two",
            "below_one"
        ]
    );
}

#[test]
fn a_fork_without_git() {
    let project = Project::with_two();
    let two = "2026-01-02-000000_two";
    project.add("2026-01-03-000000_three", two, "three");
    project.ok("lock");
    project.add("2026-01-02-120000_x", two, "x");
    project.add("2026-01-02-130000_y", "2026-01-02-120000_x", "y");
    project.add("2026-01-04-000000_z", two, "z");
    assert!(
        project
            .fails(1, "validate")
            .contains("`nca-migrate rebase` does that")
    );
    let out = project.ok("rebase");
    assert!(
        out.starts_with(
            "these go behind 2026-01-03-000000_three (chain.lock does not have them):\n"
        ),
        "{out}"
    );
    project.ok("lock");
    assert_eq!(project.slugs(), ["one", "two", "three", "x", "y", "z"]);
}

#[test]
fn what_sorts_after_the_others_keeps_its_name() {
    let project = Project::with_two();
    project.add("2026-01-03-000000_three", "2026-01-01-000000_one", "three");
    let file = "migrations/2026-01-03-000000_three/metadata.toml";
    project.write(
        file,
        "# mine\r\nrun_in_transaction=true\r\nparent = '2026-01-01-000000_one' # here\r\n",
    );
    assert_snapshot!("rebase_keeps_name", project.ok("rebase"));
    assert_eq!(
        project.read(file),
        "# mine\r\nrun_in_transaction=true\r\nparent = \"2026-01-02-000000_two\" # here\r\n"
    );
    project.ok("lock");
    project.ok("validate");
}

#[test]
fn numbers_are_counted_on() {
    let project = Project::initialised();
    project.add("0001_a", "base", "a");
    project.add("0002_b", "0001_a", "b");
    project.ok("lock");
    project.add("0002_x", "0001_a", "x");
    project.add("0003_x", "0002_x", "y");
    project.ok("rebase");
    project.ok("lock");
    assert_eq!(
        project.list("migrations"),
        ["0001_a", "0002_b", "0003_x", "0004_x", "chain.lock"]
    );
    project.ok("validate");
    assert!(project.read("migrations/0004_x/up.sql").contains("TABLE y"));
}

#[test]
fn what_is_released_does_not_move() {
    let project = forked();
    project.git("switch feature");
    project.conflicts("merge main");
    let before = snapshot(&project.path("migrations"));
    for words in [
        "rebase main_one",
        "rebase base_table",
        "rebase --onto feature_two",
    ] {
        let err = project.fails(3, words);
        assert!(
            err.contains("may be released: `main` has it"),
            "{words}: {err}"
        );
    }
    assert_eq!(snapshot(&project.path("migrations")), before);
    project.ok("rebase main_one --yes");
    assert_eq!(
        project.slugs(),
        ["base_table", "feature_one", "feature_two", "main_one"]
    );
}

#[test]
fn what_is_locked_does_not_move_where_nothing_else_tells() {
    let project = Project::with_two();
    project.add("2026-01-03-000000_x", "2026-01-01-000000_one", "x");
    let err = project.fails(3, "rebase two");
    assert!(err.contains("`2026-01-02-000000_two` would move"), "{err}");
    assert!(err.contains("chain.lock has it locked"), "{err}");
    project.ok("rebase two -y");
    project.ok("lock --accept two");
    assert_eq!(project.slugs(), ["one", "x", "two"]);
}

#[test]
fn what_a_database_has_does_not_move() {
    let project = forked();
    project.git("switch feature");
    project.ok("upgrade head");
    project.conflicts("merge main");
    let before = snapshot(&project.path("migrations"));
    let err = project.fails(3, "rebase");
    assert_snapshot!("rebase_applied", err);
    project.fails(3, "rebase --yes");
    project.fails(3, "rebase --dry-run");
    assert_eq!(snapshot(&project.path("migrations")), before);

    // The way out that it names.
    project.git("merge --abort");
    project.ok("downgrade base_table");
    project.conflicts("merge main");
    project.ok("rebase");
    project.ok("upgrade head");

    let unknown = project.run_args(&[
        "rebase",
        "feature_one",
        "--database-url",
        "oracle://u:hunter2@h",
    ]);
    assert_eq!(unknown.code, 0, "nothing moves: {unknown:?}");
}

#[test]
fn a_database_that_cannot_be_asked() {
    let project = forked();
    project.git("switch feature");
    project.conflicts("merge main");
    project.write(
        "broken.db",
        "this is no database, but it is a file of more than a header's length",
    );
    let refused = project.run_args(&["rebase", "--database-url", "broken.db"]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.err.contains("cannot be asked") && refused.err.contains("--no-database"),
        "{refused:?}"
    );
    let output = project
        .command(&["rebase", "--no-database"])
        .env("DATABASE_URL", "broken.db")
        .output();
    assert!(output.unwrap().status.success());
}

#[test]
fn nothing_tells_which_side_moves() {
    let project = forked();
    project.git("branch --move main released");
    project.git("switch feature");
    project.conflicts("merge released");
    // Committed with its markers.
    project.commit("oops");
    assert_snapshot!("rebase_which_side", project.fails(2, "rebase"));
    project.ok("rebase feature_one");
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "feature_two"]
    );
}

#[test]
fn nothing_tells_which_end_stays() {
    let project = Project::initialised();
    project.add("2026-01-01-000000_one", "base", "one");
    project.add("2026-01-02-000000_two", "2026-01-01-000000_one", "two");
    project.add("2026-01-03-000000_three", "2026-01-01-000000_one", "three");
    let err = project.fails(3, "rebase --dry-run --onto fuor");
    assert!(err.contains("no revision is called `fuor`"), "{err}");
    project.ok("rebase --onto two");
    project.ok("lock");
    assert_eq!(project.slugs(), ["one", "two", "three"]);
}

#[test]
fn as_json() {
    let project = forked();
    project.git("switch feature");
    project.conflicts("merge main");
    let result: serde_json::Value =
        serde_json::from_str(&project.ok("rebase --json --dry-run")).unwrap();
    assert_eq!(
        (&result["format"], &result["done"]),
        (&1.into(), &false.into())
    );
    assert_eq!(result["onto"], "2026-01-03-000000_main_one");
    assert_eq!(result["because"], "`main` does not have them");
    let first = &result["moves"][0];
    assert_eq!(first["from"], "2026-01-02-000000_feature_one");
    assert_eq!(first["parent"], "2026-01-03-000000_main_one");
    assert_eq!(result["moves"][1]["parent"], first["to"]);
    let result: serde_json::Value = serde_json::from_str(&project.ok("rebase --json")).unwrap();
    assert_eq!(result["done"], true);
    project.ok("validate");
}

#[test]
fn an_interrupted_one_is_gone_on_with() {
    let project = forked();
    project.git("switch feature");
    project.conflicts("merge main");
    // As it is when it was killed after the first directory was put aside.
    let from = "2026-01-02-000000_feature_one";
    let lock = {
        let copy = forked();
        copy.git("switch feature");
        copy.conflicts("merge main");
        copy.ok("rebase");
        copy.read("migrations/chain.lock")
    };
    let names: Vec<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("revision "))
        .collect();
    let [.., onto, one, two] = names[..] else {
        panic!("{lock}");
    };
    let second = "2026-01-04-000000_feature_two";
    project.write(
        "migrations/.rebase",
        &format!(
            "# x\nformat 1\nphase aside\nfrom {from}\nto {one}\nparent {onto}\n\
             from {second}\nto {two}\nparent {one}\nlock\n{lock}"
        ),
    );
    fs::rename(
        project.path(&format!("migrations/{from}")),
        project.path("migrations/.rebase-1"),
    )
    .unwrap();
    for words in ["lock", "revision -m x"] {
        let err = project.fails(3, words);
        assert!(
            err.contains("`nca-migrate rebase` brings it to its end"),
            "{err}"
        );
    }
    let out = project.ok("rebase -n");
    assert!(
        out.starts_with("a rebase was interrupted:\n") && out.ends_with("nothing was changed\n"),
        "{out}"
    );
    let out = project.ok("rebase");
    assert!(out.contains("done: 2 migrations"), "{out}");
    assert_eq!(
        project.slugs(),
        ["base_table", "main_one", "feature_one", "feature_two"]
    );
    assert!(!project.path("migrations/.rebase").exists());
}

#[test]
fn links_are_not_followed() {
    let project = Project::with_two();
    let outside = "elsewhere/x";
    project.write(
        &format!("{outside}/metadata.toml"),
        &metadata("2026-01-01-000000_one"),
    );
    project.write(
        &format!("{outside}/up.sql"),
        "CREATE TABLE x (id INTEGER);\n",
    );
    project.write(&format!("{outside}/down.sql"), "DROP TABLE x;\n");
    let link = project.path("migrations/2026-01-01-120000_x");
    std::os::unix::fs::symlink(project.path(outside), &link).unwrap();
    let before = snapshot(&project.path(""));
    let err = project.fails(3, "rebase");
    assert!(
        err.contains("`migrations/2026-01-01-120000_x` is a link"),
        "{err}"
    );
    assert_eq!(snapshot(&project.path("")), before);

    fs::remove_file(&link).unwrap();
    fs::create_dir(&link).unwrap();
    for file in ["metadata.toml", "up.sql", "down.sql"] {
        let target = project.path(&format!("{outside}/{file}"));
        std::os::unix::fs::symlink(target, link.join(file)).unwrap();
    }
    let err = project.fails(3, "rebase");
    assert!(err.contains("_x/metadata.toml` is a link"), "{err}");
    assert_eq!(
        project.read(&format!("{outside}/metadata.toml")),
        metadata("2026-01-01-000000_one")
    );
}

#[test]
fn what_is_unclear_is_repaired_first() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-02-000000_two/metadata.toml",
        "parent = 5\n",
    );
    let ran = project.run("rebase --json");
    assert_eq!(ran.code, 3);
    let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(result["problems"][1]["code"], "NCA0304");
    assert!(ran.err.starts_with("FAILED: migrations: "), "{ran:?}");
}

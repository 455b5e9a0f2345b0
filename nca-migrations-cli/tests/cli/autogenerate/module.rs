//! The desired schema as a schema module that somebody has edited.

use insta::assert_snapshot;

use super::users;
use crate::build::{embedding, refused};
use crate::fixture::{Project, Ran, snapshot, sqlite3};

/// A chain whose schema module is kept.
fn project() -> Project {
    let project = users();
    project.write("nca-migrate.toml", "schema = \"src/schema.rs\"\n");
    project.ok("schema");
    project
}

fn edit(project: &Project, from: &str, to: &str) {
    let text = project.read("src/schema.rs");
    assert!(text.contains(from), "{text}");
    project.write("src/schema.rs", &text.replacen(from, to, 1));
}

fn autogenerate(project: &Project, more: &[&str]) -> Ran {
    let mut args = vec!["revision", "--autogenerate", "-m", "change it"];
    args.extend(["--rev-id", "2026-01-02"]);
    args.extend(more);
    project.run_args(&args)
}

const TEAMS: &str = "\
diesel::table! {
    teams (id) {
        id -> Integer,
        name -> Text,
    }
}

";

/// Edit, generate, read, build, upgrade: nothing else.
#[test]
fn the_loop_of_a_diesel_developer() {
    let project = embedding();
    project.write("nca-migrate.toml", "schema = \"src/schema.rs\"\n");
    project.ok("verify");
    project.ok("schema");
    project.ok("upgrade head");
    assert_eq!(refused(&project).0, [""; 0]);

    let text = project.read("src/schema.rs");
    let two = text.find("diesel::table! {\n    two").unwrap();
    let text = format!("{}{TEAMS}{}", &text[..two], &text[two..]);
    project.write(
        "src/schema.rs",
        &text.replace(
            "    two (id) {\n",
            "    two (id) {\n        team_id -> Nullable<Integer>,\n",
        ),
    );
    project.write(
        "src/schema.rs",
        &(project.read("src/schema.rs") + "\ndiesel::joinable!(two -> teams (team_id));\n"),
    );
    assert_eq!(
        refused(&project).0,
        ["NCA0703"],
        "the module is ahead of the chain"
    );
    project.fails(1, "check --pending");
    let ran = project.run("revision --autogenerate -m teams --rev-id 2026-01-03");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(refused(&project).0, [""; 0]);
    project.ok("upgrade head");
    project.ok("check");
    project.ok("check --pending");
    assert_eq!(
        sqlite3(&project, "PRAGMA foreign_key_list(two)")
            .split('|')
            .nth(2),
        Some("teams")
    );
    project.ok("downgrade -1");
    project.ok("check");
}

#[test]
fn each_kind_of_edit_is_written_down() {
    let project = project();
    project.ok("upgrade head");
    sqlite3(&project, "INSERT INTO users VALUES (1, 'Ada', 'first')");
    edit(
        &project,
        "        note -> Nullable<Text>,\n",
        "        note -> Text,\n        age -> Nullable<BigInt>,\n",
    );
    edit(
        &project,
        "diesel::table! {\n    users",
        &format!("{TEAMS}diesel::table! {{\n    users"),
    );
    let ran = autogenerate(&project, &["--fill", "users.note='none'"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_snapshot!(super::up(&project));
    project.ok("upgrade head");
    assert_eq!(sqlite3(&project, "SELECT * FROM users"), "1|Ada|first|");
}

#[test]
fn a_column_of_another_name_is_asked_about() {
    let project = project();
    edit(&project, "name -> Text", "full_name -> Text");
    let before = snapshot(&project.path(""));
    let ran = autogenerate(&project, &[]);
    // An index is on it, which would go with it.
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.err.contains("--rename 'users.name=full_name'"),
        "{}",
        ran.err
    );
    assert_eq!(snapshot(&project.path("")), before);
    let ran = autogenerate(&project, &["--rename", "users.name=full_name"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        super::up(&project).contains("RENAME COLUMN"),
        "{}",
        super::up(&project)
    );
    project.ok("check --pending");
}

#[test]
fn a_module_that_is_not_understood_is_shown() {
    let project = project();
    edit(&project, "name -> Text", "name Text");
    let before = snapshot(&project.path(""));
    let ran = autogenerate(&project, &[]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("src/schema.rs:"), "{}", ran.err);
    edit(&project, "name Text", "name -> Quaternion");
    let ran = autogenerate(&project, &["--allow", "users.name"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("`Quaternion`"), "{}", ran.err);
    edit(&project, "name -> Quaternion", "name Text");
    assert_eq!(snapshot(&project.path("")), before);
}

//! What is written, and that it holds.

use insta::assert_snapshot;

use super::{USERS, autogenerate, up, users};
use crate::fixture::{snapshot, sqlite3};

const MORE: &str = "\
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT, team INTEGER REFERENCES teams (id));
CREATE INDEX users_by_name ON users (name);
CREATE INDEX users_by_team ON users (team) WHERE team IS NOT NULL;
CREATE VIEW named AS SELECT id, name FROM users;
";

#[test]
fn the_loop_of_an_sql_developer() {
    let project = users();
    project.ok("upgrade head");
    sqlite3(&project, "INSERT INTO users VALUES (1, 'Ada', 'first')");
    let ran = autogenerate(&project, MORE, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_snapshot!(ran.out);
    assert_eq!(
        project.list("migrations/2026-01-02_change_it"),
        ["down.sql", "metadata.toml", "up.sql"]
    );
    // Locked, with its receipt, and the text of the catalog.
    assert!(project.ok("validate").contains("no problem"));
    project.ok("verify --check");
    assert!(
        project
            .read("migrations/catalog.sqlite.txt")
            .contains("table teams")
    );
    project.ok("check --pending --from schema.sql");
    project.ok("upgrade head");
    project.ok("check");
    assert_eq!(sqlite3(&project, "SELECT * FROM named"), "1|Ada");
    project.ok("downgrade -1");
    project.ok("check");
    assert_eq!(sqlite3(&project, "SELECT note FROM users"), "first");
}

#[test]
fn it_can_be_looked_at_first() {
    let project = users();
    project.write("schema.sql", MORE);
    let before = snapshot(&project.path(""));
    let ran = autogenerate(&project, MORE, &["--dry-run"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_snapshot!(ran.out);
    let json = autogenerate(&project, MORE, &["--dry-run", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let scripts = value["revisions"][0]["scripts"].as_array().unwrap();
    assert_eq!(scripts.len(), 2, "{value:#}");
    assert_eq!(value["written"].as_array().unwrap().len(), 0);
    assert_eq!(snapshot(&project.path("")), before);
}

#[test]
fn the_result_as_json() {
    let project = users();
    let schema = USERS.replace(", note TEXT", "");
    let ran = autogenerate(&project, &schema, &["--json", "--allow", "users.note"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_snapshot!(ran.out);
}

#[test]
fn rows_that_do_not_fit_are_said_and_can_be_given() {
    let schema = USERS.to_owned() + "CREATE UNIQUE INDEX one_note ON users (length(note));\n";
    let project = users();
    let before = snapshot(&project.path("migrations"));
    let ran = autogenerate(&project, &schema, &[]);
    // The generated rows have notes of one length.
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("`--rows FILE`"), "{}", ran.err);
    assert_eq!(snapshot(&project.path("migrations")), before);
    project.write(
        "some.sql",
        "INSERT INTO users VALUES (1, 'a', 'x'), (2, 'b', 'yy');\n",
    );
    let ran = autogenerate(&project, &schema, &["--rows", "some.sql"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        project
            .list("migrations/2026-01-02_change_it")
            .contains(&"rows.sql".to_owned())
    );
    assert!(up(&project).contains("fails if the rows of users do not fit"));
    project.ok("verify --all --check");
}

#[test]
fn what_is_in_the_way_comes_first() {
    let project = users();
    project.ok("revision -m draft --rev-id 2026-01-01-5");
    let ran = autogenerate(&project, MORE, &[]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("NCA"), "{}", ran.err);
}

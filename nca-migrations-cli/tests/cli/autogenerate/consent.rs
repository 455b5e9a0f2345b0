//! What only a person can say.

use insta::assert_snapshot;

use super::{autogenerate, down, metadata, up, users};
use crate::fixture::snapshot;

const RENAMED: &str = "\
CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, note TEXT);
CREATE INDEX users_by_name ON users (full_name);
";

#[test]
fn a_possible_rename_is_asked_about() {
    let project = users();
    let before = snapshot(&project.path("migrations"));
    let ran = autogenerate(&project, RENAMED, &[]);
    assert_eq!(ran.code, 3);
    assert_snapshot!(ran.err);
    // Whoever allows everything has not decided this.
    let ran = autogenerate(&project, RENAMED, &["--allow", "all"]);
    assert_eq!(ran.code, 3);
    assert_eq!(snapshot(&project.path("migrations")), before);
}

#[test]
fn a_rename_that_was_asked_for_is_one() {
    let project = users();
    project.ok("upgrade head");
    crate::fixture::sqlite3(&project, "INSERT INTO users VALUES (1, 'Ada', NULL)");
    let ran = autogenerate(&project, RENAMED, &["--rename", "users.name=full_name"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_snapshot!(format!("{}\n{}", up(&project), down(&project)));
    project.ok("upgrade head");
    let names = crate::fixture::sqlite3(&project, "SELECT full_name FROM users");
    assert_eq!(names, "Ada");
    project.ok("downgrade -1");
    assert_eq!(
        crate::fixture::sqlite3(&project, "SELECT name FROM users"),
        "Ada"
    );
}

#[test]
fn a_table_is_renamed_with_its_columns() {
    let project = users();
    let schema = RENAMED
        .replace("TABLE users", "TABLE people")
        .replace("ON users", "ON people");
    let ran = autogenerate(&project, &schema, &[]);
    assert!(ran.err.contains("--rename 'users=people'"), "{}", ran.err);
    let ran = autogenerate(&project, &schema, &["--rename", "users=people"]);
    assert!(
        ran.err.contains("--rename 'people.name=full_name'"),
        "{}",
        ran.err
    );
    let both = [
        "--rename",
        "users=people",
        "--rename",
        "users.name=full_name",
    ];
    let ran = autogenerate(&project, &schema, &both);
    assert_eq!(ran.code, 0, "{ran:?}");
    project.ok("check --pending --from schema.sql");
}

#[test]
fn a_rename_of_what_is_not_there_is_an_error() {
    let project = users();
    for (rename, says) in [
        ("persons=people", "there is no table persons to rename"),
        (
            "users.nmae=full_name",
            "there is no column nmae of table users to rename",
        ),
        ("users.name=note", "there is one of that name"),
    ] {
        let ran = autogenerate(&project, RENAMED, &["--rename", rename]);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.err.contains(says), "{}", ran.err);
    }
    for rename in ["users", "users.name=", "users.name=a.b", ".=x"] {
        let ran = autogenerate(&project, RENAMED, &["--rename", rename]);
        assert_eq!(ran.code, 2, "{ran:?}");
    }
}

#[test]
fn what_deletes_data_has_to_be_allowed() {
    let schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
                  CREATE INDEX users_by_name ON users (name);\n";
    let project = users();
    let before = snapshot(&project.path("migrations"));
    let ran = autogenerate(&project, schema, &[]);
    assert_eq!(ran.code, 3);
    assert_snapshot!(ran.err);
    let ran = autogenerate(&project, schema, &["--allow", "users.name"]);
    assert_eq!(ran.code, 3, "another one is allowed");
    assert_eq!(snapshot(&project.path("migrations")), before);

    let ran = autogenerate(&project, schema, &["--allow", "users.note"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out
            .contains("hazard on SQLite: deletes the data of users.note"),
        "{}",
        ran.out
    );
    assert!(up(&project).contains("-- Hazard: deletes the data of users.note"));
    assert!(metadata(&project).contains("lossy = \"the data of users.note\""));
}

#[test]
fn a_column_without_null_asks_what_rows_get() {
    let schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT, \
                  email TEXT NOT NULL);\nCREATE INDEX users_by_name ON users (name);\n";
    let project = users();
    let ran = autogenerate(&project, schema, &[]);
    assert_eq!(ran.code, 3);
    assert_snapshot!(ran.err);
    let ran = autogenerate(&project, schema, &["--fill", "users.emial=''"]);
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("there is no column users.emial to fill"),
        "{}",
        ran.err
    );
    project.ok("upgrade head");
    crate::fixture::sqlite3(&project, "INSERT INTO users VALUES (1, 'Ada', NULL)");
    let fill = ["--fill", "users.email=lower(name) || '@example.org'"];
    let ran = autogenerate(&project, schema, &fill);
    assert_eq!(ran.code, 0, "{ran:?}");
    project.ok("upgrade head");
    let email = crate::fixture::sqlite3(&project, "SELECT email FROM users");
    assert_eq!(email, "ada@example.org");
    project.ok("check");
}

#[test]
fn the_way_back_asks_too_or_is_given_up() {
    // What is dropped takes no NULL: the way back has to fill it.
    let schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, note TEXT);\n";
    let project = users();
    let ran = autogenerate(&project, schema, &["--allow", "users.name"]);
    assert_eq!(ran.code, 3);
    assert_snapshot!(ran.err);
    let irreversible = [
        "--allow",
        "users.name",
        "--irreversible",
        "names are private",
    ];
    let ran = autogenerate(&project, schema, &irreversible);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(metadata(&project).contains("irreversible = \"names are private\""));
    assert!(
        !project
            .path("migrations/2026-01-02_change_it/down.sql")
            .exists()
    );

    let project = users();
    let filled = ["--allow", "users.name", "--fill", "users.name='unknown'"];
    let ran = autogenerate(&project, schema, &filled);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(down(&project).contains("'unknown'"));
}

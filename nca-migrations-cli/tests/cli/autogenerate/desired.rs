//! Where the desired schema is written, and what is wrong with it.

use insta::assert_snapshot;

use super::{USERS, autogenerate, users};
use crate::fixture::snapshot;

#[test]
fn nothing_says_what_is_desired() {
    let project = users();
    for words in ["revision -m x --autogenerate", "check --pending"] {
        let err = project.fails(2, words);
        assert!(
            err.contains("nothing says what the schema is to be"),
            "{err}"
        );
    }
    let err = project.fails(2, "revision -m x --autogenerate --from postgres=schema.sql");
    assert!(err.contains("`--from sqlite=schema.sqlite.sql`"), "{err}");
    for words in ["revision -m x --from schema.sql", "check --from schema.sql"] {
        let err = project.fails(2, words);
        assert!(
            err.contains("`--from` and `--server` mean nothing"),
            "{err}"
        );
    }
}

#[test]
fn an_unchanged_schema_is_nothing_to_do() {
    let project = users();
    let before = snapshot(&project.path("migrations"));
    let ran = autogenerate(&project, USERS, &[]);
    assert_eq!(
        (ran.code, &*ran.out),
        (0, "No new upgrade operations detected.\n")
    );
    assert_eq!(snapshot(&project.path("migrations")), before);
    let ran = project.run("check --pending --from schema.sql");
    assert_eq!(
        (ran.code, &*ran.out),
        (0, "No new upgrade operations detected.\n")
    );
}

#[test]
fn check_pending_lists_what_would_be_written_and_writes_nothing() {
    let project = users();
    project.write(
        "db/schema.sql",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);\n\
         CREATE TABLE teams (id INTEGER PRIMARY KEY);\n",
    );
    project.write("nca-migrate.toml", "desired = \"db/schema.sql\"\n");
    let before = snapshot(&project.path(""));
    assert_snapshot!(project.fails(1, "check --pending"));
    let ran = project.run("check --pending --json");
    assert_eq!(ran.code, 1);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["pending"], true);
    let differences = value["backends"][0]["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 5, "{value:#}");
    assert_eq!(snapshot(&project.path("")), before);
}

#[test]
fn a_desired_schema_that_fails_is_shown_in_its_file() {
    let project = users();
    for schema in [
        "CREATE TABLE a (x);\nCREATE TABEL b (x);\n",
        "CREATE TABLE \"a (x);\n",
        "CREATE TABLE a (x);\n.read other.sql\n",
        "BEGIN;\nCREATE TABLE a (x);\nCOMMIT;\n",
        "-- nothing\n",
    ] {
        let ran = autogenerate(&project, schema, &[]);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.err.contains("schema.sql"), "{}", ran.err);
        assert!(!ran.err.contains("1_desired"), "{}", ran.err);
    }
    let err = project.fails(3, "check --pending --from nowhere.sql");
    assert!(err.contains("cannot read `nowhere.sql`"), "{err}");
    assert_snapshot!(autogenerate(&project, "CREATE TABLE a (x);\nCREATE TABEL b (x);\n", &[]).err);
}

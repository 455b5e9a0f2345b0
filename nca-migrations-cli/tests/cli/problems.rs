//! Problems in a terminal and as JSON, and their pages.

use std::fs;

use insta::assert_snapshot;

use crate::fixture::{Project, metadata};

/// A chain of eight locked migrations, then eight faults of eight kinds.
fn eight_faults() -> Project {
    let project = Project::initialised();
    let name = |n: usize| format!("2026-01-{n:02}-000000_step_{n}");
    for n in 1..=8 {
        let parent = if n == 1 {
            "base".to_owned()
        } else {
            name(n - 1)
        };
        project.add(&name(n), &parent, &format!("t{n}"));
    }
    project.ok("lock");
    let file = |n: usize, file: &str| format!("migrations/{}/{file}", name(n));
    fs::remove_file(project.path(&file(1, "down.sql"))).unwrap();
    project.add("2026-02-01-000000_fork", &name(2), "forked");
    project.write(
        &file(4, "metadata.toml"),
        &metadata("2026-01-03-000000_stap_3"),
    );
    project.add("2026-01-05-000000_again", &name(4), "again");
    project.write(
        &file(6, "metadata.toml"),
        "parent = \nrun_in_transaction = true\n",
    );
    project.write(&file(7, "up.sql"), "INSERT INTO t7 VALUES (1, 'it''s);\n");
    project.write(&file(8, "down.sql"), "DROP TABLE t8;\nCOMMIT;\n");
    project.write(&file(2, "up.sql"), "CREATE TABLE other (id BIGINT);\n");
    project
}

#[test]
fn all_at_once() {
    let project = eight_faults();
    let ran = project.run("validate");
    assert_eq!(ran.code, 1);
    assert_snapshot!("validate_eight_faults", ran.err);
    assert_snapshot!(ran.out, @"migrations: 8 problems");
}

#[test]
fn as_json() {
    let project = eight_faults();
    let ran = project.run("validate --json");
    assert_eq!((ran.code, &*ran.err), (1, ""));
    let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(result["format"], 1);
    insta::assert_json_snapshot!("validate_eight_faults_json", result);
    let result: serde_json::Value =
        serde_json::from_str(&Project::with_two().ok("validate --json")).unwrap();
    assert_eq!(result["problems"], serde_json::json!([]));
    assert_eq!(result["revisions"], 2);
}

#[test]
fn explained() {
    let project = Project::new();
    let page = project.ok("explain NCA0202");
    assert!(
        page.starts_with("# NCA0202: a migration has no down script\n"),
        "{page}"
    );
    assert_eq!(project.ok("explain nca0202"), page);
    assert_eq!(project.ok("explain 202"), page);
    let list = project.ok("explain");
    assert!(list.contains("NCA0202  a migration has no down script\n"));
    assert_eq!(list.lines().count(), 46);
    let err = project.fails(2, "explain NCA0204");
    assert!(
        err.starts_with("FAILED: there is no problem `NCA0204`: did you mean `NCA0203`"),
        "{err}"
    );
    project.fails(2, "explain é");
}

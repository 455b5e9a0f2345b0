//! `wait`.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::fixture::Project;

#[test]
fn a_database_that_is_there_answers() {
    let project = Project::with_two();
    // One that `upgrade` would make counts, and is not made.
    assert_eq!(project.ok("wait"), "the database `app.db` answers\n");
    assert!(!project.path("app.db").exists());
    project.ok("upgrade head");
    let ran = project.run("wait");
    assert_eq!(
        (&*ran.out, &*ran.err),
        ("the database `app.db` answers\n", "")
    );
}

#[test]
fn it_is_waited_for_until_it_is_there() {
    let project = Project::new();
    let mut waiting = project
        .command(&["wait", "--timeout", "1h", "--database-url", "data/app.db"])
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut says = BufReader::new(waiting.stderr.take().unwrap()).lines();
    let first = says.next().unwrap().unwrap();
    assert_eq!(
        first,
        "waiting for the database `data/app.db`: there is no directory `data`"
    );
    std::fs::create_dir(project.path("data")).unwrap();
    assert!(waiting.wait().unwrap().success());
    assert!(says.next().is_none(), "it is said once");
}

#[test]
fn not_for_ever() {
    let project = Project::new();
    let err = project.fails(3, "wait --timeout 0s --database-url data/app.db");
    assert!(
        err.ends_with(
            "FAILED: the database `data/app.db` did not answer within 0s: there is no directory \
             `data`\n"
        ),
        "{err}"
    );
    project.fails(2, "wait --timeout soon");
    project.fails(2, "wait --database-url oracle://host/db");
}

#[test]
fn what_answers_and_is_no_database_is_an_error_at_once() {
    let project = Project::new();
    project.write("app.db", &"no database ".repeat(100));
    let err = project.fails(3, "wait --timeout 1h");
    assert!(
        err.starts_with("FAILED: the database `app.db` answers, and refuses: "),
        "{err}"
    );
}

#[cfg(feature = "postgres")]
#[test]
fn a_server_that_is_not_there_is_waited_for() {
    let project = Project::new();
    let url = "postgres://u:hunter2@127.0.0.1:1/db";
    let err = project.fails(3, &format!("wait --timeout 300ms --database-url {url}"));
    assert!(
        err.starts_with("waiting for the database `postgres://u:***@127.0.0.1:1/db`: "),
        "{err}"
    );
    assert!(err.contains("did not answer within 300ms"), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
}

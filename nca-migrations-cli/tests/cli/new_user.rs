//! What goes wrong in the first hour: each is one message, with the right exit code, and nothing is lost.

use std::process::Command;

use crate::fixture::{Project, Ran, sqlite3};

fn one_message(ran: &Ran, code: i32, says: &str) {
    assert_eq!((ran.code, &*ran.out), (code, ""), "{ran:?}");
    assert_eq!(ran.err.matches("FAILED: ").count(), 1, "{}", ran.err);
    assert!(ran.err.contains(says), "{says}: {}", ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

#[test]
fn the_wrong_database() {
    let project = Project::with_two();
    project.write("notes.txt", &"this is no database\n".repeat(50));
    for (command, code, says) in [
        ("upgrade head --database-url notes.txt", 3, "not a database"),
        (
            "upgrade head --database-url oracle://host/db",
            2,
            "unknown kind of database `oracle`",
        ),
        (
            "current --database-url nowhere.db",
            3,
            "there is no database `nowhere.db`",
        ),
        (
            "upgrade head --database-url nowhere/app.db",
            3,
            "cannot open the database `nowhere/app.db`",
        ),
        (
            "upgrade head --database-url .",
            3,
            "cannot open the database `.`",
        ),
    ] {
        one_message(&project.run(command), code, says);
    }
    assert_eq!(
        project.read("notes.txt"),
        "this is no database\n".repeat(50)
    );

    // One that belongs to something else.
    sqlite3(
        &project,
        "CREATE TABLE one (mine TEXT); INSERT INTO one VALUES ('precious')",
    );
    one_message(&project.run("upgrade head"), 3, "name the right database");
    assert_eq!(sqlite3(&project, "SELECT mine FROM one"), "precious");
    assert_eq!(project.ok("current"), "");
}

#[test]
fn the_wrong_revision() {
    let project = Project::with_two();
    one_message(
        &project.run("upgrade tow"),
        3,
        "no revision is called `tow`",
    );
    assert!(
        !project.path("app.db").exists(),
        "no database is made for it"
    );
    project.ok("upgrade one");
    for (command, says) in [
        ("upgrade tow", "did you mean `2026-01-02-000000_two`?"),
        ("downgrade 2025", "no revision is called `2025`"),
        ("stamp 2026", "names more than one revision"),
        ("show HEAD", "did you mean `head`?"),
    ] {
        one_message(&project.run(command), 3, says);
    }
    assert_eq!(project.ok("current"), "20260101000000\n");
}

#[test]
fn no_directory() {
    let project = Project::new();
    for command in [
        "upgrade head",
        "check",
        "stamp head",
        "heads",
        "upgrade head --sql",
    ] {
        one_message(
            &project.run(command),
            3,
            "there is no `migrations` directory",
        );
    }
}

#[test]
fn a_file_that_may_only_be_read() {
    let project = Project::with_two();
    project.ok("upgrade one");
    let read_only = "--database-url sqlite://app.db?mode=ro";
    let ran = project.run(&format!("upgrade head {read_only}"));
    assert_eq!(
        (ran.code, ran.err.matches("FAILED: ").count()),
        (3, 1),
        "{ran:?}"
    );
    assert!(ran.err.contains("readonly database"), "{}", ran.err);
    // What only reads can.
    assert_eq!(
        project.ok(&format!("current {read_only}")),
        "20260101000000\n"
    );
    project.ok(&format!("check {read_only}"));
    project.ok("upgrade head");
    project.ok(&format!("upgrade head {read_only}"));
    project.ok(&format!("check {read_only}"));
}

/// As full as a disk is, to this process: no file may grow past what the shell allows.
#[cfg(unix)]
#[test]
fn no_room_for_what_a_migration_writes() {
    let project = Project::with_two();
    let up = "CREATE TABLE two (text TEXT);\n\
              WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 500)\n\
              INSERT INTO two SELECT hex(randomblob(1000)) FROM n;\n";
    project.write("migrations/2026-01-02-000000_two/up.sql", up);
    project.ok("lock --accept two");
    project.ok("upgrade one");
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -f 200; trap '' XFSZ; exec \"$0\" upgrade head",
        ])
        .arg(env!("CARGO_BIN_EXE_nca-migrate"))
        .current_dir(project.path(""))
        .env("DATABASE_URL", "app.db")
        .output()
        .unwrap();
    let ran = Ran::from(output);
    one_message(&ran, 3, "disk I/O error\nnothing of this migration stays");
    assert!(ran.err.contains("make room on the disk"), "{}", ran.err);
    assert_eq!(project.ok("current"), "20260101000000\n");
    assert_eq!(sqlite3(&project, "PRAGMA integrity_check"), "ok");
    project.ok("upgrade head");
    project.ok("check");
}

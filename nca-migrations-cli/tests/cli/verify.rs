//! `verify`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::fixture::{Project, metadata};

/// Without the path that differs from run to run, and how long things took.
fn third(up: &str, down: &str) -> Project {
    let project = Project::with_two();
    project.ok("verify");
    let file = |file: &str| format!("migrations/2026-01-03-000000_three/{file}");
    project.write(&file("metadata.toml"), &metadata("2026-01-02-000000_two"));
    project.write(&file("up.sql"), up);
    project.write(&file("down.sql"), down);
    project
}

const UP: &str = "CREATE TABLE three (id INTEGER PRIMARY KEY);\nCREATE INDEX by_id ON one (id);\n";

#[test]
fn what_holds_gets_a_receipt_and_is_locked() {
    let project = Project::initialised();
    project.add("2026-01-01-000000_one", "base", "one");
    let ran = project.run("verify");
    assert_eq!(
        (ran.code, &*ran.err),
        (0, "Trying 2026-01-01-000000_one on SQLite\n")
    );
    assert_eq!(
        ran.out,
        "sqlite 3: 1 revision verified\nwrote migrations/catalog.sqlite.txt\nwrote migrations/chain.lock\n"
    );
    assert_snapshot!("verified_lock", project.read("migrations/chain.lock"));
    assert_snapshot!(
        "verified_catalog",
        project.read("migrations/catalog.sqlite.txt")
    );
    assert!(project.ok("validate").contains("no problem"));
    // The image is there for the next time, and git does not see it.
    let kept = project.list("migrations/.verify");
    assert_eq!((kept.len(), &*kept[0]), (2, ".gitignore"));

    assert_eq!(
        project.ok("verify"),
        "sqlite: nothing to do, 1 revision verified before\n"
    );
    let ran = project.run("verify --all");
    assert_eq!(ran.out, "sqlite 3: 1 revision verified\n");
    project.ok("verify --all --check");
}

#[test]
fn what_is_added_alone_is_tried() {
    let project = third(UP, "DROP INDEX by_id;\nDROP TABLE three;\n");
    let missing = project.run("verify --check");
    assert_eq!(missing.code, 1, "{missing:?}");
    assert!(!project.read("migrations/chain.lock").contains("_three"));
    let ran = project.run("verify");
    assert_eq!(ran.err, "Trying 2026-01-03-000000_three on SQLite\n");
    assert!(
        ran.out
            .starts_with("sqlite 3: 1 revision verified, 2 verified before\n"),
        "{ran:?}"
    );
    // Without the image the chain is run again; with one that is none, too.
    for image in project.list("migrations/.verify") {
        project.write(&format!("migrations/.verify/{image}"), "no database");
    }
    project.add("2026-01-04-000000_four", "2026-01-03-000000_three", "four");
    project.ok("verify");
}

#[test]
fn what_does_not_hold_is_shown_and_not_locked() {
    let forgets = third(UP, "DROP TABLE three;\n");
    let lock = forgets.read("migrations/chain.lock");
    assert_snapshot!("verify_differs", forgets.fails(1, "verify"));
    assert!(
        !forgets
            .read("migrations/chain.lock")
            .contains("up.sql sha256:\n")
    );
    assert_eq!(
        forgets
            .read("migrations/chain.lock")
            .matches("receipt")
            .count(),
        lock.matches("receipt").count()
    );
    assert!(
        forgets
            .fails(1, "validate")
            .contains("_three` is not in chain.lock yet")
    );
    let json: Value = serde_json::from_str(&forgets.run("verify --json").out).unwrap();
    let failed = &json["backends"][0]["failed"][0];
    assert_eq!(failed["finding"], "down_differs");
    assert_eq!(failed["differences"][0]["object"][1]["name"], "by_id");

    let fails = third(UP, "DROP INDEX by_id;\n\nDROP TABEL three;\n");
    assert_snapshot!("verify_fails", fails.fails(1, "verify"));
    let json: Value = serde_json::from_str(&fails.run("verify --json").out).unwrap();
    let failed = &json["backends"][0]["failed"][0];
    assert_eq!(
        (&failed["finding"], &failed["place"]["line"]),
        (&"down_fails".into(), &3.into())
    );

    let loses = third("DELETE FROM one;\n", "UPDATE one SET id = id;\n");
    assert_snapshot!("verify_loses", loses.fails(1, "verify"));
    let json: Value = serde_json::from_str(&loses.run("verify --json").out).unwrap();
    assert_eq!(json["backends"][0]["failed"][0]["rows"][0]["after"], 0);

    let takes_rows = third(
        "ALTER TABLE one ADD COLUMN n INTEGER NOT NULL;\n",
        "ALTER TABLE one DROP COLUMN n;\n",
    );
    assert_snapshot!("verify_takes_rows", takes_rows.fails(1, "verify"));
}

#[test]
fn metadata_says_what_is_meant() {
    let project = third("DELETE FROM one;\n", "UPDATE one SET id = id;\n");
    let file = "migrations/2026-01-03-000000_three/metadata.toml";
    let text = project.read(file);
    project.write(file, &format!("{text}lossy = \"all of one\"\n"));
    project.ok("verify");

    let project = third(UP, "DROP TABLE three;\n");
    project.write(file, &format!("{text}unverified = \"old history\"\n"));
    let ran = project.run("verify");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err
            .contains("note: `2026-01-03-000000_three` is not verified: old history"),
        "{ran:?}"
    );
}

#[test]
fn rows_of_its_own() {
    let project = third(
        "CREATE TABLE copy (id INTEGER PRIMARY KEY CHECK (id > 10));\nINSERT INTO copy SELECT id FROM one;\n",
        "DROP TABLE copy;\n",
    );
    assert!(project.fails(1, "verify").contains("when there are rows"));
    let rows = "migrations/2026-01-03-000000_three/rows.sql";
    project.write(rows, "INSERT INTO one VALUES (11), (12);\n");
    project.ok("verify");
    // It is no part of the chain.
    project.write(rows, "INSERT INTO one VALUES (13);\n");
    assert!(project.ok("validate").contains("no problem"));
    project.write(rows, "INSERT INTO nowhere VALUES (13);\n");
    let err = project.fails(3, "verify --all");
    assert!(err.starts_with("Trying"), "{err}");
    assert!(
        err.contains("FAILED: the rows to try revision 3 with"),
        "{err}"
    );
}

#[test]
fn an_edit_takes_the_receipt_away() {
    let project = third(UP, "DROP INDEX by_id;\nDROP TABLE three;\n");
    project.ok("verify");
    project.write(
        "migrations/2026-01-01-000000_one/down.sql",
        "DROP TABLE IF EXISTS one;\n",
    );
    let err = project.fails(3, "verify");
    assert!(err.contains("NCA0606"), "{err}");
    project.ok("lock --accept one");
    let ran = project.run("verify");
    assert_eq!(ran.err, "Trying 2026-01-01-000000_one on SQLite\n");
}

#[test]
fn a_catalog_that_was_edited_is_written_again() {
    let project = third(UP, "DROP INDEX by_id;\nDROP TABLE three;\n");
    project.ok("verify");
    let file = "migrations/catalog.sqlite.txt";
    let text = project.read(file);
    project.write(file, &text.replace("table two\n", "table tow\n"));
    assert!(project.fails(1, "validate").contains("NCA0609"));
    project.ok("verify");
    assert_eq!(project.read(file), text);
}

#[test]
fn engines_that_are_not_there() {
    let project = Project::with_two();
    let err = project.fails(2, "verify --backends postgres");
    assert!(err.contains("the chain does not serve postgres"), "{err}");
    if cfg!(not(feature = "postgres")) {
        project.ok("lock --backends sqlite,postgres");
        let err = project.fails(3, "verify");
        assert!(err.contains("built without PostgreSQL"), "{err}");
    }
}

/// On servers of its own, which are gone afterwards.
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[test]
fn on_every_engine() {
    let project = Project::initialised();
    project.add("2026-01-01-000000_one", "base", "one");
    project.ok("lock --backends sqlite,postgres,mysql");
    let out = project.ok("verify");
    let engines: Vec<&str> = out
        .lines()
        .filter_map(|line| line.strip_suffix(": 1 revision verified"))
        .collect();
    assert_eq!(engines.len(), 3, "{out}");
    for backend in ["sqlite", "postgres", "mysql"] {
        let catalog = project.read(&format!("migrations/catalog.{backend}.txt"));
        assert!(catalog.contains("table one\n"), "{catalog}");
    }
    let server = nca_tests::server::postgres().database();
    let out = project.ok(&format!(
        "verify --all --backends postgres --server {}",
        server.url()
    ));
    assert!(out.starts_with("postgres "), "{out}");
}

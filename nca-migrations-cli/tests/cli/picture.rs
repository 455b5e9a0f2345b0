//! `schema --format`.

use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::fixture::{Project, metadata, snapshot};

/// Two tables, and a revision that connects them.
fn project() -> Project {
    let project = Project::with_two();
    let file = |file: &str| format!("migrations/2026-01-03-000000_three/{file}");
    project.write(&file("metadata.toml"), &metadata("2026-01-02-000000_two"));
    project.write(
        &file("up.sql"),
        "ALTER TABLE two ADD COLUMN one_id INTEGER REFERENCES one (id);\n",
    );
    project.write(&file("down.sql"), "ALTER TABLE two DROP COLUMN one_id;\n");
    project.ok("lock");
    project
}

#[test]
fn each_format_goes_to_stdout_or_a_file() {
    let project = project();
    let before = snapshot(&project.path(""));
    assert_snapshot!(project.ok("schema --format mermaid"));
    let dot = project.ok("schema --format dot");
    assert!(dot.starts_with("digraph"), "{dot}");
    let svg = project.ok("schema --format svg");
    assert!(svg.starts_with("<svg"), "{svg}");
    let page = project.ok("schema --format html");
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    assert_eq!(snapshot(&project.path("")), before, "nothing is written");

    let written = project.ok("schema --format svg -o picture.svg");
    assert_eq!(written, "wrote picture.svg\n");
    assert_eq!(project.read("picture.svg").trim_end(), svg.trim_end());
    let again = "schema --format svg -o picture.svg --check";
    assert_eq!(project.ok(again), "picture.svg: up to date\n");
    project.write("picture.svg", "<svg/>");
    assert!(project.fails(1, again).contains("`schema` writes it"));
    assert_eq!(project.read("picture.svg"), "<svg/>");
}

#[test]
fn a_revisions_changes_are_marked() {
    let project = project();
    assert_snapshot!(project.ok("schema --format mermaid --revision three"));
    let ran = project.run("schema --format svg --revision head --json");
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["changed"], serde_json::json!(["two"]), "{value:#}");
    assert_eq!(value["tables"], 2);
    let first = project.run("schema --format svg --revision one --json");
    let value: Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(value["added"], serde_json::json!(["one"]), "{value:#}");
}

#[test]
fn options_that_do_not_belong_together() {
    let project = project();
    for words in [
        "schema --output x.svg",
        "schema --revision head",
        "schema --columns keys",
        "schema --format svg --print",
        "schema --format svg --diesel-toml diesel.toml",
        "schema --format svg --check",
        "schema --format html --columns keys",
        "schema --format svg --revision -1",
        "schema --format svg --revision base",
        "schema --format png",
    ] {
        project.fails(2, words);
    }
    let err = project.fails(3, "schema --format svg --revision nowhere");
    assert!(err.contains("nowhere"), "{err}");
}

#[test]
fn areas_are_said_in_the_configuration() {
    let project = project();
    project.write(
        "nca-migrate.toml",
        "[diagram]\ntitle = \"Mine\"\n[diagram.areas]\nFirst = [\"one\"]\nSecond = [\"tw*\"]\n",
    );
    let svg = project.ok("schema --format svg");
    for text in ["Mine", "First", "Second"] {
        assert!(svg.contains(text), "{text}");
    }
    project.write("nca-migrate.toml", "[diagram]\nareas = 5\ntitel = \"x\"\n");
    let err = project.fails(3, "schema --format svg");
    assert!(err.contains("did you mean `title`?"), "{err}");
    assert!(err.contains("a table of areas"), "{err}");
}

/// The picture in the documentation is the one that the chain produces.
#[test]
fn ncas_picture_is_up_to_date() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let project = Project::new();
    let mut command = project.command_without_database(&[
        "schema",
        "--format",
        "svg",
        "--columns",
        "keys",
        "-o",
        "docs/nca.svg",
        "--check",
    ]);
    let output = command.current_dir(workspace).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{said}\nwrite it: cargo run -p nca-migrations-cli -- schema --format svg --columns keys -o docs/nca.svg"
    );
}

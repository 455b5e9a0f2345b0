//! The program `nca` needs nothing beside itself.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

use std::path::Path;
use std::process::{Command, Output};

fn nca(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nca"))
        .args(args)
        .current_dir(dir)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap()
}

fn ok(dir: &Path, args: &[&str]) -> String {
    let output = nca(dir, args);
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn makes_its_database_where_it_is_started() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    ok(dir, &["upgrade", "head"]);
    let files: Vec<_> = dir
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files, ["nca.db"], "one file and no other");
    let head = ok(dir, &["heads"]);
    assert_eq!(ok(dir, &["current"]), head);
    assert!(ok(dir, &["upgrade", "head"]).starts_with("nothing to do"));
    // What the last one dropped had to go: there is no way back.
    let refused = nca(dir, &["downgrade", "base"]);
    assert!(!refused.status.success());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("personal data"), "{said}");
    assert_eq!(ok(dir, &["current"]), head);
}

#[test]
fn goes_there_and_back() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    ok(dir, &["upgrade", "head-1"]);
    ok(dir, &["downgrade", "base"]);
    assert_eq!(ok(dir, &["current"]), "");
    assert_eq!(
        nca(dir, &["current", "--check-heads"]).status.code(),
        Some(1)
    );
}

#[test]
fn has_no_commands_over_a_directory() {
    let dir = tempfile::tempdir().unwrap();
    let output = nca(dir.path(), &["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(dir.path().read_dir().unwrap().count(), 0);
}

#[test]
fn shows_a_small_brain() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let first = nca(dir, &["demo"]);
    let (shown, told) = (
        String::from_utf8(first.stdout).unwrap(),
        String::from_utf8(first.stderr).unwrap(),
    );
    for area in ["MEMORY", "LINKS", "HEALTH", "BIOLOGY", "LANGUAGE MODELS"] {
        assert!(shown.contains(area), "{area} in {shown}");
    }
    let reminded = "\"tonight falls to -2 °C\" brings to mind: cover the seedlings before nine";
    assert!(shown.contains(reminded), "{shown}");
    assert!(told.contains("create memory tiers"), "{told}");

    // Again: the same, and no second brain.
    let again = nca(dir, &["demo"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), shown);
    let told = String::from_utf8(again.stderr).unwrap();
    assert!(told.starts_with("the brain is there already"), "{told}");
    let json = ok(dir, &["demo", "--json"]);
    assert!(json.contains(r#""made":false"#), "{json}");
    assert_eq!(json.matches(r#""tier":"#).count(), 12, "{json}");
    assert_eq!(json.lines().count(), 1);
}

#[test]
fn the_demo_is_the_same_everywhere() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let json = |dir: &Path| ok(dir, &["demo", "--json"]);
    assert_eq!(json(one.path()), json(other.path()));
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn shows_the_same_as_sqlite(url: &str) {
    let dir = tempfile::tempdir().unwrap();
    let expected = ok(dir.path(), &["demo"]);
    assert_eq!(ok(dir.path(), &["demo", "--database-url", url]), expected);
}

#[cfg(feature = "postgres")]
#[test]
fn shows_a_brain_on_postgres() {
    let database = nca_tests::server::postgres().database();
    shows_the_same_as_sqlite(&database.url());
}

#[cfg(feature = "mysql")]
#[test]
fn shows_a_brain_on_mysql() {
    let database = nca_tests::server::mariadb().database();
    shows_the_same_as_sqlite(&database.url());
}

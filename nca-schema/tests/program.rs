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

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

/// A copy of the migrations that the program carries.
fn checkout(dir: &Path) {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir(to).unwrap();
        for entry in from.read_dir().unwrap() {
            let from = entry.unwrap().path();
            let to = to.join(from.file_name().unwrap());
            if from.is_dir() {
                copy(&from, &to);
            } else {
                std::fs::copy(from, to).unwrap();
            }
        }
    }
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    copy(&migrations, &dir.join("migrations"));
}

fn said(output: Output) -> String {
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn writes_migrations_in_a_checkout_alone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let directory_commands = [
        "init",
        "validate",
        "lock",
        "revision",
        "edit head",
        "rebase",
    ];
    for command in directory_commands {
        let output = nca(dir, &command.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(3), "{command}");
        let said = said(output);
        assert!(
            said.starts_with("FAILED: there is no checkout of this program's migrations"),
            "{said}"
        );
    }
    assert_eq!(dir.read_dir().unwrap().count(), 0);
    let help = ok(dir, &["--help"]);
    assert!(
        !help.contains("  revision ") && !help.contains("--dir"),
        "{help}"
    );
    assert!(
        help.contains("In a checkout of this program") && help.contains("init, revision"),
        "{help}"
    );
    ok(dir, &["explain", "NCA0101"]);

    checkout(dir);
    let help = ok(dir, &["--help"]);
    assert!(
        help.contains("  revision ") && help.contains("--dir"),
        "{help}"
    );
    ok(dir, &["validate"]);
    let below = dir.join("src");
    std::fs::create_dir(&below).unwrap();
    ok(&below, &["revision", "-m", "more"]);
    assert!(said(nca(&below, &["init"])).contains("already exists and is not empty"));
    // The database gets what the program carries.
    let head = ok(dir, &["heads"]);
    ok(dir, &["upgrade", "head"]);
    assert_eq!(ok(dir, &["current"]), head);
}

#[test]
fn files_that_lie_about_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    // Of some other project, or of nobody.
    std::fs::write(dir.join(".env"), "DATABASE_URL=other.db\n").unwrap();
    std::fs::write(
        dir.join("nca-migrate.toml"),
        "database_url = \"other.db\"\n",
    )
    .unwrap();
    std::fs::create_dir_all(dir.join("migrations/2026-01-01_other")).unwrap();
    std::fs::write(
        dir.join("migrations/chain.lock"),
        "format 1\ndialects sqlite\n",
    )
    .unwrap();
    ok(dir, &["upgrade", "+1"]);
    assert!(dir.join("nca.db").exists() && !dir.join("other.db").exists());
    assert_eq!(nca(dir, &["revision", "-m", "x"]).status.code(), Some(3));
    // A file that was named counts.
    ok(dir, &["upgrade", "+1", "--config", "nca-migrate.toml"]);
    assert!(dir.join("other.db").exists());
    std::fs::write(dir.join(".env"), "what is this\n").unwrap();
    std::fs::write(dir.join("nca-migrate.toml"), "what is this").unwrap();
    ok(dir, &["upgrade", "+1"]);
}

#[test]
fn files_of_a_checkout_count() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    checkout(dir);
    std::fs::write(dir.join("nca-migrate.toml"), "database_url = \"file.db\"\n").unwrap();
    ok(dir, &["upgrade", "+1"]);
    assert!(dir.join("file.db").exists());
    std::fs::write(dir.join(".env"), "DATABASE_URL=dotenv.db\n").unwrap();
    ok(dir, &["upgrade", "+1"]);
    assert!(dir.join("dotenv.db").exists());
    std::fs::write(dir.join("nca-migrate.toml"), "databse_url = 1\n").unwrap();
    assert!(said(nca(dir, &["validate"])).contains("did you mean `database_url`?"));
}

#[test]
fn the_chain_that_it_carries_has_no_directory() {
    let dir = tempfile::tempdir().unwrap();
    let output = nca(dir.path(), &["upgrade", "head", "--dir", "migrations"]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(output);
    assert!(
        said.starts_with("FAILED: `--dir` means nothing to `upgrade` of `nca`"),
        "{said}"
    );
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

//! What the compiler says of wrong tests. What is wrong with the attribute alone: `tests/arguments`.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Built as a test, since otherwise nothing is there of one.
const TESTS: &str = r#"
use diesel::PgConnection;
use nca_migrations::EmbeddedMigrations;
use nca_migrations::testing::TestDatabase;

static MIGRATIONS: EmbeddedMigrations = EmbeddedMigrations::EMPTY;

#[nca_migrations::test]
fn no_database(number: u32) {}

struct Other;

#[nca_migrations::test]
fn two_databases(conn: &mut PgConnection, other: TestDatabase<Other>) {}

#[nca_migrations::test(fixtures("users"))]
fn a_fixture_that_is_not_there(conn: &mut PgConnection) {}

#[nca_migrations::test(migrations = OTHERS)]
fn an_unknown_chain(conn: &mut PgConnection) {}

mod without_a_chain {
    use super::PgConnection;

    #[nca_migrations::test]
    fn which(conn: &mut PgConnection) {}
}

#[nca_migrations::test]
fn a_result_that_tests_do_not_have(conn: &mut PgConnection) -> Option<u32> {
    None
}
"#;

#[test]
fn a_wrong_test_is_an_error_at_the_right_place() {
    let root = tempfile::tempdir().unwrap();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = workspace.join("nca-migrations");
    let manifest = format!(
        "[package]\nname = \"wrong\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ndiesel = {{ version = \"2.3\", default-features = false }}\n\n\
         [dependencies.nca-migrations]\npath = {runtime:?}\n\
         default-features = false\nfeatures = [\"postgres\", \"testing\"]\n"
    );
    fs::write(root.path().join("Cargo.toml"), manifest).unwrap();
    fs::create_dir_all(root.path().join("src")).unwrap();
    fs::write(root.path().join("src/lib.rs"), TESTS).unwrap();
    // The versions that the workspace has been built with, so that nothing is looked up.
    fs::copy(workspace.join("Cargo.lock"), root.path().join("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--no-run", "--quiet", "--color=never", "--offline"])
        .current_dir(root.path())
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    // The rest is the compiler's own: which line it is about, and the first words about it.
    let lines: Vec<_> = said.lines().collect();
    let errors = lines
        .windows(2)
        .filter(|lines| lines[0].starts_with("error"));
    let errors = errors.flat_map(|lines| {
        let place = lines[1].trim();
        [
            Some(lines[0]),
            place.starts_with("--> src/").then_some(place),
        ]
    });
    let errors: Vec<_> = errors.flatten().collect();
    insta::assert_snapshot!(errors.join("\n"));
}

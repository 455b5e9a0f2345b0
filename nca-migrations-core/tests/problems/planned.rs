//! Files that are not written yet, checked as if they were.

use std::fs;
use std::sync::Arc;

use nca_migrations_core::name::RevisionName;
use nca_migrations_core::source::Source;
use nca_migrations_core::{Change, Demands, Loaded, PlannedFile, load_planned};
use nca_tests::{A, B, C, Fixture, metadata};

const D: &str = "2026-01-04-000000_add_tiers";

fn write(migration: &str, file: &str, text: &str) -> PlannedFile {
    let path = format!("migrations/{migration}/{file}");
    let source = Source::of_bytes((&path).into(), path.clone(), text.as_bytes());
    planned(migration, file, Change::Write(Arc::new(source.unwrap())))
}

fn planned(migration: &str, file: &str, change: Change) -> PlannedFile {
    PlannedFile {
        migration: RevisionName::parse(migration).unwrap(),
        file: file.to_owned(),
        change,
    }
}

fn codes(fixture: &Fixture, files: &[PlannedFile]) -> (Vec<String>, Loaded) {
    let loaded = load_planned(&fixture.root(), "migrations", &Demands::default(), files);
    let codes = loaded.problems.iter().map(|one| one.code().to_string());
    (codes.collect(), loaded)
}

fn next(up: &str) -> Vec<PlannedFile> {
    vec![
        write(D, "metadata.toml", &metadata(C)),
        write(D, "up.sql", up),
        write(D, "down.sql", "DROP TABLE tiers;\n"),
    ]
}

#[test]
fn a_migration_that_comes_last() {
    let fixture = Fixture::sound();
    let (found, loaded) = codes(&fixture, &next("CREATE TABLE tiers (id INTEGER);\n"));
    assert_eq!(found, ["NCA0604"]);
    let names: Vec<String> = loaded
        .chain
        .iter()
        .map(|one| one.name.to_string())
        .collect();
    assert_eq!(names, [A, B, C, D]);
    assert_eq!(loaded.files.len(), 4);
    let (found, _) = codes(&fixture, &next("COMMIT;\n"));
    assert_eq!(found, ["NCA0503"]);
    assert!(!fixture.path(D).exists());
}

#[test]
fn a_directory_that_is_not_there() {
    let fixture = Fixture::empty();
    fs::remove_dir(fixture.root()).unwrap();
    let mut files = next("SELECT 1;\n");
    files[0] = write(D, "metadata.toml", &metadata("base"));
    let (found, loaded) = codes(&fixture, &files);
    assert_eq!(
        found,
        ["NCA0601"],
        "the lock file is missing, and nothing else"
    );
    assert_eq!(loaded.chain.len(), 1);
    assert_eq!(codes(&fixture, &[]).0, ["NCA0101"]);
}

#[test]
fn what_is_there_is_replaced_and_removed() {
    let fixture = Fixture::sound();
    let (found, _) = codes(&fixture, &[planned(B, "down.sql", Change::Remove)]);
    assert_eq!(found, ["NCA0202"]);
    let (found, _) = codes(&fixture, &[planned(B, "metadata.toml", Change::Remove)]);
    assert_eq!(found, ["NCA0301"]);
    fixture.write(&format!("{A}/metadata.toml"), "parent = ");
    assert_eq!(
        codes(&fixture, &[write(A, "metadata.toml", &metadata("base"))]).0,
        [""; 0]
    );
}

#[test]
fn a_directory_that_was_only_begun() {
    let fixture = Fixture::sound();
    fs::create_dir(fixture.path(D)).unwrap();
    assert_eq!(codes(&fixture, &[]).0, ["NCA0106"]);
    let (found, _) = codes(&fixture, &next("CREATE TABLE tiers (id INTEGER);\n"));
    assert_eq!(found, ["NCA0604"]);
}

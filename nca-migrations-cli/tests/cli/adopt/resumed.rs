//! A run that was stopped, at every file that it writes.

use std::fs;
use std::path::PathBuf;

use super::bed::{with_alembic, with_refinery, with_sqlx};
use crate::fixture::{Project, snapshot};

/// Files and their texts, below a directory.
type Files = Vec<(PathBuf, Vec<u8>)>;

fn files(project: &Project, dir: &str) -> Files {
    let root = project.path(dir);
    if !root.exists() {
        return Files::new();
    }
    let files = snapshot(&root).into_iter();
    files
        .map(|(path, bytes)| (path.strip_prefix(&root).unwrap().to_owned(), bytes))
        .collect()
}

/// The directory as a run leaves it that is killed after so many files, and in the middle of the next.
fn stopped(project: &Project, before: &Files, after: &Files, count: usize) {
    let root = project.path("migrations");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    let is_lock = |path: &PathBuf| path.ends_with("chain.lock");
    let mut written: Vec<_> = after.iter().filter(|file| !before.contains(file)).collect();
    // The lock file comes last.
    written.sort_by_key(|(path, _)| is_lock(path));
    let put = |path: &PathBuf, bytes: &[u8]| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for (path, bytes) in before {
        put(path, bytes);
    }
    let (done, left) = written.split_at(count.min(written.len()));
    for (path, bytes) in done {
        put(path, bytes);
    }
    if let Some((path, bytes)) = left.first().filter(|(path, _)| !is_lock(path)) {
        let name = format!(".{}.adopt", path.file_name().unwrap().to_str().unwrap());
        put(&path.with_file_name(name), &bytes[..bytes.len() / 2]);
    }
}

fn goes_on(project: &Project, command: &str) {
    let before = files(project, "migrations");
    project.ok(command);
    let after = files(project, "migrations");
    let many = after.iter().filter(|file| !before.contains(file)).count();
    assert!(many > 3, "{many}");
    for count in 0..=many {
        stopped(project, &before, &after, count);
        project.ok(command);
        assert_eq!(files(project, "migrations"), after, "after {count} files");
    }
}

#[test]
fn in_a_directory_of_diesels() {
    let project = Project::new();
    for name in [
        "2024-01-01-000000_a",
        "2024-01-02-000000_b",
        "2024-01-03-000000_c",
    ] {
        let file = |file: &str| format!("migrations/{name}/{file}");
        project.write(&file("up.sql"), "SELECT 1;\n");
        project.write(&file("down.sql"), "SELECT 1;\n");
        project.write(&file("metadata.toml"), "# mine\n");
    }
    goes_on(&project, "adopt --backends sqlite");
}

#[test]
fn from_another_tool() {
    let project = Project::new();
    with_sqlx(&project);
    goes_on(&project, "adopt sqlx --from old");
    let project = Project::new();
    with_refinery(&project);
    goes_on(&project, "adopt refinery --from old");
    let project = Project::new();
    with_alembic(&project, "sqlite");
    goes_on(
        &project,
        "adopt alembic --from alembic --sql up.sql --down-sql down.sql",
    );
}

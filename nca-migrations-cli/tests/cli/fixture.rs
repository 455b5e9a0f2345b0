//! A directory of its own for each story, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) struct Project {
    root: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self { root: tempdir() }
    }

    /// With a migrations directory.
    pub(crate) fn initialised() -> Self {
        let project = Self::new();
        project.ok("init");
        project
    }

    /// With two migrations, locked.
    pub(crate) fn with_two() -> Self {
        let project = Self::initialised();
        project.add("2026-01-01-000000_one", "base", "one");
        project.add("2026-01-02-000000_two", "2026-01-01-000000_one", "two");
        project.ok("lock");
        project
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn add(&self, name: &str, parent: &str, table: &str) {
        let file = |file: &str| format!("migrations/{name}/{file}");
        self.write(&file("metadata.toml"), &metadata(parent));
        let create = format!("CREATE TABLE {table} (id INTEGER PRIMARY KEY);\n");
        self.write(&file("up.sql"), &create);
        self.write(&file("down.sql"), &format!("DROP TABLE {table};\n"));
    }

    /// The names in a directory, sorted.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(name)).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<String> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nca-migrate"));
        command
            .args(args)
            .current_dir(self.root.path())
            .env_remove("DATABASE_URL")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("NCA_MIGRATE_DIR")
            .env_remove("NCA_MIGRATE_CONFIG")
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .env("DATABASE_URL", "app.db");
        command
    }

    /// The same without a database in the environment.
    pub(crate) fn command_without_database(&self, args: &[&str]) -> Command {
        let mut command = self.command(args);
        command.env_remove("DATABASE_URL");
        command
    }

    /// Runs it below the project's directory.
    pub(crate) fn run_in(&self, directory: &str, words: &str) -> Ran {
        let args: Vec<&str> = words.split_whitespace().collect();
        let mut command = self.command_without_database(&args);
        let path = self.path(directory);
        command.current_dir(path).output().unwrap().into()
    }

    pub(crate) fn run_args(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// Runs words that are separated by blanks.
    pub(crate) fn run(&self, words: &str) -> Ran {
        self.run_args(&words.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs and expects success; gives stdout.
    pub(crate) fn ok(&self, words: &str) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{words}: {ran:?}");
        ran.out
    }

    /// Runs and expects this exit code; gives stderr.
    pub(crate) fn fails(&self, code: i32, words: &str) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, code, "{words}: {ran:?}");
        ran.err
    }
}

/// What `sqlite3` answers to a query of the project's database.
pub(crate) fn sqlite3(project: &Project, sql: &str) -> String {
    let output = sqlite3_command(project).arg(sql).output();
    let output = output.expect("run `apt-get install sqlite3`");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout)
        .unwrap()
        .trim_end()
        .to_owned()
}

/// Lets `sqlite3` read a script.
pub(crate) fn sqlite3_reads(project: &Project, script: &str) {
    project.write("script.sql", script);
    let script = fs::File::open(project.path("script.sql")).unwrap();
    let output = sqlite3_command(project).stdin(script).output();
    let output = output.expect("run `apt-get install sqlite3`");
    assert!(output.status.success(), "{output:?}");
}

fn sqlite3_command(project: &Project) -> Command {
    let mut command = Command::new("sqlite3");
    command
        .args(["-init", "/dev/null"])
        .arg(project.path("app.db"));
    command
}

/// In memory where that can be had: SQLite waits for the disk at each commit.
pub(crate) fn tempdir() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        TempDir::new_in(memory).unwrap()
    } else {
        TempDir::new().unwrap()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn metadata(parent: &str) -> String {
    format!("parent = \"{parent}\"\nrun_in_transaction = true\n")
}

/// Every file below a directory with its bytes.
pub(crate) fn snapshot(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else {
            files.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}

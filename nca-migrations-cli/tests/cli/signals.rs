//! Ctrl-C and SIGTERM, sent to the real program in the middle of an upgrade.
//!
//! Nothing here waits for time to pass. The program says `-v` after each statement what it did; it has
//! more to say than a pipe holds, so until somebody reads on it stands still in the middle of a migration.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::fixture::{Project, metadata, sqlite3};

/// Many more than there is room for in a pipe, so that most are left when somebody reads on.
const STATEMENTS: usize = 20_000;

/// A second migration that takes long, and a third one.
fn project(transaction: &str) -> Project {
    let project = Project::initialised();
    project.add("2026-01-01-000000_one", "base", "one");
    let two = "2026-01-02-000000_two";
    let file = |name: &str| format!("migrations/{two}/{name}");
    let about = metadata("2026-01-01-000000_one");
    let about = about.replace("run_in_transaction = true", transaction);
    project.write(&file("metadata.toml"), &about);
    let rows = "INSERT INTO two VALUES (1);\n".repeat(STATEMENTS - 1);
    project.write(
        &file("up.sql"),
        &format!("CREATE TABLE two (n INTEGER);\n{rows}"),
    );
    project.write(&file("down.sql"), "DROP TABLE two;\n");
    project.add("2026-01-03-000000_three", two, "three");
    project.ok("lock");
    project
}

/// An upgrade that stands still in the second migration.
struct Upgrade {
    process: Child,
    says: BufReader<ChildStderr>,
}

impl Upgrade {
    fn start(project: &Project, more: &[&str]) -> Self {
        let args = [&["upgrade", "head", "-v"], more].concat();
        let mut process = project
            .command(&args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let says = BufReader::new(process.stderr.take().unwrap());
        let mut upgrade = Self { process, says };
        upgrade.read_to("  statement 3 of 20000");
        upgrade
    }

    fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Reads on up to a line that begins like this; the lines after it are not read yet.
    fn read_to(&mut self, start: &str) {
        let mut line = String::new();
        while !line.starts_with(start) {
            line.clear();
            let read = self.says.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended before it said `{start}`");
        }
    }

    /// Its exit code, and what it says from here on.
    fn end(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.says.read_to_string(&mut said).unwrap();
        let status = self.process.wait().unwrap();
        assert_eq!(status.signal(), None, "it ended by itself");
        (status.code(), said)
    }
}

fn rows(project: &Project) -> String {
    sqlite3(project, "SELECT count(*) FROM two")
}

#[test]
fn stops_after_the_statement_and_rolls_the_migration_back() {
    let project = project("run_in_transaction = true");
    for (signal, named, code) in [("INT", "Ctrl-C", 130), ("TERM", "SIGTERM", 143)] {
        let upgrade = Upgrade::start(&project, &[]);
        upgrade.signal(signal);
        let (found, said) = upgrade.end();
        assert_eq!(found, Some(code), "{said}");
        let failed = said.split_once("FAILED: ").unwrap().1;
        assert_eq!(
            failed,
            format!(
                "stopped by {named} before the run was done\n\
                 nothing of this migration stays; the database is at `2026-01-01-000000_one`\n\
                 run it again: it goes on from there\n"
            )
        );
        assert_eq!(said.matches("FAILED").count(), 1, "{said}");
        assert_eq!(project.ok("current"), "20260101000000\n");
        let tables = sqlite3(
            &project,
            "SELECT name FROM sqlite_master WHERE name = 'two'",
        );
        assert_eq!(tables, "");
    }
    // The lock is free, and the next run finishes.
    project.ok("upgrade head -q");
    assert_eq!(project.ok("current"), "20260103000000 (head)\n");
    assert_eq!(rows(&project), (STATEMENTS - 1).to_string());
}

#[test]
fn of_one_transaction_nothing_stays() {
    let project = project("run_in_transaction = true");
    let upgrade = Upgrade::start(&project, &["--single-transaction"]);
    upgrade.signal("INT");
    let (code, said) = upgrade.end();
    assert_eq!(code, Some(130));
    assert!(
        said.contains("nothing of this run stays; the database is at the base"),
        "{said}"
    );
    assert_eq!(project.ok("current"), "");
    project.ok("upgrade head -q --single-transaction");
}

#[test]
fn outside_a_transaction_the_next_run_goes_on_with_the_next_statement() {
    let project = project("run_in_transaction = false");
    let upgrade = Upgrade::start(&project, &[]);
    upgrade.signal("INT");
    let (code, said) = upgrade.end();
    assert_eq!(code, Some(130));
    assert!(
        said.contains("stay done and will not be run again"),
        "{said}"
    );
    let done: usize = rows(&project).parse().unwrap();
    assert!(done < STATEMENTS - 1, "it was stopped");
    let plan = project.ok("upgrade head --plan");
    assert!(
        plan.contains(&format!("goes on after statement {}", done + 1)),
        "{plan}"
    );
    project.ok("upgrade head -q");
    assert_eq!(
        rows(&project),
        (STATEMENTS - 1).to_string(),
        "each row once"
    );
}

#[test]
fn a_second_one_ends_it_at_once_even_if_nobody_reads_what_it_says() {
    let project = project("run_in_transaction = true");
    let mut upgrade = Upgrade::start(&project, &[]);
    // Two of one kind that come together are one.
    upgrade.signal("INT");
    upgrade.signal("TERM");
    let status = upgrade.process.wait().unwrap();
    // By the second one itself if the first had stopped the run before that came.
    let ended = matches!(status.code(), Some(130 | 143)) || status.signal() == Some(15);
    assert!(ended, "{status:?}");
    assert_eq!(project.ok("current"), "20260101000000\n");
    project.ok("upgrade head -q");
    assert_eq!(project.ok("current"), "20260103000000 (head)\n");
}

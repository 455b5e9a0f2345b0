//! Many processes at once, and one that is killed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator};

use crate::support::{Builder, Database, applied, connect, execute, number, tables, user_tables};

const DATABASE: &str = "NCA_STORY_DATABASE";
const ROLE: &str = "NCA_STORY_ROLE";

fn chain() -> Chain {
    tables(&["one", "two", "three", "four", "five"])
        .revision(
            "006_six",
            "CREATE TABLE six (id INTEGER);\nINSERT INTO six VALUES (1);\nINSERT INTO six VALUES (2);",
            "DROP TABLE six;",
        )
        .revision(
            "007_seven",
            "CREATE TABLE seven (id INTEGER);\nINSERT INTO seven VALUES (1);\nINSERT INTO seven VALUES (2);",
            "DROP TABLE seven;",
        )
        .outside_a_transaction()
        .chain()
}

/// Starts this test binary again with only [`child`] to run.
fn spawn(database: &Database, role: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "fleet::child", "--nocapture", "--quiet"])
        .env(DATABASE, database.path())
        .env(ROLE, role)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the other processes do. On its own, as part of the tests, it has nothing to do.
#[test]
fn child() {
    let Ok(database) = std::env::var(DATABASE) else {
        return;
    };
    let (role, chain) = (std::env::var(ROLE).unwrap(), chain());
    let wait_for_parent = || {
        println!("\nready");
        std::io::stdout().flush().unwrap();
        std::io::stdin().read_exact(&mut [0]).unwrap();
    };
    let migrator = Migrator::new(&chain)
        .program("child", "1")
        .observer(|event| {
            if let Event::StatementStarted {
                revision, number, ..
            } = event
                && role == format!("stop {} {number}", revision.name.version())
            {
                wait_for_parent();
            }
        });
    let mut conn = connect(&database);
    if role == "run" {
        wait_for_parent();
    }
    let report = migrator.run_pending(&mut conn).unwrap();
    println!("\napplied {}", report.done.len());
}

/// Reads the child's output up to a line that starts like this.
fn line(output: &mut impl std::io::BufRead, start: &str) -> String {
    output
        .lines()
        .map(Result::unwrap)
        .find(|line| line.starts_with(start))
        .unwrap_or_default()
}

#[test]
fn sixteen_at_once_and_exactly_one_applies() {
    for journal in ["DELETE", "WAL"] {
        for round in 0..10 {
            let database = Database::new();
            execute(
                &mut database.connect(),
                &format!("PRAGMA journal_mode = {journal}"),
            );
            let mut children: Vec<_> = (0..16).map(|_| spawn(&database, "run")).collect();
            let mut outputs: Vec<_> = children
                .iter_mut()
                .map(|child| BufReader::new(child.stdout.take().unwrap()))
                .collect();
            for output in &mut outputs {
                assert_eq!(line(output, "ready"), "ready");
            }
            for child in &mut children {
                child.stdin.take().unwrap().write_all(b"\n").unwrap();
            }
            let mut done: Vec<_> = outputs
                .iter_mut()
                .map(|output| line(output, "applied"))
                .collect();
            for child in children {
                let output = child.wait_with_output().unwrap();
                assert!(
                    output.status.success(),
                    "{}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
            done.sort();
            let mut expected = vec!["applied 0"; 15];
            expected.push("applied 7");
            assert_eq!(done, expected, "{journal}, round {round}");
            let mut conn = database.connect();
            assert_eq!(applied(&mut conn).len(), 7);
            assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM six"), 2);
            assert!(!database.lock_file().exists());
        }
    }
}

#[test]
fn killed_at_every_statement_the_next_start_finishes() {
    for (revision, statements) in [("003", 1), ("006", 3), ("007", 3)] {
        for number_killed in 1..=statements {
            let (database, chain) = (Database::new(), chain());
            let mut child = spawn(&database, &format!("stop {revision} {number_killed}"));
            let mut output = BufReader::new(child.stdout.take().unwrap());
            assert_eq!(line(&mut output, "ready"), "ready");

            // While it lives it has the lock, and those who wait learn its name.
            let mut conn = database.connect();
            let impatient = Migrator::new(&chain).lock_timeout(Duration::ZERO);
            let error = impatient.run_pending(&mut conn).unwrap_err();
            let Error::LockTimeout(timeout) = &error else {
                panic!("{error}")
            };
            let holder = timeout.holder.as_deref().unwrap();
            assert!(
                holder.starts_with(&format!("child 1, process {}", child.id())),
                "{holder}"
            );

            child.kill().unwrap();
            child.wait().unwrap();
            let report = Migrator::new(&chain).run_pending(&mut conn).unwrap();
            assert_eq!(report.to.unwrap().version(), "007");
            assert_eq!(applied(&mut conn).len(), 7);
            for table in ["six", "seven"] {
                let rows = number(&mut conn, &format!("SELECT count(*) AS value FROM {table}"));
                assert_eq!(rows, 2, "{revision} {number_killed}");
            }
            assert!(!database.lock_file().exists());
        }
    }
}

#[test]
fn without_the_lock_file_it_is_still_right() {
    let database = Database::new();
    // A directory in its place: it can be neither opened nor made.
    std::fs::create_dir(database.lock_file()).unwrap();
    let chain = tables(&["a", "b", "c", "d", "e", "f", "g", "h"]).chain();
    execute(&mut database.connect(), "PRAGMA journal_mode = WAL");
    let barrier = std::sync::Barrier::new(8);
    let applied_by_each: Vec<usize> = std::thread::scope(|scope| {
        let run = || {
            let mut conn = database.connect();
            barrier.wait();
            Migrator::new(&chain)
                .run_pending(&mut conn)
                .unwrap()
                .done
                .len()
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(run)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(
        applied_by_each.iter().sum::<usize>(),
        8,
        "{applied_by_each:?}"
    );
    assert_eq!(user_tables(&mut database.connect()).len(), 8);
}

#[test]
fn a_writer_that_is_no_migrator_is_waited_for_and_named_as_such() {
    let (database, chain) = (Database::new(), chain());
    let mut writer = database.connect();
    execute(&mut writer, "BEGIN IMMEDIATE");
    let mut conn = database.connect();
    let impatient = Migrator::new(&chain).lock_timeout(Duration::from_millis(20));
    let error = impatient.run_pending(&mut conn).unwrap_err();
    let Error::LockTimeout(timeout) = &error else {
        panic!("{error}")
    };
    assert_eq!(timeout.holder, None);
    assert!(timeout.waited >= Duration::from_millis(20));
    assert!(!database.lock_file().exists());
    execute(&mut writer, "COMMIT");
    impatient.run_pending(&mut conn).unwrap();
}

#[test]
fn a_relative_target_counts_from_where_the_lock_finds_the_database() {
    // The other run steps in right after the plan, where there is no lock file to keep it out.
    let database = Database::new();
    std::fs::create_dir(database.lock_file()).unwrap();
    let chain = Builder::default()
        .revision("1_a", "SELECT 1;", "")
        .revision("2_b", "SELECT 1;", "")
        .revision("3_c", "SELECT 1;", "")
        .chain();
    let other = std::cell::Cell::new(false);
    let migrator = Migrator::new(&chain).observer(|event| {
        if matches!(event, Event::RevisionFinished { .. }) && !other.replace(true) {
            Migrator::new(&chain)
                .upgrade(&mut database.connect(), &"+1".parse().unwrap())
                .unwrap();
        }
    });
    let mut conn = database.connect();
    let report = migrator.upgrade(&mut conn, &"+2".parse().unwrap()).unwrap();
    assert_eq!(report.to.unwrap().as_str(), "2_b");
    assert_eq!(report.done.len(), 1, "the other run did the second");
    assert_eq!(applied(&mut conn), ["1", "2"]);
}

//! A server that several processes share.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nca_migrations_servers::{Mysql, Postgres, Server, Sharing};

use crate::child::{self, Child};
use crate::shared::databases;

const TEST: &str = "sharing::processes_share_a_server_that_goes_after_the_last";

fn sharing(directory: &Path) -> Sharing {
    Sharing {
        directory: directory.join("servers"),
        linger: Duration::from_secs(2),
    }
}

fn server(kind: &str, directory: &Path) -> Server {
    let sharing = sharing(directory);
    match kind {
        "postgres" => Postgres::find().unwrap().shared(&sharing).unwrap(),
        _ => Mysql::find().unwrap().shared(&sharing).unwrap(),
    }
}

#[test]
fn processes_share_a_server_that_goes_after_the_last() {
    if let Some(task) = child::task() {
        let (kind, directory) = task.split_once(' ').unwrap();
        let server = server(kind, Path::new(directory));
        let scratch = server.scratch().unwrap();
        child::say(&server.directory().unwrap().display().to_string());
        child::say(scratch.name());
        return child::wait();
    }
    for kind in ["postgres", "mysql"] {
        let directory = tempfile::tempdir().unwrap();
        let task = format!("{kind} {}", directory.path().display());
        let mut children: Vec<_> = (0..4).map(|_| Child::start(TEST, &task)).collect();
        let heard: Vec<_> = (children.iter_mut())
            .map(|child| (child.hear(), child.hear()))
            .collect();
        let place = heard[0].0.clone();
        assert!(heard.iter().all(|(at, _)| *at == place), "{heard:?}");

        // However they go, those who come later find it, and what was left on it is dropped.
        for (n, child) in children.into_iter().enumerate() {
            if n % 2 == 0 {
                child.kill();
            } else {
                child.finish();
            }
        }
        let place = Path::new(&place);
        until("its databases are dropped", || {
            let server = server(kind, directory.path());
            assert_eq!(server.directory(), Some(place));
            let names = databases(&server);
            !heard.iter().any(|(_, name)| names.contains(name))
        });

        until("it goes", || !place.exists());
        let another = server(kind, directory.path());
        assert_ne!(another.directory(), Some(place));
        drop(another.scratch().unwrap());
    }
}

#[test]
fn one_that_died_is_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let first = server("postgres", directory.path());
    let place = first.directory().unwrap().to_owned();
    let pid = fs::read_to_string(place.join("pid")).unwrap();
    let kill = Command::new("kill").args(["-QUIT", pid.trim()]).status();
    assert!(kill.unwrap().success());
    until("it is gone", || place.join("exited").exists());
    let second = server("postgres", directory.path());
    assert_ne!(second.directory(), Some(&*place));
    drop(second.scratch().unwrap());
}

/// As at the end of a container, or for want of memory: with the server alive, or without.
#[test]
fn what_is_left_of_one_whose_supervisor_was_killed_is_removed() {
    for (kind, server_too) in [("mysql", false), ("postgres", true)] {
        let directory = tempfile::tempdir().unwrap();
        let first = server(kind, directory.path());
        let place = first.directory().unwrap().to_owned();
        let pid = fs::read_to_string(place.join("pid")).unwrap();
        let pid = pid.trim();
        let group = said(&["-o", "pgid=", "-p", pid]);
        let processes = said(&["-e", "-o", "pid=,pgid="]);
        for process in processes.lines() {
            let (process, of) = process.trim().split_once(' ').unwrap();
            if of.trim() == group.trim() && (server_too || process != pid) {
                // It may be one that ends with another.
                let _ = Command::new("kill").args(["-KILL", process]).status();
            }
        }
        drop(first);
        let second = server(kind, directory.path());
        assert_ne!(second.directory(), Some(&*place));
        assert!(!place.exists(), "{}", place.display());
        until("the server is gone", || {
            said(&["-o", "pid=", "-p", pid]).is_empty()
        });
        drop(second.scratch().unwrap());
    }
}

/// What `ps` says.
fn said(arguments: &[&str]) -> String {
    let ps = Command::new("ps").args(arguments).output().unwrap();
    String::from_utf8(ps.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_directory_that_cannot_be_written_to_is_named() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("servers"), "a file").unwrap();
    let sharing = sharing(directory.path());
    let error = Postgres::find().unwrap().shared(&sharing).unwrap_err();
    let expected = format!("`{}` cannot be written to", sharing.directory.display());
    assert!(error.to_string().starts_with(&expected), "{error}");
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !is_so() {
        assert!(Instant::now() < deadline, "{what}: not within a minute");
        std::thread::yield_now();
    }
}

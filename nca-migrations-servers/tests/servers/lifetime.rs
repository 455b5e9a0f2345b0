//! How long servers and databases are there.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

use nca_migrations_servers::Server;

use crate::shared::{databases, my, mysql, pg, postgres};

#[test]
fn a_server_of_postgres_stops_with_its_value() {
    stops(Server::postgres().unwrap());
}

#[test]
fn a_server_of_mysql_stops_with_its_value() {
    stops(Server::mysql().unwrap());
}

/// Its value, its clones and its databases.
fn stops(server: Server) {
    let directory = server.directory().unwrap().to_owned();
    let pid = fs::read_to_string(directory.join("pid")).unwrap();
    let pid = pid.trim();
    let scratch = server.scratch().unwrap();
    drop(server.clone());
    drop(server);
    assert!(is_running(pid) && directory.exists());
    let connects = |url: &str| match url.split_once(':') {
        Some(("postgres", _)) => drop(pg(url)),
        _ => drop(my(url)),
    };
    connects(scratch.url());
    drop(scratch);
    assert!(!is_running(pid), "{pid} is still running");
    assert!(!directory.exists(), "{}", directory.display());
}

#[test]
fn a_database_goes_with_its_value_and_after_a_panic() {
    for server in [postgres(), mysql()] {
        let scratch = server.scratch().unwrap();
        let name = scratch.name().to_owned();
        assert!(databases(server).contains(&name));
        drop(scratch);
        assert!(!databases(server).contains(&name));

        let mut name = String::new();
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            let scratch = server.scratch().unwrap();
            scratch.name().clone_into(&mut name);
            panic!("as tests do");
        }));
        assert!(panicked.is_err() && !name.is_empty());
        assert!(!databases(server).contains(&name));
    }
}

#[test]
fn a_database_that_cannot_be_dropped_is_told() {
    for server in [postgres(), mysql()] {
        let scratch = server.scratch().unwrap();
        let shown = format!("{scratch:?} {server:?}");
        assert!(shown.contains(scratch.name()), "{shown}");
        scratch.remove().unwrap();
    }
    let own = Server::postgres().unwrap();
    let scratch = own.scratch().unwrap();
    let pid = fs::read_to_string(own.directory().unwrap().join("pid")).unwrap();
    assert!(
        Command::new("kill")
            .args(["-QUIT", pid.trim()])
            .status()
            .unwrap()
            .success()
    );
    // The connection breaks as soon as the server has gone.
    while own.scratch().is_ok() {}
    let name = scratch.name().to_owned();
    let error = scratch.remove().unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("cannot drop database `{name}` on `postgres://")),
        "{error}"
    );
}

fn is_running(pid: &str) -> bool {
    let ps = Command::new("ps").args(["-p", pid]).output().unwrap();
    ps.status.success()
}

//! What a killed process leaves on a server that stays.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use nca_migrations_servers::Server;

use crate::child::{self, Child};
use crate::shared::{databases, my, pg};

/// Names that are nearly, but not, those of scratch databases.
const NOT_OURS: [&str; 3] = [
    "nca_scratch_production",
    "nca_scratch_1_0123456789abcdef",
    "nca_scratch_1_0123456789abcdef_0_copy",
];

/// As of a process that ended long ago.
const LONG_AGO: &str = "nca_scratch_1_0123456789abcdef_0";

#[test]
fn what_a_killed_process_left_is_dropped_by_the_next() {
    if let Some(task) = child::task() {
        let server = match task.split_once(' ').unwrap() {
            ("postgres", url) => Server::postgres_at(url).unwrap(),
            (_, url) => Server::mysql_at(url).unwrap(),
        };
        let scratch = [server.scratch().unwrap(), server.scratch().unwrap()];
        for scratch in &scratch {
            child::say(scratch.name());
        }
        return child::wait();
    }
    // Others' tests look for leftovers too: each has a server of its own.
    for (kind, server) in [
        ("postgres", Server::postgres().unwrap()),
        ("mysql", Server::mysql().unwrap()),
    ] {
        let ours = server.scratch().unwrap();
        let task = format!("{kind} {}", server.url());
        let test = "leftovers::what_a_killed_process_left_is_dropped_by_the_next";
        let mut child = Child::start(test, &task);
        let names = [child.hear(), child.hear()];
        assert_eq!(server.remove_leftovers().unwrap(), [""; 0], "it is alive");
        child.kill();

        // The server notices it when it reads from the connection.
        let deadline = Instant::now() + Duration::from_mins(1);
        while databases(&server).iter().any(|name| names.contains(name)) {
            assert!(Instant::now() < deadline, "{:?}", databases(&server));
            drop(at(&server));
        }
        assert!(databases(&server).iter().any(|name| name == ours.name()));
        ours.remove().unwrap();
    }
}

#[test]
fn what_is_not_ours_or_in_use_stays() {
    for server in [Server::postgres().unwrap(), Server::mysql().unwrap()] {
        for name in NOT_OURS.into_iter().chain([LONG_AGO]) {
            execute(server.url(), &format!("CREATE DATABASE {name}"));
        }
        let scratch = server.scratch().unwrap();
        let inside = scratch.url().replace(scratch.name(), LONG_AGO);
        let here = || databases(&server);
        let kept = |name: &str| here().iter().any(|here| here == name);

        let connected = connected(&inside);
        assert_eq!(server.remove_leftovers().unwrap(), [""; 0]);
        assert!(kept(LONG_AGO));
        drop(connected);

        // The server may take a moment to notice that they have gone.
        let deadline = Instant::now() + Duration::from_mins(1);
        let mut removed = Vec::new();
        while removed.is_empty() {
            assert!(Instant::now() < deadline, "{:?}", here());
            removed = server.remove_leftovers().unwrap();
        }
        assert_eq!(removed, [LONG_AGO]);
        assert!(!kept(LONG_AGO) && kept(scratch.name()));
        assert!(NOT_OURS.into_iter().all(kept), "{:?}", here());
    }
}

/// As the next process comes to it.
fn at(server: &Server) -> Server {
    match server.url() {
        url if url.starts_with("postgres") => Server::postgres_at(url).unwrap(),
        url => Server::mysql_at(url).unwrap(),
    }
}

fn execute(url: &str, sql: &str) {
    connected(url)(sql);
}

/// A connection, by what it can do.
fn connected(url: &str) -> Box<dyn FnMut(&str)> {
    if url.starts_with("postgres") {
        let mut connection = pg(url);
        Box::new(move |sql| connection.batch_execute(sql).unwrap())
    } else {
        let mut connection = my(url);
        Box::new(move |sql| connection.batch_execute(sql).unwrap())
    }
}

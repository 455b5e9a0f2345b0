//! A process that migrates is killed, at every instant that there is, and the next start finishes its
//! work with nothing done by hand.
//!
//! On SQLite the instants are before and after each query. With a server they are on the wire: for
//! every request, the client dies before the server gets it, which is after the server has done all
//! before it; or it dies when the server has got it and is at work. What an observer is told of happens
//! between two requests, so that these are among them: around each statement, and around each commit.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use diesel::Connection as _;
use nca_migrations::Migrator;
use nca_migrations::backend::Engine as _;
use nca_migrations::chain::Chain;
use nca_tests::server::{self, Database, Gate, Hold};

use crate::bed::{Ask, Bed, Postgres, Sqlite, stories};
use crate::child::{Other, Stop};
use crate::forty::forty;
use crate::picture::{picture, wrong_with_log};

/// Most of a case is waiting for others.
const WORKERS: usize = 4;
/// A server may take half a second to notice, and this machine may be busy.
const LOCK_TIMEOUT: Duration = Duration::from_secs(30);

stories!(killed_at_every_instant_the_next_start_finishes);

fn killed_at_every_instant_the_next_start_finishes<B: Stage>() {
    let chain = forty(B::Conn::DIALECT);
    let expected = undisturbed::<B>(&chain);
    let (mut cases, mut failures) = (0, Vec::new());
    for kind in B::INSTANTS {
        let (tried, failed) = kill_at_each::<B>(*kind, &chain, &expected);
        // Each statement is a request at least, and around each commit there are more.
        assert!(tried > 100, "{tried} cases");
        cases += tried;
        failures.extend(failed);
    }
    let counts = format!("{}: {cases} cases, {} failures", B::NAME, failures.len());
    assert!(failures.is_empty(), "{counts}:\n{}", failures.join("\n"));
}

/// A bed whose processes can be killed in the midst of it.
pub(crate) trait Stage: Bed + Send {
    /// What kinds of instants there are, each with a number.
    const INSTANTS: &'static [fn(usize) -> Instant];

    fn new_stage() -> Self;

    /// Makes it as if it were new.
    fn wipe(&mut self);

    /// Kills another process at the instant; false if it came to its end before.
    fn kill_at(&self, instant: Instant) -> bool;
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Instant {
    /// Before or after a query.
    Moment(usize),
    /// On the wire.
    Request(Hold),
}

impl Stage for Sqlite {
    const INSTANTS: &'static [fn(usize) -> Instant] = &[Instant::Moment];

    fn new_stage() -> Self {
        Self::new()
    }

    fn wipe(&mut self) {
        *self = Self::new();
    }

    fn kill_at(&self, instant: Instant) -> bool {
        let Instant::Moment(moment) = instant else {
            unreachable!("{instant:?}")
        };
        let mut other = Other::start::<Self>(&self.url(), "forty", Stop::Moment(moment));
        match &*other.says() {
            "ready" => other.kill(),
            _ => return ended(other),
        }
        true
    }
}

/// Before a request, and while it is under way.
const REQUESTS: &[fn(usize) -> Instant] = &[
    |request| Instant::Request(Hold::Before(request)),
    |request| Instant::Request(Hold::During(request)),
];

impl Stage for Postgres {
    const INSTANTS: &'static [fn(usize) -> Instant] = REQUESTS;

    fn new_stage() -> Self {
        Self(server::own_postgres().database())
    }

    fn wipe(&mut self) {
        self.connect()
            .run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    fn kill_at(&self, instant: Instant) -> bool {
        kill_on_the_wire::<Self>(&self.0, instant)
    }
}

#[cfg(feature = "mysql")]
impl Stage for crate::bed::Mysql {
    const INSTANTS: &'static [fn(usize) -> Instant] = REQUESTS;

    fn new_stage() -> Self {
        Self(server::own_mariadb().database())
    }

    fn wipe(&mut self) {
        let name = self.0.name();
        self.connect()
            .run(&format!("DROP DATABASE {name}; CREATE DATABASE {name}"));
    }

    fn kill_at(&self, instant: Instant) -> bool {
        kill_on_the_wire::<Self>(&self.0, instant)
    }
}

fn kill_on_the_wire<B: Bed>(database: &Database, instant: Instant) -> bool {
    let Instant::Request(hold) = instant else {
        unreachable!("{instant:?}")
    };
    let gate = Gate::in_front_of(database, hold);
    let other = Other::start::<B>(&gate.url(), "forty", Stop::Never);
    if gate.held() {
        other.kill();
        return true;
    }
    ended(other)
}

fn ended(other: Other) -> bool {
    if let Err(complaints) = other.end() {
        panic!("the process that was to be killed failed by itself: {complaints}");
    }
    false
}

fn undisturbed<B: Stage>(chain: &Chain) -> Vec<String> {
    let bed = B::new_stage();
    let mut conn = bed.connect();
    Migrator::new(chain).run_pending(&mut conn).unwrap();
    assert_eq!(wrong_with_log(&mut conn, chain), None);
    picture(&mut conn)
}

/// How many cases there were, and those in which the next start did not get it right.
fn kill_at_each<B: Stage>(
    kind: fn(usize) -> Instant,
    chain: &Chain,
    expected: &[String],
) -> (usize, Vec<String>) {
    let (next, over) = (AtomicUsize::new(1), AtomicBool::new(false));
    let (cases, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        let mut bed = B::new_stage();
        while !over.load(Ordering::SeqCst) {
            let instant = kind(next.fetch_add(1, Ordering::SeqCst));
            if bed.kill_at(instant) {
                cases.fetch_add(1, Ordering::SeqCst);
                if let Err(failure) = next_start(&bed, chain, expected) {
                    failures
                        .lock()
                        .unwrap()
                        .push(format!("{instant:?}: {failure}"));
                }
            } else {
                over.store(true, Ordering::SeqCst);
            }
            bed.wipe();
        }
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(work);
        }
    });
    (cases.into_inner(), failures.into_inner().unwrap())
}

fn next_start<B: Bed>(bed: &B, chain: &Chain, expected: &[String]) -> Result<(), String> {
    let mut conn = B::Conn::establish(&bed.url()).map_err(|error| error.to_string())?;
    let migrator = Migrator::new(chain).lock_timeout(LOCK_TIMEOUT);
    let report = migrator.run_pending(&mut conn);
    report.map_err(|error| error.to_string())?;
    let found = picture(&mut conn);
    if found != expected {
        let missing = expected.iter().filter(|line| !found.contains(line));
        let added = found.iter().filter(|line| !expected.contains(line));
        return Err(format!(
            "missing: {:#?}, too many: {:#?}",
            missing.collect::<Vec<_>>(),
            added.collect::<Vec<_>>()
        ));
    }
    wrong_with_log(&mut conn, chain).map_or(Ok(()), Err)
}

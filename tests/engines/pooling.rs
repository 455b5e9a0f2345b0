//! Behind PgBouncer, which gives a client another server process for each transaction.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator, Target};
use nca_tests::server::{Database, Pgbouncer, Pooling, own_postgres, pgbouncer};
use nca_tests::tables;

use crate::bed::Ask as _;

const ADVISORY: &str = "SELECT count(*) AS value FROM pg_locks WHERE locktype = 'advisory' AND \
    database = (SELECT oid FROM pg_database WHERE datname = current_database())";

const ASLEEP: &str = "SELECT count(*) AS value FROM pg_stat_activity WHERE \
    datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'";

/// A database, behind a pool and straight.
struct Pooled {
    pool: Pgbouncer,
    database: Database,
    straight: PgConnection,
}

impl Pooled {
    fn new(pooling: &Pooling) -> Self {
        let database = own_postgres().database();
        let straight = PgConnection::establish(&database.url()).unwrap();
        let pool = pgbouncer(own_postgres(), pooling);
        Self {
            pool,
            database,
            straight,
        }
    }

    fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.pool.url(&self.database)).unwrap()
    }

    /// What eight clients get that start together.
    fn eight_at_once<T: Send>(&self, run: impl Fn(&mut PgConnection) -> T + Sync) -> Vec<T> {
        let url = self.pool.url(&self.database);
        thread::scope(|scope| {
            let start = |_| scope.spawn(|| run(&mut PgConnection::establish(&url).unwrap()));
            let clients: Vec<_> = (0..8).map(start).collect();
            let results = clients.into_iter().map(|client| client.join().unwrap());
            results.collect()
        })
    }

    /// The settings of as many server processes as can be had at once.
    fn settings(&self, processes: usize) -> Vec<Vec<String>> {
        let mut clients: Vec<_> = (0..processes).map(|_| self.connect()).collect();
        for client in &mut clients {
            client.batch_execute("BEGIN").unwrap();
        }
        let ask = |client: &mut PgConnection| {
            client.texts("SELECT name || ' = ' || setting AS value FROM pg_settings ORDER BY name")
        };
        let settings = clients.iter_mut().map(ask).collect();
        for client in &mut clients {
            client.batch_execute("COMMIT").unwrap();
        }
        settings
    }

    /// Nobody has the lock.
    fn assert_free(&mut self) {
        assert_eq!(self.straight.number(ADVISORY), 0);
    }
}

/// Three server processes, of which each transaction gets the one that was idle longest.
fn three_in_turn() -> Pooling {
    Pooling::default().pool_size(3).round_robin()
}

/// Clients with something to do, so that no process stays with anybody.
struct Crowd {
    over: Arc<AtomicBool>,
    clients: Vec<JoinHandle<()>>,
}

impl Crowd {
    fn at(pooled: &Pooled) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let clients = (0..4).map(|_| {
            let (mut client, over) = (pooled.connect(), Arc::clone(&over));
            thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    client.batch_execute("BEGIN; SELECT 1").unwrap();
                    client.batch_execute("COMMIT").unwrap();
                }
            })
        });
        Self {
            clients: clients.collect(),
            over,
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for client in self.clients.drain(..) {
            let ended = client.join();
            assert!(ended.is_ok() || thread::panicking(), "a client failed");
        }
    }
}

#[test]
fn exactly_one_of_eight_applies_in_a_busy_pool() {
    let mut pooled = Pooled::new(&three_in_turn());
    let before = pooled.settings(3);
    let chain = tables(&["one", "two", "three", "four", "five"]).chain();
    let crowd = Crowd::at(&pooled);
    for target in [Target::head(), Target::base(), Target::head()] {
        let done = pooled.eight_at_once(|conn| {
            let migrator = Migrator::new(&chain);
            let report = if target == Target::base() {
                migrator.downgrade(conn, &target)
            } else {
                migrator.upgrade(conn, &target)
            };
            report.unwrap().done.len()
        });
        let mut appliers = done.clone();
        appliers.retain(|&done| done > 0);
        assert_eq!(appliers, [5], "{done:?}");
        pooled.assert_free();
    }
    drop(crowd);
    assert_eq!(pooled.straight.applied().len(), 5);
    assert_eq!(pooled.settings(3), before);
}

#[test]
fn a_failure_in_a_pool_leaves_nothing() {
    let mut pooled = Pooled::new(&three_in_turn());
    let before = pooled.settings(3);
    let crowd = Crowd::at(&pooled);
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "SET search_path = nowhere;\nSELECT 1 / 0;",
            "SELECT 1;",
        )
        .chain();
    let error = Migrator::new(&chain).run_pending(&mut pooled.connect());
    assert!(matches!(error, Err(Error::Statement(_))), "{error:?}");
    drop(crowd);
    pooled.assert_free();
    assert_eq!(pooled.straight.applied(), ["001"]);
    assert_eq!(pooled.settings(3), before);
}

#[test]
fn a_script_outside_a_transaction_is_refused_when_the_proxy_moves_the_session() {
    for (processes, script) in [
        (2, "VACUUM one;"),
        (3, "VACUUM one;"),
        (2, "CREATE INDEX CONCURRENTLY one_id ON one (id);"),
        (3, "CREATE INDEX CONCURRENTLY one_id ON one (id);"),
        (3, "INSERT INTO one VALUES (1);"),
    ] {
        let pooling = Pooling::default().pool_size(processes).round_robin();
        let mut pooled = Pooled::new(&pooling);
        // All of them are there.
        let before = pooled.settings(processes);
        let chain = tables(&["one"])
            .revision("002_two", script, "SELECT 1;")
            .outside_a_transaction()
            .chain();
        let mut conn = pooled.connect();
        let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
        assert!(matches!(error, Error::LockLost { .. }), "{error}");
        let message = without_numbers(&error.to_string());
        insta::assert_snapshot!("moved", message);
        pooled.assert_free();
        assert_eq!(pooled.settings(processes), before);
        assert_eq!(pooled.straight.applied(), ["001"]);
        let begun = "SELECT count(*) AS value FROM __nca_migration_log WHERE version = '002'";
        assert_eq!(pooled.straight.number(begun), 0);
        assert_eq!(
            pooled.straight.number("SELECT count(*) AS value FROM one"),
            0
        );

        // As the message says.
        Migrator::new(&chain)
            .run_pending(&mut pooled.straight)
            .unwrap();
        assert_eq!(pooled.straight.applied(), ["001", "002"]);
    }
}

#[test]
fn a_pool_by_the_session_is_like_none() {
    let pooling = three_in_turn().set("pool_mode", "session");
    let mut pooled = Pooled::new(&pooling);
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "VACUUM one;\nINSERT INTO one VALUES (1);",
            "DELETE FROM one;",
        )
        .outside_a_transaction()
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);",
            "DROP TABLE three;",
        )
        .chain();
    for round in 0..2 {
        let done = pooled.eight_at_once(|conn| {
            let report = Migrator::new(&chain).run_pending(conn);
            report.unwrap().done.len()
        });
        assert_eq!(done.iter().sum::<usize>(), 3, "{done:?}");
        pooled.assert_free();
        let migrator = Migrator::new(&chain);
        let report = migrator.downgrade(&mut pooled.connect(), &Target::base());
        assert_eq!(report.unwrap().done.len(), 3, "{round}");
    }
}

/// A proxy that gives the same server process each time cannot be told from none.
#[test]
fn in_a_pool_of_one_a_script_outside_a_transaction_runs() {
    let mut pooled = Pooled::new(&Pooling::default().pool_size(1));
    let before = pooled.settings(1);
    let chain = outside("VACUUM one;\nINSERT INTO one VALUES (1);\nVACUUM one;");
    Migrator::new(&chain)
        .run_pending(&mut pooled.connect())
        .unwrap();
    pooled.assert_free();
    assert_eq!(pooled.settings(1), before);
    assert_eq!(pooled.straight.applied(), ["001", "002"]);
}

fn outside(script: &str) -> Chain {
    tables(&["one"])
        .revision("002_two", script, "SELECT 1;")
        .outside_a_transaction()
        .chain()
}

/// What the process that is killed migrates to: the name of a [`Victim`], and the URL.
const VICTIM: &str = "NCA_TEST_POOLED_VICTIM";
const READY: &str = "in the middle";

/// Where a client is killed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Victim {
    /// In a transaction, between two statements.
    Idle,
    /// In a statement in a transaction.
    AtWork,
    /// Between two statements outside a transaction.
    Outside,
}

impl Victim {
    fn chain(self) -> Chain {
        match self {
            Self::Outside => outside("INSERT INTO one VALUES (1);\nINSERT INTO one VALUES (2);"),
            _ => tables(&["one"])
                .revision("002_two", "SELECT 1;\nSELECT pg_sleep(600);", "SELECT 1;")
                .chain(),
        }
    }

    /// In the process that is killed.
    fn run(self, url: &str) {
        let chain = self.chain();
        let migrator = Migrator::new(&chain).observer(|event| {
            if let Event::StatementStarted { number: 2, .. } = event {
                println!("{READY}");
                if self != Self::AtWork {
                    io::stdin().lines().for_each(drop);
                }
            }
        });
        let mut conn = PgConnection::establish(url).unwrap();
        migrator.run_pending(&mut conn).unwrap();
    }

    /// `test` is the one that calls this, and that calls [`Victim::run`] in the other process.
    fn kill(self, pooled: &mut Pooled, test: &str) {
        let mut victim = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", test])
            .env(
                VICTIM,
                format!("{self:?} {}", pooled.pool.url(&pooled.database)),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains(READY)));
        if self == Self::AtWork {
            until(|| pooled.straight.number(ASLEEP) == 1);
        }
        assert_eq!(pooled.straight.number(ADVISORY), 1);
        victim.kill().unwrap();
        victim.wait().unwrap();
    }

    fn in_this_process() -> Option<()> {
        let victim = env::var(VICTIM).ok()?;
        let (name, url) = victim.split_once(' ').unwrap();
        let all = [Self::Idle, Self::AtWork, Self::Outside];
        let this = all.into_iter().find(|victim| format!("{victim:?}") == name);
        this.unwrap().run(url);
        Some(())
    }
}

#[test]
fn a_client_that_is_killed_leaves_the_lock_free() {
    if Victim::in_this_process().is_some() {
        return;
    }
    for victim in [Victim::Idle, Victim::AtWork] {
        let mut pooled = Pooled::new(&three_in_turn());
        victim.kill(
            &mut pooled,
            "pooling::a_client_that_is_killed_leaves_the_lock_free",
        );
        let mended = tables(&["one", "two"]).chain();
        let migrator = Migrator::new(&mended).lock_timeout(Duration::from_secs(30));
        let report = migrator.run_pending(&mut pooled.connect()).unwrap();
        assert_eq!(report.done.len(), 1, "{victim:?}");
        pooled.assert_free();
    }
}

/// The limit that `docs/engines.md` tells of: the proxy keeps the server process.
#[test]
fn a_client_that_is_killed_outside_a_transaction_leaves_the_lock_with_a_name() {
    if Victim::in_this_process().is_some() {
        return;
    }
    let mut pooled = Pooled::new(&Pooling::default().pool_size(1));
    Victim::Outside.kill(
        &mut pooled,
        "pooling::a_client_that_is_killed_outside_a_transaction_leaves_the_lock_with_a_name",
    );
    let chain = Victim::Outside.chain();
    let impatient = Migrator::new(&chain).lock_timeout(Duration::from_millis(50));
    let error = impatient.run_pending(&mut pooled.straight).unwrap_err();
    let Error::LockTimeout(timeout) = &error else {
        panic!("{error}")
    };
    let holder = timeout.holder.clone().unwrap();
    let (_, process) = holder.split_once("server process ").unwrap();
    let process: String = process.chars().take_while(char::is_ascii_digit).collect();
    pooled
        .straight
        .run(&format!("SELECT pg_terminate_backend({process})"));
    let patient = Migrator::new(&chain).lock_timeout(Duration::from_secs(30));
    patient.run_pending(&mut pooled.straight).unwrap();
    // The first was not run twice.
    let rows = pooled.straight.number("SELECT sum(id) AS value FROM one");
    assert_eq!(rows, 3);
}

/// The message with the same numbers each time.
fn without_numbers(message: &str) -> String {
    let numbers: BTreeSet<&str> = message
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    let mut message = message.to_owned();
    for number in numbers {
        message = message.replace(number, "[process]");
    }
    message
}

fn until(mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < deadline, "it never came to that");
        thread::sleep(Duration::from_millis(5));
    }
}

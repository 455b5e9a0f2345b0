//! Behind PgBouncer, a client that is killed.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use diesel::{Connection as _, PgConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator};
use nca_tests::server::Pooling;
use nca_tests::tables;

use crate::bed::Ask as _;
use crate::pool::{ADVISORY, Pooled, three_in_turn};
use crate::pooling::outside;

#[test]
fn a_client_that_is_killed_leaves_the_lock_free() {
    if Victim::in_this_process().is_some() {
        return;
    }
    for victim in [Victim::Idle, Victim::AtWork] {
        let mut pooled = Pooled::new(&three_in_turn());
        victim.kill(
            &mut pooled,
            "killed_in_a_pool::a_client_that_is_killed_leaves_the_lock_free",
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
        "killed_in_a_pool::a_client_that_is_killed_outside_a_transaction_leaves_the_lock_with_a_name",
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

const ASLEEP: &str = "SELECT count(*) AS value FROM pg_stat_activity WHERE \
    datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'";

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
                let line = format!("{READY}\n");
                io::stdout().write_all(line.as_bytes()).unwrap();
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

fn until(mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < deadline, "it never came to that");
        thread::sleep(Duration::from_millis(5));
    }
}

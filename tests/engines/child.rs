//! Other processes: this test binary again, with only [`child`] to run.

use std::io::{BufRead as _, BufReader, Read as _, Write as _, stdin, stdout};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::connection::InstrumentationEvent;
use nca_migrations::backend::Engine;
use nca_migrations::chain::Chain;
use nca_migrations::{Dialect, Migrator};

use crate::bed::Bed;
use crate::{concurrently, fleet, forty};

const ENGINE: &str = "NCA_CHILD_ENGINE";
const URL: &str = "NCA_CHILD_URL";
const CHAIN: &str = "NCA_CHILD_CHAIN";
const STOP: &str = "NCA_CHILD_STOP";

/// Longer than any run here on a machine that is busy with other things.
const LOCK_TIMEOUT: Duration = Duration::from_mins(2);

/// Where a child waits: for its parent to let it go on, or to kill it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stop<'s> {
    Never,
    /// When it has a connection.
    Connected,
    /// At what Diesel says about the connection: each query has one moment before and one after.
    Moment(usize),
    /// When the query is done.
    After(&'s str),
}

/// What children run.
fn chain(name: &str, dialect: Dialect) -> Chain {
    match name {
        "seven" => fleet::seven(),
        "with an index" => fleet::with_an_index(),
        "forty" => forty::forty(dialect),
        other => match other.split_once(' ') {
            Some(("then", statements)) => concurrently::then(statements),
            Some(("asleep", how)) => concurrently::asleep(how),
            _ => panic!("no chain is called `{other}`"),
        },
    }
}

/// Another process. Dropping it kills it.
pub(crate) struct Other {
    process: Child,
    output: BufReader<ChildStdout>,
}

impl Other {
    pub(crate) fn start<B: Bed>(url: &str, chain: &str, stop: Stop<'_>) -> Self {
        let stop = match stop {
            Stop::Never => String::new(),
            Stop::Connected => "connected".to_owned(),
            Stop::Moment(n) => n.to_string(),
            Stop::After(query) => format!("after {query}"),
        };
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child::child", "--nocapture", "--quiet"])
            .env(ENGINE, B::NAME)
            .env(URL, url)
            .env(CHAIN, chain)
            .env(STOP, stop)
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, output }
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Waits until it says `ready`, or what it says instead: `applied 7`, or nothing.
    pub(crate) fn says(&mut self) -> String {
        let said = |line: &String| line == "ready" || line.starts_with("applied ");
        let mut lines = self.output.by_ref().lines().map(Result::unwrap);
        lines.find(said).unwrap_or_default()
    }

    pub(crate) fn go_on(&mut self) {
        self.process.stdin.take().unwrap().write_all(b"\n").unwrap();
    }

    /// SIGKILL. It is no more when this returns.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Waits for its end; what it had to complain about.
    pub(crate) fn end(mut self) -> Result<(), String> {
        let mut complaints = String::new();
        let errors = self.process.stderr.as_mut().unwrap();
        errors.read_to_string(&mut complaints).unwrap();
        let status = self.process.wait().unwrap();
        if status.success() {
            Ok(())
        } else {
            Err(format!("{status}: {complaints}"))
        }
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the other processes do. On its own, as part of the tests, it has nothing to do.
#[test]
fn child() {
    let Ok(engine) = std::env::var(ENGINE) else {
        return;
    };
    match &*engine {
        "sqlite" => live::<diesel::SqliteConnection>(),
        "postgres" => live::<diesel::PgConnection>(),
        #[cfg(feature = "mysql")]
        "mysql" => live::<diesel::MysqlConnection>(),
        other => panic!("no engine is called `{other}`"),
    }
}

fn live<C: Engine>() {
    let setting = |name| std::env::var(name).unwrap();
    let chain = chain(&setting(CHAIN), C::DIALECT);
    let mut conn = C::establish(&setting(URL)).unwrap();
    let stop = setting(STOP);
    if let Ok(moment) = stop.parse() {
        let seen = AtomicUsize::new(0);
        conn.set_instrumentation(move |_: InstrumentationEvent<'_>| {
            if seen.fetch_add(1, Ordering::Relaxed) + 1 == moment {
                wait_for_parent();
            }
        });
    }
    if let Some(query) = stop.strip_prefix("after ") {
        let query = query.to_owned();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::FinishQuery {
                query: finished, ..
            } = event
                && finished.to_string().starts_with(&query)
            {
                wait_for_parent();
            }
        });
    }
    if stop == "connected" {
        wait_for_parent();
    }
    let migrator = Migrator::new(&chain)
        .program("child", "1")
        .lock_timeout(LOCK_TIMEOUT);
    let report = migrator.run_pending(&mut conn).unwrap();
    say(&format!("applied {}", report.done.len()));
}

fn wait_for_parent() {
    say("ready");
    stdin().read_exact(&mut [0]).unwrap();
}

/// On a line of its own, whatever the test harness has written.
fn say(what: &str) {
    let mut out = stdout().lock();
    writeln!(out, "\n{what}").unwrap();
    out.flush().unwrap();
}

//! What `nca-benches` asks of a program that migrates, whoever's library it does it with:
//! `<program> <engine> <url> <length of the chain> <action> [<times>]`.
//!
//! Each time is a new connection. What the action took, without connecting, is written in nanoseconds, a
//! line for each time.

use std::time::{Duration, Instant};

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

pub struct Request {
    pub engine: Engine,
    pub url: String,
    pub length: usize,
    pub action: Action,
    pub times: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
    Mysql,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Only connects: what the others cost includes it where they are counted on the wire.
    Connect,
    /// Everything that is pending, one transaction for each migration.
    Each,
    /// The same, after the connection has answered a query about a table: SQLite reads the whole schema for
    /// the first one, whoever asks it.
    Again,
    /// The same in one transaction.
    Whole,
}

impl Request {
    pub fn from_arguments() -> Result<Self> {
        let mut arguments = std::env::args().skip(1);
        let mut next = || arguments.next().ok_or("expected: engine url length action [times]");
        Ok(Self {
            engine: match &*next()? {
                "sqlite" => Engine::Sqlite,
                "postgres" => Engine::Postgres,
                "mysql" => Engine::Mysql,
                other => return Err(format!("no such engine: `{other}`").into()),
            },
            url: next()?,
            length: next()?.parse()?,
            action: match &*next()? {
                "connect" => Action::Connect,
                "each" => Action::Each,
                "again" => Action::Again,
                "whole" => Action::Whole,
                other => return Err(format!("no such action: `{other}`").into()),
            },
            times: arguments.next().map_or(Ok(1), |times| times.parse())?,
        })
    }
}

/// Writes what one time took.
pub fn tell(took: Duration) {
    println!("{}", took.as_nanos());
}

/// What a connection is asked for [`Action::Again`].
pub const FIRST_QUERY: &str = "SELECT count(*) FROM table_1";

/// How long it takes.
#[allow(dead_code, reason = "where it is asynchronous it is measured there")]
pub fn timed<T>(act: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let start = Instant::now();
    act()?;
    Ok(start.elapsed())
}

//! What can go wrong.

use std::fmt;
use std::time::Duration;

use nca_migrations_core::chain::Direction;
use nca_migrations_core::name::RevisionName;

use crate::history::HistoryError;
use crate::references::BrokenReference;
use crate::refusal::{Refusal, place};
use crate::remedy::{access, next_step, reconnect};
use crate::said::Said;
use crate::script::Place;

/// Why a run, or a question about a database, failed. The first line of each message is complete
/// alone; the lines below say what state the database is in and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The run was refused before it touched anything.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// A statement of a script failed.
    #[error(transparent)]
    Statement(Box<StatementFailure>),
    /// A statement would silently delete or change rows of tables that it does not name.
    #[error(transparent)]
    DropReaches(Box<DropReaches>),
    /// A statement ended the transaction that its script runs in.
    #[error(transparent)]
    TransactionEnded(Box<TransactionEnded>),
    /// A script that runs outside a transaction began one and did not end it.
    #[error(transparent)]
    TransactionLeftOpen(Box<TransactionLeftOpen>),
    /// A migration left foreign keys that lead nowhere.
    #[error(transparent)]
    References(Box<ReferencesBroken>),
    /// Another process held the lock for too long.
    #[error(transparent)]
    LockTimeout(LockTimeout),
    /// [`Migrator::stop_when`](crate::Migrator::stop_when) said so.
    #[error(
        "stopped before the run was done\n{}run it again: it goes on from there",
        match .state {
            Some(state) => format!("{state}\n"),
            None => "nothing was done: another process was migrating the database\n".to_owned(),
        }
    )]
    Stopped {
        /// The state that the database is in now; `None` when it was only waited for.
        state: Option<State>,
    },
    /// The lock was ours and is not any more.
    #[error(
        "the migration lock was lost: {because}\n\
         nothing is lost: run it again, on a connection of its own"
    )]
    LockLost {
        /// How that can be.
        because: String,
    },
    /// The history cannot be read.
    #[error(transparent)]
    History(HistoryError),
    /// The database refused something that is not part of a script.
    #[error(
        "{doing} failed: {}{}{}",
        Said(.error), left(.state.as_ref()), below(access(.error))
    )]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        error: diesel::result::Error,
        /// The state of the database, if a run was going on.
        state: Option<State>,
    },
}

impl Error {
    /// The error, with the state that it leaves the database in.
    pub(crate) fn with_state(self, state: State) -> Self {
        match self {
            Self::Database { doing, error, .. } => Self::Database {
                doing,
                error,
                state: Some(state),
            },
            other => other,
        }
    }

    pub(crate) fn database(doing: &'static str) -> impl FnOnce(diesel::result::Error) -> Self {
        move |error| Self::Database {
            doing,
            error,
            state: None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<HistoryError> for Error {
    fn from(error: HistoryError) -> Self {
        Self::History(error)
    }
}

/// A statement of a script failed.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {}\n{state}\n{}", Said(.error), self.next_step(&.place.file))]
#[non_exhaustive]
pub struct StatementFailure {
    /// The revision.
    pub revision: RevisionName,
    /// Which of its scripts.
    pub direction: Direction,
    /// The statement in its file.
    pub place: Box<Place>,
    /// What the database said.
    pub error: diesel::result::Error,
    /// The state that the database is in now.
    pub state: State,
}

impl StatementFailure {
    /// What to do next; `file` is what the reader of this calls the script's file.
    pub fn next_step(&self, file: &str) -> String {
        match (&self.state, self.direction) {
            (State::ConnectionLost, Direction::Up) => reconnect("upgrade again"),
            (State::ConnectionLost, Direction::Down) => reconnect("downgrade again"),
            _ => next_step(&self.error, self.place.sql(), file, self.direction),
        }
    }
}

/// A statement drops a table while foreign keys are enforced, with rows elsewhere that would be
/// deleted or changed by it.
#[derive(Debug, thiserror::Error)]
#[error(
    "{place}: with foreign keys enforced, this would also delete or change rows of {}\n\
     {state}\n\
     inside your open transaction the enforcement cannot be turned off\n\
     finish the transaction on this connection, then migrate",
    .children.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
)]
#[non_exhaustive]
pub struct DropReaches {
    /// The revision.
    pub revision: RevisionName,
    /// Which of its scripts.
    pub direction: Direction,
    /// The statement in its file.
    pub place: Box<Place>,
    /// The tables whose rows it would delete or change.
    pub children: Vec<String>,
    /// The state that the database is in now.
    pub state: State,
}

/// A statement ended the transaction that its script runs in.
#[derive(Debug, thiserror::Error)]
#[error(
    "{place}: this statement ended the transaction that the script runs in\n\
     what the script did up to here may be in the database, and it is not recorded as applied: \
     {} `{revision}` by hand or restore a backup\n\
     take the statement out of the script, or set `run_in_transaction = false` in its \
     `metadata.toml`",
    match .direction { Direction::Up => "take back what it did of", Direction::Down => "restore" }
)]
#[non_exhaustive]
pub struct TransactionEnded {
    /// The revision.
    pub revision: RevisionName,
    /// Which of its scripts.
    pub direction: Direction,
    /// The statement in its file.
    pub place: Box<Place>,
}

/// A script that runs outside a transaction began one and did not end it.
#[derive(Debug, thiserror::Error)]
#[error(
    "{file} begins a transaction and does not end it: what it did in there was rolled back\n\
     {state}\n{}",
    repair(file, *.direction)
)]
#[non_exhaustive]
pub struct TransactionLeftOpen {
    /// The revision.
    pub revision: RevisionName,
    /// Which of its scripts.
    pub direction: Direction,
    /// The file, relative to the migrations directory.
    pub file: String,
    /// The state that the database is in now.
    pub state: State,
}

/// A migration left foreign keys that lead nowhere.
#[derive(Debug, thiserror::Error)]
#[error(
    "{file} breaks {}: {}{}\n{state}\n{}",
    match .broken.len() { 1 => "a foreign key".to_owned(), n => format!("{n} foreign keys") },
    .broken.first().map_or_else(String::new, ToString::to_string),
    more(.broken),
    repair(file, *.direction)
)]
#[non_exhaustive]
pub struct ReferencesBroken {
    /// The revision.
    pub revision: RevisionName,
    /// Which of its scripts.
    pub direction: Direction,
    /// The file, relative to the migrations directory.
    pub file: String,
    /// The rows whose foreign keys lead nowhere now and did not before.
    pub broken: Vec<BrokenReference>,
    /// The state that the database is in now.
    pub state: State,
}

/// Another process held the lock for too long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the database is being migrated or written by another process: no lock within {waited:.1?}{}\n\
     try again, or allow more time with `lock_timeout`",
    match .holder { Some(holder) => format!("\nthe lock is held by {holder}"), None => String::new() }
)]
#[non_exhaustive]
pub struct LockTimeout {
    /// How long the run waited.
    pub waited: Duration,
    /// Who holds the lock, when that can be told.
    pub holder: Option<String>,
}

/// The state that a failed run leaves a database in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// The failed migration was rolled back; those before it stay.
    RolledBack {
        /// The revision that the database is at; `None` is the base.
        at: Option<RevisionName>,
    },
    /// The run was one transaction, and all of it was rolled back.
    RunRolledBack {
        /// The revision that the database is at; `None` is the base.
        at: Option<RevisionName>,
    },
    /// No migration was under way.
    BetweenMigrations {
        /// The revision that the database is at; `None` is the base.
        at: Option<RevisionName>,
    },
    /// The script runs outside a transaction: what ran of it stays.
    Partly {
        /// The revision that the database is at; `None` is the base.
        at: Option<RevisionName>,
        /// How many statements of the script ran.
        done: usize,
        /// How many the script has.
        of: usize,
    },
    /// The failed migration was rolled back inside the caller's transaction, which is still open.
    InCallersTransaction {
        /// The revision that the database is at inside the transaction; `None` is the base.
        at: Option<RevisionName>,
    },
    /// The caller's transaction was ended by the script.
    CallersTransactionEnded,
    /// There is no connection any more to undo anything with, or to look.
    ConnectionLost,
    /// The rollback failed too, or the history could not be read.
    Unknown {
        /// What the database said to that.
        because: String,
    },
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RolledBack { at } => {
                write!(
                    f,
                    "nothing of this migration stays; the database is at {}",
                    place(at.as_ref())
                )
            }
            Self::RunRolledBack { at } => {
                write!(
                    f,
                    "nothing of this run stays; the database is at {}",
                    place(at.as_ref())
                )
            }
            Self::BetweenMigrations { at } => {
                write!(f, "the database is at {}", place(at.as_ref()))
            }
            Self::Partly { at, done: 0, .. } => {
                write!(
                    f,
                    "no statement of this script is recorded; the database is at {}",
                    place(at.as_ref())
                )
            }
            Self::Partly { at, done: 1, of } => write!(
                f,
                "the script runs outside a transaction: statement 1 of {of} stays done and will \
                 not be run again; the database is at {}",
                place(at.as_ref())
            ),
            Self::Partly { at, done, of } => write!(
                f,
                "the script runs outside a transaction: statements 1 to {done} of {of} stay done \
                 and will not be run again; the database is at {}",
                place(at.as_ref())
            ),
            Self::InCallersTransaction { at } => write!(
                f,
                "nothing of this migration stays; in your open transaction the database is at {}",
                place(at.as_ref())
            ),
            Self::CallersTransactionEnded => {
                f.write_str("the transaction that you had open was rolled back by this")
            }
            Self::ConnectionLost => {
                f.write_str("the server rolls back what was not committed; the rest stays")
            }
            Self::Unknown { because } => {
                write!(f, "the state of the database is not known: {because}")
            }
        }
    }
}

fn left(state: Option<&State>) -> String {
    match state {
        Some(State::ConnectionLost) => below(state) + &below(Some(reconnect("run it again"))),
        state => below(state),
    }
}

fn below(line: Option<impl fmt::Display>) -> String {
    line.map_or_else(String::new, |line| format!("\n{line}"))
}

fn repair(file: &str, direction: Direction) -> String {
    match direction {
        Direction::Up => format!("repair `{file}` and upgrade again"),
        Direction::Down => format!("repair `{file}` and downgrade again"),
    }
}

fn more(broken: &[BrokenReference]) -> String {
    const SHOWN: usize = 5;
    let lines = broken
        .iter()
        .skip(1)
        .take(SHOWN - 1)
        .map(|reference| format!("\n{reference}"));
    let rest = broken.len().saturating_sub(SHOWN);
    lines
        .chain((rest > 0).then(|| format!("\nand {rest} more")))
        .collect()
}

//! What an observer is told while a run goes on. The library itself never prints.

use std::time::Duration;

use nca_migrations_core::chain::{Direction, Revision};

use crate::plan::Plan;

/// Something that happened in a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Another process is migrating this database; the run waits for it.
    LockWaitStarted {
        /// Who holds the lock, when that can be told.
        holder: Option<&'a str>,
    },
    /// The wait is over and the lock is held.
    LockWaitEnded {
        /// How long the wait took.
        waited: Duration,
    },
    /// What will be done is settled. Sent again when the database moved under the run.
    Planned {
        /// The steps.
        plan: &'a Plan,
    },
    /// A script begins.
    RevisionStarted {
        /// The revision.
        revision: &'a Revision,
        /// Which of its scripts.
        direction: Direction,
        /// How many statements the script has.
        statements: usize,
    },
    /// A statement is about to run.
    StatementStarted {
        /// The revision.
        revision: &'a Revision,
        /// Which of its scripts.
        direction: Direction,
        /// The statement's place in the script, from 1.
        number: usize,
        /// How many statements the script has.
        of: usize,
        /// The statement.
        sql: &'a str,
    },
    /// A statement succeeded.
    StatementFinished {
        /// The revision.
        revision: &'a Revision,
        /// Which of its scripts.
        direction: Direction,
        /// The statement's place in the script, from 1.
        number: usize,
        /// How many statements the script has.
        of: usize,
        /// How long it took.
        duration: Duration,
    },
    /// A script and its place in the history are done. They are committed, unless the whole run is
    /// one transaction or the caller has one open.
    RevisionFinished {
        /// The revision.
        revision: &'a Revision,
        /// Which of its scripts.
        direction: Direction,
        /// How long it took.
        duration: Duration,
    },
}

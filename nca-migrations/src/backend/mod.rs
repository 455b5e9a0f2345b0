//! The seam between the run loop and the engines: everything in which they differ.
//!
//! [`Engine`] is implemented on Diesel's connection types and cannot be implemented elsewhere.

#[cfg(feature = "sqlite-system")]
mod sqlite;

use std::time::Duration;

use diesel::QueryResult;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use crate::history::{Action, History, HistoryError, Mark, Outcome};
use crate::references::BrokenReference;
use crate::who::Who;

/// A Diesel connection that migrations can be applied through.
///
/// Sealed: this library implements it for `SqliteConnection`.
pub trait Engine: diesel::Connection + sealed::Sealed {
    /// What the scripts for this engine are written in.
    #[doc(hidden)]
    const DIALECT: Dialect;

    /// Whether a rollback takes back changes of the schema.
    #[doc(hidden)]
    const TRANSACTIONAL_DDL: bool;

    /// What is held while no other process may migrate this database. Dropping it without
    /// [`Engine::unlock`], as a panic does, must free it too, at the latest with the connection.
    #[doc(hidden)]
    type Lock;

    /// The settings of the session as the caller had them.
    #[doc(hidden)]
    type Settings;

    /// How many of Diesel's transactions are open on this connection.
    #[doc(hidden)]
    fn depth(&mut self) -> QueryResult<u32>;

    /// Where the database is, in one round trip. `None` when that query cannot tell, as when the
    /// tables are not there.
    #[doc(hidden)]
    fn probe(&mut self) -> QueryResult<Option<Mark>>;

    /// Everything that the history tables hold. Creates nothing.
    #[doc(hidden)]
    fn read_history(&mut self) -> Result<History, HistoryError>;

    /// Tries once to get the lock, without waiting.
    #[doc(hidden)]
    fn try_lock(&mut self, who: &Who) -> QueryResult<Attempt<Self::Lock>>;

    /// Why this lock keeps nobody out, if it does not.
    #[doc(hidden)]
    fn why_unlocked(lock: &Self::Lock) -> Option<&str>;

    /// Gives the lock back.
    #[doc(hidden)]
    fn unlock(&mut self, lock: Self::Lock) -> QueryResult<()>;

    /// Sets the session up for a run. Called outside a transaction.
    #[doc(hidden)]
    fn prepare_session(&mut self, lock_timeout: Duration) -> QueryResult<Self::Settings>;

    /// Gives the session its settings back. Called outside a transaction.
    #[doc(hidden)]
    fn restore_session(&mut self, settings: &Self::Settings) -> QueryResult<()>;

    /// Begins a transaction that keeps other writers out of the history; a savepoint when one is
    /// open.
    #[doc(hidden)]
    fn begin(&mut self) -> QueryResult<()>;

    /// As [`Engine::begin`], unless a script has begun a transaction that Diesel does not know of;
    /// true if it began one. Called when Diesel knows of none.
    #[doc(hidden)]
    fn begin_unless_open(&mut self) -> QueryResult<bool>;

    /// Commits what [`Engine::begin`] began.
    #[doc(hidden)]
    fn commit(&mut self) -> QueryResult<()>;

    /// Rolls back what [`Engine::begin`] began.
    #[doc(hidden)]
    fn rollback(&mut self) -> QueryResult<()>;

    /// Whether the transaction of [`Engine::begin`] is still open. Called after each statement, so
    /// it must not cost a round trip. When it answers no, [`Engine::rollback`] can still be called.
    #[doc(hidden)]
    fn transaction_is_open(&mut self) -> QueryResult<bool>;

    /// Rolls back a transaction that a script began and Diesel does not know of; true if there
    /// was one.
    #[doc(hidden)]
    fn end_stray_transaction(&mut self) -> QueryResult<bool>;

    /// Whether the error says that another process held on to the database for too long.
    #[doc(hidden)]
    fn is_lock_timeout(error: &diesel::result::Error) -> bool;

    /// Runs one statement of a script, whatever it returns.
    #[doc(hidden)]
    fn execute_statement(&mut self, statement: &str) -> QueryResult<()>;

    /// The tables whose rows this statement would silently delete or change because it drops what
    /// they refer to. Asked for where enforcement is as the caller has it.
    #[doc(hidden)]
    fn drop_reaches(&mut self, statement: &str) -> QueryResult<Vec<String>>;

    /// The references that lead nowhere before a migration, on an engine that a run keeps from
    /// enforcing them. Called in its transaction.
    #[doc(hidden)]
    fn references_before(&mut self, settings: &Self::Settings)
    -> QueryResult<Vec<BrokenReference>>;

    /// Those after it. Called in its transaction.
    #[doc(hidden)]
    fn references_after(
        &mut self,
        settings: &mut Self::Settings,
    ) -> QueryResult<Vec<BrokenReference>>;

    /// Creates the tables of the history, or brings them up to date.
    #[doc(hidden)]
    fn prepare_history(&mut self, found: &History, who: &Who) -> QueryResult<()>;

    /// Appends to the log and, for a script that is done, writes Diesel's row.
    #[doc(hidden)]
    fn record(&mut self, record: &Record<'_>) -> QueryResult<()>;
}

/// What came of trying to get the lock.
#[doc(hidden)]
#[derive(Debug)]
pub enum Attempt<L> {
    /// It is ours.
    Held(L),
    /// Somebody else has it.
    Busy {
        /// Who, when that can be told.
        holder: Option<String>,
    },
}

/// What is written to the history.
#[doc(hidden)]
#[derive(Debug)]
pub struct Record<'a> {
    pub action: Action,
    pub outcome: Outcome,
    pub version: &'a str,
    pub directory: &'a str,
    pub parent: Option<&'a str>,
    pub script_digest: Option<Digest>,
    pub chain_digest: Option<Digest>,
    pub down_script: Option<&'a str>,
    pub statements_done: usize,
    pub duration: Duration,
    pub who: &'a Who,
}

mod sealed {
    pub trait Sealed {}

    #[cfg(feature = "sqlite-system")]
    impl Sealed for diesel::SqliteConnection {}
}

//! The seam between the run loop and the engines: everything in which they differ.
//!
//! [`Engine`] is implemented on Diesel's connection types and cannot be implemented elsewhere.

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
mod bound;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
mod rows;
#[cfg(feature = "sqlite-system")]
mod sqlite;

use std::num::NonZeroU32;
use std::time::Duration;

use diesel::QueryResult;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use nca_migrations_core::dialect::Dialect;

use crate::history::{History, HistoryError, Mark};
use crate::references::BrokenReference;
use crate::tables::{Record, Tables};
use crate::who::Who;

/// A Diesel connection that migrations can be applied through.
///
/// Sealed: this library implements it for `SqliteConnection`, `PgConnection` and `MysqlConnection`,
/// each with its feature. A connection from a pool is given as `&mut *connection`, and one inside an
/// enum of `#[derive(MultiConnection)]` by matching on the enum.
#[diagnostic::on_unimplemented(
    message = "migrations cannot be applied through `{Self}`",
    label = "expected `SqliteConnection`, `PgConnection` or `MysqlConnection`",
    note = "is the feature of its backend enabled on `nca-migrations` (`sqlite`, `postgres`, `mysql`)?",
    note = "a connection from a pool is given as `&mut *connection`"
)]
pub trait Engine:
    diesel::Connection<TransactionManager = AnsiTransactionManager> + sealed::Sealed
{
    /// What the scripts for this engine are written in.
    #[doc(hidden)]
    const DIALECT: Dialect;

    /// Whether a rollback takes back changes of the schema.
    #[doc(hidden)]
    const TRANSACTIONAL_DDL: bool;

    /// Whether a run stays in one transaction or the next, without a gap. A pooling proxy gives the
    /// connection to another server process in any gap, and the lock stays with the first.
    #[doc(hidden)]
    const STAYS_IN_TRANSACTION: bool;

    /// Whether the lock keeps out every other process that migrates.
    #[doc(hidden)]
    const LOCK_IS_CERTAIN: bool;

    /// What is held while no other process may migrate this database. Dropping it without
    /// [`Engine::unlock`], as a panic does, must free it too, at the latest with the connection.
    #[doc(hidden)]
    type Lock;

    /// The settings of the session as the caller had them.
    #[doc(hidden)]
    type Settings;

    /// How many of Diesel's transactions are open on this connection.
    #[doc(hidden)]
    fn depth(&mut self) -> QueryResult<u32> {
        let status = AnsiTransactionManager::transaction_manager_status_mut(self);
        Ok(status.transaction_depth()?.map_or(0, NonZeroU32::get))
    }

    /// Where the database is, in one round trip. `None` when that query cannot tell, as when the
    /// tables are not there.
    #[doc(hidden)]
    fn probe(&mut self) -> QueryResult<Option<Mark>>;

    /// Where the history tables are, or will be.
    #[doc(hidden)]
    fn locate(&mut self) -> QueryResult<Tables>;

    /// Everything that the history tables hold. Creates nothing.
    #[doc(hidden)]
    fn read_history(&mut self, tables: &Tables) -> Result<History, HistoryError>;

    /// The way back that was kept for a version.
    #[doc(hidden)]
    fn read_down_script(&mut self, tables: &Tables, version: &str) -> QueryResult<Option<String>>;

    /// Tries once to get the lock, without waiting. An engine that [stays in a
    /// transaction](Engine::STAYS_IN_TRANSACTION) is in one after it got the lock.
    #[doc(hidden)]
    fn try_lock(&mut self, tables: &Tables, who: &Who) -> QueryResult<Attempt<Self::Lock>>;

    /// Why this lock keeps nobody out, if it does not.
    #[doc(hidden)]
    fn why_unlocked(lock: &Self::Lock) -> Option<&str>;

    /// Why this session does not hold the lock any more, if it does not.
    #[doc(hidden)]
    fn why_lost(&mut self, lock: &Self::Lock) -> QueryResult<Option<String>>;

    /// Gives the lock back.
    #[doc(hidden)]
    fn unlock(&mut self, lock: Self::Lock) -> QueryResult<()>;

    /// Sets the session up for a run.
    #[doc(hidden)]
    fn prepare_session(&mut self, lock_timeout: Duration, who: &Who)
    -> QueryResult<Self::Settings>;

    /// Sets the session up again, after a script that may have changed it.
    #[doc(hidden)]
    fn renew_session(&mut self, settings: &Self::Settings) -> QueryResult<()>;

    /// Gives the session its settings back.
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
    fn commit(&mut self) -> QueryResult<()> {
        AnsiTransactionManager::commit_transaction(self)
    }

    /// Commits and begins the next transaction.
    #[doc(hidden)]
    fn commit_and_begin(&mut self) -> QueryResult<()> {
        self.commit()?;
        self.begin()
    }

    /// Rolls back what [`Engine::begin`] began.
    #[doc(hidden)]
    fn rollback(&mut self) -> QueryResult<()> {
        AnsiTransactionManager::rollback_transaction(self)
    }

    /// Rolls back and begins the next transaction.
    #[doc(hidden)]
    fn rollback_and_begin(&mut self) -> QueryResult<()> {
        self.rollback()?;
        self.begin()
    }

    /// Whether another connection may have written since this was last asked: yes, where that cannot be
    /// told. Called in a transaction.
    #[doc(hidden)]
    fn others_have_written(&mut self, _: &mut Self::Settings) -> QueryResult<bool> {
        Ok(true)
    }

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

    /// What the objects look like that a statement names, for [`Engine::was_done`]. `None` when the
    /// statement can as well be run again.
    #[doc(hidden)]
    fn trace(&mut self, statement: &str) -> QueryResult<Option<String>>;

    /// Whether a statement was done although nothing says so: a run was stopped in it, or before
    /// it, or after it. `trace` is from before the statement; `None` when its text has changed
    /// since. What an interrupted statement left behind is cleared away.
    #[doc(hidden)]
    fn was_done(&mut self, statement: &str, trace: Option<&str>) -> QueryResult<bool>;

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
    fn prepare_history(&mut self, tables: &Tables, found: &History, who: &Who) -> QueryResult<()>;

    /// Appends to the log and, for a script that is done, writes Diesel's row.
    #[doc(hidden)]
    fn record(&mut self, tables: &Tables, record: &Record<'_>) -> QueryResult<()>;

    /// As [`Engine::record`], for many that are done, all of one action and in the log one after the other.
    #[doc(hidden)]
    fn record_all(&mut self, tables: &Tables, records: &[Record<'_>]) -> QueryResult<()>;

    /// [`Engine::record`] and [`Engine::commit_and_begin`].
    #[doc(hidden)]
    fn record_and_commit_and_begin(
        &mut self,
        tables: &Tables,
        record: &Record<'_>,
    ) -> QueryResult<()> {
        self.record(tables, record)?;
        self.commit_and_begin()
    }
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

mod sealed {
    pub trait Sealed {}

    #[cfg(feature = "sqlite-system")]
    impl Sealed for diesel::SqliteConnection {}

    #[cfg(feature = "postgres")]
    impl Sealed for diesel::PgConnection {}

    #[cfg(feature = "mysql")]
    impl Sealed for diesel::MysqlConnection {}
}

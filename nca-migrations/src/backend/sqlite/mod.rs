//! SQLite.

mod cascade;
mod history;
mod references;
mod session;
mod sidecar;
mod transaction;

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{QueryResult, SqliteConnection};
use nca_migrations_core::dialect::Dialect;

use super::{Attempt, Engine, Record};
use crate::history::{History, HistoryError, Mark};
use crate::references::BrokenReference;
use crate::who::Who;

impl Engine for SqliteConnection {
    const DIALECT: Dialect = Dialect::Sqlite;
    const TRANSACTIONAL_DDL: bool = true;

    type Lock = sidecar::Sidecar;
    type Settings = session::Settings;

    fn depth(&mut self) -> QueryResult<u32> {
        transaction::depth(self)
    }

    fn probe(&mut self) -> QueryResult<Option<Mark>> {
        // The only cause that matters here is that a table is not there, and the full read tells
        // all others apart.
        Ok(history::probe(self).ok())
    }

    fn read_history(&mut self) -> Result<History, HistoryError> {
        history::read(self)
    }

    fn try_lock(&mut self, who: &Who) -> QueryResult<Attempt<Self::Lock>> {
        Ok(match sidecar::path(self)? {
            Some(path) => sidecar::try_lock(&path, who),
            None => Attempt::Held(sidecar::Sidecar::NotNeeded),
        })
    }

    fn why_unlocked(lock: &Self::Lock) -> Option<&str> {
        match lock {
            sidecar::Sidecar::Unavailable(because) => Some(because),
            sidecar::Sidecar::NotNeeded | sidecar::Sidecar::Held(_) => None,
        }
    }

    fn unlock(&mut self, lock: Self::Lock) -> QueryResult<()> {
        drop(lock);
        Ok(())
    }

    fn prepare_session(&mut self, lock_timeout: Duration) -> QueryResult<Self::Settings> {
        session::prepare(self, lock_timeout)
    }

    fn restore_session(&mut self, settings: &Self::Settings) -> QueryResult<()> {
        session::restore(self, settings)
    }

    fn begin(&mut self) -> QueryResult<()> {
        transaction::begin(self)
    }

    fn begin_unless_open(&mut self) -> QueryResult<bool> {
        transaction::begin_unless_open(self)
    }

    fn commit(&mut self) -> QueryResult<()> {
        transaction::commit(self)
    }

    fn rollback(&mut self) -> QueryResult<()> {
        transaction::rollback(self)
    }

    fn transaction_is_open(&mut self) -> QueryResult<bool> {
        transaction::is_open(self)
    }

    fn end_stray_transaction(&mut self) -> QueryResult<bool> {
        transaction::end_stray(self)
    }

    fn is_lock_timeout(error: &diesel::result::Error) -> bool {
        // SQLite's text for SQLITE_BUSY (`sqlite3ErrStr`), whose code Diesel does not keep.
        matches!(
            error,
            diesel::result::Error::DatabaseError(_, information)
                if information.message() == "database is locked"
        )
    }

    fn execute_statement(&mut self, statement: &str) -> QueryResult<()> {
        self.batch_execute(statement)
    }

    fn drop_reaches(&mut self, statement: &str) -> QueryResult<Vec<String>> {
        cascade::drop_reaches(self, statement)
    }

    fn references_before(
        &mut self,
        settings: &Self::Settings,
    ) -> QueryResult<Vec<BrokenReference>> {
        if settings.enforced_references() {
            references::before(self, &settings.references)
        } else {
            Ok(Vec::new())
        }
    }

    fn references_after(
        &mut self,
        settings: &mut Self::Settings,
    ) -> QueryResult<Vec<BrokenReference>> {
        if settings.enforced_references() {
            references::after(self, &mut settings.references)
        } else {
            Ok(Vec::new())
        }
    }

    fn prepare_history(&mut self, found: &History, who: &Who) -> QueryResult<()> {
        history::prepare(self, found, who)
    }

    fn record(&mut self, record: &Record<'_>) -> QueryResult<()> {
        history::record(self, record)
    }
}

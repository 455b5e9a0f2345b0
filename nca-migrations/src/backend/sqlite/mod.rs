//! SQLite.

mod cascade;
mod history;
mod references;
mod session;
mod sidecar;
mod transaction;

use std::time::Duration;

use diesel::RunQueryDsl as _;
use diesel::connection::SimpleConnection;
use diesel::{QueryResult, SqliteConnection};
use nca_migrations_core::dialect::Dialect;

use super::{Attempt, Engine, rows};
use crate::history::{History, HistoryError, Mark};
use crate::references::BrokenReference;
use crate::tables::{Record, Tables};
use crate::who::Who;

impl Engine for SqliteConnection {
    const DIALECT: Dialect = Dialect::Sqlite;
    const TRANSACTIONAL_DDL: bool = true;
    const STAYS_IN_TRANSACTION: bool = false;
    const LOCK_IS_CERTAIN: bool = false;

    type Lock = sidecar::Sidecar;
    type Settings = session::Settings;

    fn probe(&mut self) -> QueryResult<Option<Mark>> {
        // The only cause that matters here is that a table is not there, and the full read tells
        // all others apart.
        Ok(history::probe(self).ok())
    }

    fn locate(&mut self) -> QueryResult<Tables> {
        Ok(history::tables())
    }

    fn read_history(&mut self, tables: &Tables) -> Result<History, HistoryError> {
        history::read(self, tables)
    }

    fn read_down_script(&mut self, tables: &Tables, version: &str) -> QueryResult<Option<String>> {
        rows::down_script(self, tables, version)
    }

    fn try_lock(&mut self, _: &Tables, who: &Who) -> QueryResult<Attempt<Self::Lock>> {
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

    fn why_lost(&mut self, _: &Self::Lock) -> QueryResult<Option<String>> {
        Ok(None)
    }

    fn unlock(&mut self, lock: Self::Lock) -> QueryResult<()> {
        drop(lock);
        Ok(())
    }

    fn prepare_session(&mut self, lock_timeout: Duration, _: &Who) -> QueryResult<Self::Settings> {
        session::prepare(self, lock_timeout)
    }

    fn renew_session(&mut self, settings: &Self::Settings) -> QueryResult<()> {
        session::renew(self, settings)
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

    fn others_have_written(&mut self, settings: &mut Self::Settings) -> QueryResult<bool> {
        let now = Some(references::data_version(self)?);
        let before = std::mem::replace(&mut settings.data_version, now);
        Ok(before != now)
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

    fn trace(&mut self, _: &str) -> QueryResult<Option<String>> {
        // What cannot be in a transaction here (`VACUUM`, `PRAGMA`, `ATTACH`) can be run again.
        Ok(None)
    }

    fn was_done(&mut self, _: &str, _: Option<&str>) -> QueryResult<bool> {
        Ok(false)
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

    fn prepare_history(&mut self, tables: &Tables, found: &History, who: &Who) -> QueryResult<()> {
        history::prepare(self, tables, found, who)
    }

    fn record(&mut self, tables: &Tables, record: &Record<'_>) -> QueryResult<()> {
        history::record(self, tables, record)
    }

    fn record_all(&mut self, tables: &Tables, records: &[Record<'_>]) -> QueryResult<()> {
        let mut statements = tables.record_all(records).into_iter();
        statements.try_for_each(|statement| statement.execute(self).map(drop))
    }
}

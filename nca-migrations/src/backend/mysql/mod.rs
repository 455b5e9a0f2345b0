//! MySQL and MariaDB.

mod history;
mod interrupted;
mod lock;
mod session;
mod state;
mod table_lock;
mod transaction;
mod variables;

use std::time::Duration;

use diesel::RunQueryDsl as _;
use diesel::connection::SimpleConnection;
use diesel::{MysqlConnection, QueryResult};
use nca_migrations_core::dialect::Dialect;

use super::{Attempt, Engine, rows};
use crate::history::{History, HistoryError, Mark};
use crate::references::BrokenReference;
use crate::tables::{Record, Tables};
use crate::who::Who;

impl Engine for MysqlConnection {
    const DIALECT: Dialect = Dialect::Mysql;
    const TRANSACTIONAL_DDL: bool = false;
    const STAYS_IN_TRANSACTION: bool = false;
    const LOCK_IS_CERTAIN: bool = true;

    type Lock = lock::Lock;
    type Settings = session::Settings;

    fn probe(&mut self) -> QueryResult<Option<Mark>> {
        // The only cause that matters here is that a table is not there, which ends no transaction.
        // What is asked next meets all others again.
        Ok(history::probe(self).ok())
    }

    fn locate(&mut self) -> QueryResult<Tables> {
        history::locate(self)
    }

    fn read_history(&mut self, tables: &Tables) -> Result<History, HistoryError> {
        history::read(self, tables)
    }

    fn read_down_script(&mut self, tables: &Tables, version: &str) -> QueryResult<Option<String>> {
        rows::down_script(self, tables, version)
    }

    fn try_lock(&mut self, tables: &Tables, _: &Who) -> QueryResult<Attempt<Self::Lock>> {
        lock::try_lock(self, tables)
    }

    fn why_unlocked(_: &Self::Lock) -> Option<&str> {
        None
    }

    fn why_lost(&mut self, lock: &Self::Lock) -> QueryResult<Option<String>> {
        lock::why_lost(self, lock)
    }

    fn unlock(&mut self, lock: Self::Lock) -> QueryResult<()> {
        lock::unlock(self, &lock)
    }

    fn prepare_session(&mut self, _: Duration, _: &Who) -> QueryResult<Self::Settings> {
        session::prepare(self)
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

    fn transaction_is_open(&mut self) -> QueryResult<bool> {
        // Statements that would commit it are not run in it; should a procedure do it all the same,
        // a rollback without a transaction is no error here.
        self.depth().map(|depth| depth > 0)
    }

    fn end_stray_transaction(&mut self) -> QueryResult<bool> {
        transaction::end_stray(self)
    }

    fn is_lock_timeout(_: &diesel::result::Error) -> bool {
        // A reader of the history waits for nobody's rows, and neither does the beginning of a
        // transaction.
        false
    }

    fn execute_statement(&mut self, statement: &str) -> QueryResult<()> {
        table_lock::refuse(statement)?;
        self.batch_execute(statement)
    }

    fn trace(&mut self, statement: &str) -> QueryResult<Option<String>> {
        interrupted::trace(self, statement)
    }

    fn was_done(&mut self, statement: &str, trace: Option<&str>) -> QueryResult<bool> {
        interrupted::was_done(self, statement, trace)
    }

    fn drop_reaches(&mut self, _: &str) -> QueryResult<Vec<String>> {
        // `DROP TABLE` leaves the rows of other tables alone.
        Ok(Vec::new())
    }

    fn references_before(&mut self, _: &Self::Settings) -> QueryResult<Vec<BrokenReference>> {
        // A run does not keep the server from enforcing them.
        Ok(Vec::new())
    }

    fn references_after(&mut self, _: &mut Self::Settings) -> QueryResult<Vec<BrokenReference>> {
        Ok(Vec::new())
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

//! Transactions on SQLite, through Diesel's manager, so that Diesel knows of them.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::result::Error;
use diesel::{QueryResult, SqliteConnection};

use crate::backend::Engine;

/// A deferred transaction that reads first and writes later fails with `SQLITE_BUSY` at once when
/// another process wrote in between, whatever the busy timeout; an immediate one waits its turn.
/// See <https://www.sqlite.org/lang_transaction.html>.
pub(super) fn begin(conn: &mut SqliteConnection) -> QueryResult<()> {
    match conn.depth()? {
        0 => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
        _ => AnsiTransactionManager::begin_transaction(conn),
    }
}

pub(super) fn begin_unless_open(conn: &mut SqliteConnection) -> QueryResult<bool> {
    match begin(conn) {
        Err(error) if is_within(&error) => Ok(false),
        begun => begun.map(|()| true),
    }
}

/// If it is not open any more, an empty one takes its place, so that Diesel's count is right again
/// and its rollback works.
pub(super) fn is_open(conn: &mut SqliteConnection) -> QueryResult<bool> {
    match conn.depth()? {
        0 => Ok(false),
        _ => open_or_begin(conn),
    }
}

pub(super) fn end_stray(conn: &mut SqliteConnection) -> QueryResult<bool> {
    let was_open = open_or_begin(conn)?;
    conn.batch_execute("ROLLBACK")?;
    Ok(was_open)
}

/// Whether a transaction is open; one is after this. Diesel keeps `sqlite3_get_autocommit` to
/// itself, but SQLite refuses a transaction inside a transaction.
fn open_or_begin(conn: &mut SqliteConnection) -> QueryResult<bool> {
    match conn.batch_execute("BEGIN") {
        Ok(()) => Ok(false),
        Err(error) if is_within(&error) => Ok(true),
        Err(error) => Err(error),
    }
}

/// "cannot start a transaction within a transaction"
fn is_within(error: &Error) -> bool {
    matches!(
        error,
        Error::DatabaseError(_, information)
            if information.message().contains("within a transaction")
    )
}

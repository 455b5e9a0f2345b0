//! Transactions on PostgreSQL, through Diesel's manager, so that Diesel knows of them.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{PgConnection, QueryResult};
use nca_migrations_core::dialect::Dialect;

use crate::backend::Engine;
use crate::tables::Bound;

/// Each statement sees what was committed before it, whatever the session's default is: the history
/// is read after the lock was taken in the same transaction.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

pub(super) fn begin(conn: &mut PgConnection) -> QueryResult<()> {
    match conn.depth()? {
        0 => AnsiTransactionManager::begin_transaction_sql(conn, BEGIN),
        _ => AnsiTransactionManager::begin_transaction(conn),
    }
}

pub(super) fn begin_unless_open(conn: &mut PgConnection) -> QueryResult<bool> {
    if is_in_unknown_transaction(conn) {
        return Ok(false);
    }
    begin(conn).map(|()| true)
}

/// In one message: the server is never seen outside a transaction, so that a pooling proxy has no
/// reason to give the next transaction to another server process. Diesel's count stays as it is.
///
/// What comes first is in the message too, which saves a round trip.
pub(super) fn commit_and_begin(conn: &mut PgConnection, first: &[Bound<'_>]) -> QueryResult<()> {
    let first = first
        .iter()
        .map(|first| first.literal(Dialect::Postgres) + "; ");
    let first: String = first.collect();
    conn.batch_execute(&format!("{first}COMMIT; {BEGIN}"))
}

pub(super) fn rollback_and_begin(conn: &mut PgConnection) -> QueryResult<()> {
    conn.batch_execute(&format!("ROLLBACK; {BEGIN}"))
}

/// libpq is told with each answer whether a transaction is open, and Diesel takes that over. If it
/// is not open any more, an empty one takes its place, so that Diesel's rollback works.
pub(super) fn is_open(conn: &mut PgConnection) -> QueryResult<bool> {
    match conn.depth()? {
        0 => begin(conn).map(|()| false),
        _ => Ok(true),
    }
}

pub(super) fn end_stray(conn: &mut PgConnection) -> QueryResult<bool> {
    let was_open = is_in_unknown_transaction(conn);
    if was_open {
        conn.batch_execute("ROLLBACK")?;
    }
    Ok(was_open)
}

/// Whether a transaction is open that Diesel did not begin. A savepoint outside a transaction is an
/// error, and inside one it is an error only when the transaction has failed: then all is. What the
/// errors say depends on the server's language.
fn is_in_unknown_transaction(conn: &mut PgConnection) -> bool {
    match conn.batch_execute("SAVEPOINT nca_open; RELEASE nca_open") {
        Ok(()) => true,
        Err(_) => conn.batch_execute("SELECT 1").is_err(),
    }
}

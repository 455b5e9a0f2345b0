//! Transactions on MySQL and MariaDB, through Diesel's manager, so that Diesel knows of them.
//!
//! The servers have no error for a transaction inside a transaction: the second commits the first.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{MysqlConnection, QueryResult};

pub(super) fn begin(conn: &mut MysqlConnection) -> QueryResult<()> {
    AnsiTransactionManager::begin_transaction(conn)
}

/// Without autocommit the next statement begins one of the script's own. A savepoint is there
/// afterwards only in a transaction, or without autocommit.
pub(super) fn begin_unless_open(conn: &mut MysqlConnection) -> QueryResult<bool> {
    match conn.batch_execute("SAVEPOINT nca_open; RELEASE SAVEPOINT nca_open") {
        Ok(()) => Ok(false),
        Err(_) => begin(conn).map(|()| true),
    }
}

pub(super) fn end_stray(conn: &mut MysqlConnection) -> QueryResult<bool> {
    let was_open = is_open(conn)?;
    if was_open {
        conn.batch_execute("ROLLBACK")?;
    }
    Ok(was_open)
}

/// Whether a transaction is open, Diesel's or not. In one its characteristics cannot be changed
/// (error 1568); outside, these are what the next one has anyway. What the error says depends on the
/// server's language. See <https://dev.mysql.com/doc/refman/8.4/en/set-transaction.html> and
/// <https://mariadb.com/kb/en/set-transaction/>.
pub(super) fn is_open(conn: &mut MysqlConnection) -> QueryResult<bool> {
    match conn.batch_execute("SET TRANSACTION READ WRITE") {
        Ok(()) => Ok(false),
        Err(_) => conn.batch_execute("DO 1").map(|()| true),
    }
}

//! The migration lock on MySQL and MariaDB: a named lock of the session, one for each database. It is
//! free when the session gives it back or ends. See
//! <https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html> and
//! <https://mariadb.com/kb/en/get_lock/>.

use std::fmt;

use diesel::connection::SimpleConnection;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{MysqlConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_core::digest::Digest;

use crate::backend::{Attempt, rows};
use crate::tables::{Bound, LOG, Tables};

/// The lock that is held.
#[derive(Debug)]
pub struct Lock {
    name: String,
}

/// Names are the whole server's and have at most 64 characters, no fewer than a database's own. On
/// some file systems upper and lower case name one database.
fn name(tables: &Tables) -> String {
    let database = tables.schema().unwrap_or_default().to_lowercase();
    let digest = Digest::of(&format!("{LOG} in {database}"));
    let hex = digest
        .as_bytes()
        .iter()
        .take(20)
        .map(|byte| format!("{byte:02x}"));
    format!("nca-migrations-{}", hex.collect::<String>())
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = Nullable<BigInt>)]
    value: Option<i64>,
}

fn number(conn: &mut MysqlConnection, expression: &str) -> QueryResult<Option<i64>> {
    let row: Number = Bound::default()
        .sql(format!("SELECT CAST({expression} AS SIGNED) AS value"))
        .get_result(conn)?;
    Ok(row.value)
}

/// A session gets a lock once more that it has already: another run of this connection, so it is
/// busy too.
pub(super) fn try_lock(conn: &mut MysqlConnection, tables: &Tables) -> QueryResult<Attempt<Lock>> {
    let name = name(tables);
    let got = number(
        conn,
        &format!("IF(IS_USED_LOCK('{name}') = CONNECTION_ID(), 0, GET_LOCK('{name}', 0))"),
    )?;
    match got {
        Some(1) => Ok(Attempt::Held(Lock { name })),
        Some(_) => Ok(Attempt::Busy {
            holder: holder(conn, &name),
        }),
        None => Err(Error::QueryBuilderError(
            format!("the server could not say whether `GET_LOCK('{name}', 0)` got the lock").into(),
        )),
    }
}

pub(super) fn why_lost(conn: &mut MysqlConnection, lock: &Lock) -> QueryResult<Option<String>> {
    let held = number(
        conn,
        &format!("IS_USED_LOCK('{}') = CONNECTION_ID()", lock.name),
    )?;
    Ok((held != Some(1)).then(|| {
        "the session gave it up, as `RELEASE_ALL_LOCKS` does, or a proxy moved the connection to \
         another session"
            .to_owned()
    }))
}

pub(super) fn unlock(conn: &mut MysqlConnection, lock: &Lock) -> QueryResult<()> {
    conn.batch_execute(&format!("DO RELEASE_LOCK('{}')", lock.name))
}

#[derive(QueryableByName)]
struct Holder {
    #[diesel(sql_type = Text)]
    user: String,
    #[diesel(sql_type = Text)]
    host: String,
}

/// Who has it, as far as this user may know. That is for people: an error is no reason to stop.
fn holder(conn: &mut MysqlConnection, name: &str) -> Option<String> {
    let connection = number(conn, &format!("IS_USED_LOCK('{name}')")).ok()??;
    let found: QueryResult<Holder> = sql_query(format!(
        "SELECT user AS user, host AS host FROM information_schema.processlist \
         WHERE id = {connection}"
    ))
    .get_result(conn);
    // Client libraries say this by themselves, and where the performance schema is on, sessions of the
    // same account see it.
    let process = rows::texts(
        conn,
        &format!(
            "SELECT attr_value AS value FROM performance_schema.session_account_connect_attrs \
             WHERE processlist_id = {connection} AND attr_name = '_pid'"
        ),
    );
    let process = process
        .ok()
        .and_then(|found| found.into_iter().next().flatten());
    Some(
        Described {
            connection,
            holder: found.ok(),
            process,
        }
        .to_string(),
    )
}

struct Described {
    connection: i64,
    holder: Option<Holder>,
    process: Option<String>,
}

impl fmt::Display for Described {
    /// `connection 815 of user nca at 10.0.0.7:51000, process 4711 there`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "connection {}", self.connection)?;
        if let Some(Holder { user, host }) = &self.holder {
            write!(f, " of user {user} at {host}")?;
        }
        (self.process.iter()).try_for_each(|process| write!(f, ", process {process} there"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nca_migrations_core::dialect::Dialect;

    #[test]
    fn one_name_for_each_database_and_none_too_long() {
        let name = |database: &str| name(&Tables::of(Dialect::Mysql, database.to_owned()));
        assert_eq!(name("App"), name("app"));
        assert_ne!(name("app"), name("app2"));
        assert!(name(&"x".repeat(64)).len() <= 64);
    }
}

//! The migration lock on PostgreSQL: an advisory lock of the session, one for each schema.
//!
//! It is tried for in a transaction, and a run that got it goes from one transaction straight into the
//! next. A pooling proxy that hands out server processes by the transaction thus gives the run the
//! same one to the end, and closes it when the client is gone, which frees the lock.
//!
//! Nobody waits for it inside the server: a waiter there holds a snapshot, which
//! `CREATE INDEX CONCURRENTLY` waits for in turn.

use diesel::sql_types::{Bool, Integer, Nullable, Text};
use diesel::{PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_core::digest::Digest;

use super::transaction;
use crate::backend::{Attempt, Engine};
use crate::tables::{LOG, Tables};

/// The lock that is held.
#[derive(Debug)]
pub struct Lock {
    key: Key,
    /// The server process that holds it.
    process: i32,
}

/// Advisory locks belong to a database and have two numbers.
/// See <https://www.postgresql.org/docs/current/view-pg-locks.html>.
#[derive(Clone, Copy, Debug)]
struct Key(i32, i32);

impl Key {
    fn of(tables: &Tables) -> Self {
        let name = format!("{LOG} in {}", tables.schema().unwrap_or_default());
        let digest = Digest::of(&name);
        let bytes = digest.as_bytes();
        let number = |from: usize| {
            i32::from_be_bytes([
                bytes[from],
                bytes[from + 1],
                bytes[from + 2],
                bytes[from + 3],
            ])
        };
        Self(number(0), number(4))
    }

    /// Which rows of `pg_locks` are about it. That view has the numbers without a sign.
    fn condition(self) -> String {
        format!(
            "locktype = 'advisory' AND objsubid = 2 AND classid = {}::oid AND objid = {}::oid AND \
             database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
            self.0.cast_unsigned(),
            self.1.cast_unsigned()
        )
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    held: bool,
    #[diesel(sql_type = Integer)]
    process: i32,
}

#[derive(QueryableByName)]
struct Holder {
    #[diesel(sql_type = Integer)]
    process: i32,
    #[diesel(sql_type = Nullable<Text>)]
    program: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    user: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    address: Option<String>,
}

/// Leaves the transaction open if it got the lock.
pub(super) fn try_lock(conn: &mut PgConnection, tables: &Tables) -> QueryResult<Attempt<Lock>> {
    transaction::begin(conn)?;
    match try_in_transaction(conn, Key::of(tables)) {
        Ok(Attempt::Held(lock)) => Ok(Attempt::Held(lock)),
        other => {
            let rolled_back = conn.rollback();
            other.and_then(|busy| rolled_back.map(|()| busy))
        }
    }
}

/// A session gets a lock that it has already, and behind a proxy another client may have taken it in
/// the same session: that is busy too.
fn try_in_transaction(conn: &mut PgConnection, key: Key) -> QueryResult<Attempt<Lock>> {
    let condition = key.condition();
    let found: Found = sql_query(format!(
        "SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_locks \
         WHERE {condition} AND pid = pg_backend_pid()) \
         THEN false ELSE pg_try_advisory_lock({}, {}) END AS held, pg_backend_pid() AS process",
        key.0, key.1
    ))
    .get_result(conn)?;
    if found.held {
        let process = found.process;
        return Ok(Attempt::Held(Lock { key, process }));
    }
    let holders: Vec<Holder> = sql_query(format!(
        "SELECT l.pid AS process, application_name AS program, CAST(usename AS text) AS user, \
         host(client_addr) AS address FROM pg_catalog.pg_locks AS l \
         LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid WHERE granted AND {condition}"
    ))
    .load(conn)?;
    Ok(Attempt::Busy {
        holder: holders.first().map(ToString::to_string),
    })
}

impl std::fmt::Display for Holder {
    /// `nca 1.2.0, process 4711 on app-host (server process 815 of user nca at 10.0.0.7)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let program = known(&self.program);
        if let Some(program) = &program {
            write!(f, "{program} (")?;
        }
        write!(f, "server process {}", self.process)?;
        if let Some(user) = known(&self.user) {
            write!(f, " of user {user}")?;
        }
        if let Some(address) = known(&self.address) {
            write!(f, " at {address}")?;
        }
        f.write_str(if program.is_some() { ")" } else { "" })
    }
}

pub(super) fn why_lost(conn: &mut PgConnection, lock: &Lock) -> QueryResult<Option<String>> {
    let found: Found = sql_query(format!(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE {} AND pid = pg_backend_pid()) \
         AS held, pg_backend_pid() AS process",
        lock.key.condition()
    ))
    .get_result(conn)?;
    Ok(if found.process != lock.process {
        Some(format!(
            "this connection moved from server process {} to {}, so it goes through a proxy that \
             pools by the transaction, where nothing can be run outside of one: connect straight \
             to the server, or through a proxy that pools by the session",
            lock.process, found.process
        ))
    } else if found.held {
        None
    } else {
        Some("the session gave it up, as `DISCARD ALL` or `pg_advisory_unlock_all` do".to_owned())
    })
}

/// Behind a proxy that pools by the transaction, a script outside of one may have been moved to
/// another server process: then it takes some transactions to meet the one with the lock again.
pub(super) fn unlock(conn: &mut PgConnection, lock: &Lock) -> QueryResult<()> {
    const TRIES: usize = 200;
    for _ in 0..TRIES {
        let there: Found = sql_query(format!(
            "SELECT CASE WHEN pg_backend_pid() = {} THEN pg_advisory_unlock({}, {}) IS NOT NULL \
             ELSE false END AS held, pg_backend_pid() AS process",
            lock.process, lock.key.0, lock.key.1
        ))
        .get_result(conn)?;
        if there.held {
            return Ok(());
        }
        conn.commit()?;
        transaction::begin(conn)?;
    }
    Err(diesel::result::Error::QueryBuilderError(
        format!(
            "a proxy moved this connection away from server process {}, which still holds the \
             lock: end it with `SELECT pg_terminate_backend({})`",
            lock.process, lock.process
        )
        .into(),
    ))
}

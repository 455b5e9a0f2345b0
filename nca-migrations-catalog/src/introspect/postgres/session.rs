//! The session that the catalog is read in.
//!
//! PostgreSQL writes a definition down when it is asked for it, and the words depend on the session: a name
//! has its schema where the search path does not lead to it, a moment is in the session's time zone. So
//! these settings are made for the time of reading, with `SET LOCAL` inside a transaction that is rolled
//! back, or inside a savepoint of the caller's: the session is as it was before, whatever happens. A
//! standby and a read-only transaction allow all of it.
//!
//! The search path leads to one schema, the one that names without a schema are in: what is there is written
//! without, everything else with its schema. So a chain makes the same catalog in any schema.
//!
//! Others may have put functions and operators into that schema, and one whose arguments fit better than those
//! of the server's own would be called in its place, with the rights of whoever reads. So the queries name
//! functions with `pg_catalog`, and operators have arguments that fit the server's own exactly: text beside
//! text, a number in quotes beside an `oid`. See <https://wiki.postgresql.org/wiki/A_Guide_to_CVE-2018-1058>.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager as _};
use diesel::{PgConnection, QueryResult};

use crate::introspect::IntrospectError;

/// One look at everything, also while others change it. A caller's transaction sees what it sees.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// What a definition's words depend on. `pg_catalog` comes before the path by itself; temporary tables would
/// too, if the path did not say that they come last. Compiling queries costs more than they do.
pub(super) const SETTINGS: &str = "\
    SELECT pg_catalog.set_config(setting, value, true) AS value FROM (VALUES \
    ('search_path', (SELECT CASE WHEN home !~ '^pg_' THEN pg_catalog.quote_ident(home) || ', ' ELSE '' END \
    || 'pg_temp' FROM (SELECT coalesce(CAST(pg_catalog.current_schema() AS text), 'pg_') AS home) AS path)), \
    ('TimeZone', 'UTC'), ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'), \
    ('bytea_output', 'hex'), ('extra_float_digits', '1'), ('lc_monetary', 'C'), \
    ('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'), ('jit', 'off')\
    ) AS settings(setting, value)";

/// Reads in a transaction that leaves nothing behind.
pub(super) fn reading<T>(
    conn: &mut PgConnection,
    read: impl FnOnce(&mut PgConnection) -> Result<T, IntrospectError>,
) -> Result<T, IntrospectError> {
    let failed = |error| IntrospectError::Database {
        what: "the catalog",
        error,
    };
    let within = begin(conn).map_err(failed)?;
    let read = read(conn);
    let ended = end(conn, within);
    let read = read?;
    ended.map_err(failed)?;
    Ok(read)
}

/// What the reading is inside of.
#[derive(Clone, Copy)]
enum Within {
    /// A transaction of its own.
    Own,
    /// A savepoint in the caller's.
    Callers,
}

/// Diesel does not know of a transaction that was begun with SQL, so the server is asked: outside of one a
/// savepoint is an error.
fn begin(conn: &mut PgConnection) -> QueryResult<Within> {
    let Err(error) = conn.batch_execute("SAVEPOINT nca_catalog") else {
        return Ok(Within::Callers);
    };
    let status = AnsiTransactionManager::transaction_manager_status_mut(conn);
    if status.transaction_depth()?.is_some() {
        return Err(error);
    }
    AnsiTransactionManager::begin_transaction_sql(conn, BEGIN).map(|()| Within::Own)
}

fn end(conn: &mut PgConnection, within: Within) -> QueryResult<()> {
    match within {
        Within::Own => AnsiTransactionManager::rollback_transaction(conn),
        Within::Callers => conn.batch_execute("ROLLBACK TO nca_catalog; RELEASE nca_catalog"),
    }
}

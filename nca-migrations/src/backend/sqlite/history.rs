//! The history tables on SQLite: always those of `main`, since a name alone may also mean a table
//! of an attached database, or a temporary one.

use diesel::connection::SimpleConnection;
use diesel::{QueryResult, RunQueryDsl, SqliteConnection, sql_query};
use nca_migrations_core::dialect::Dialect;

use crate::backend::rows::{self, Existing, MarkRow};
use crate::history::{History, HistoryError, Mark};
use crate::tables::{APPLIED, LOG, Record, Tables};
use crate::who::Who;

pub(super) fn tables() -> Tables {
    Tables::of(Dialect::Sqlite, "main".to_owned())
}

/// Fails when one of the tables is not there. Asked for together, count and maximum would read every
/// row; apart, SQLite counts pages and looks at the end of the index.
pub(super) fn probe(conn: &mut SqliteConnection) -> QueryResult<Mark> {
    let row: MarkRow = sql_query(
        "SELECT (SELECT count(*) FROM main.__diesel_schema_migrations) AS count, \
         (SELECT max(version) FROM main.__diesel_schema_migrations) AS last, \
         (SELECT chain_digest FROM main.__nca_migration_log ORDER BY sequence DESC LIMIT 1) \
         AS chain_digest",
    )
    .get_result(conn)?;
    Ok(row.into())
}

pub(super) fn read(conn: &mut SqliteConnection, tables: &Tables) -> Result<History, HistoryError> {
    let found = rows::texts(
        conn,
        "SELECT lower(name) AS value FROM main.sqlite_master WHERE type = 'table' \
         AND lower(name) IN ('__diesel_schema_migrations', '__nca_migration_log')",
    )?;
    // To SQLite, upper and lower case are equal in a table's name.
    let has = |name| found.iter().any(|table| table.as_deref() == Some(name));
    let (applied, log) = (has(APPLIED), has(LOG));
    rows::read(conn, tables, Existing { applied, log })
}

pub(super) fn prepare(
    conn: &mut SqliteConnection,
    tables: &Tables,
    found: &History,
    who: &Who,
) -> QueryResult<()> {
    if found.has_diesel_table {
        // `BEGIN IMMEDIATE` succeeds on a database that cannot be written, so the first to fail
        // would be a script that is not to blame.
        conn.batch_execute("DELETE FROM main.__diesel_schema_migrations WHERE 0")?;
    } else {
        // Diesel's text names no schema; `CREATE TABLE` without one means `main`.
        conn.batch_execute(diesel::migration::CREATE_MIGRATIONS_TABLE)?;
    }
    for statement in tables.renew_log(found.format, who) {
        statement.execute(conn)?;
    }
    Ok(())
}

pub(super) fn record(
    conn: &mut SqliteConnection,
    tables: &Tables,
    record: &Record<'_>,
) -> QueryResult<()> {
    for statement in tables.record(record) {
        statement.execute(conn)?;
    }
    Ok(())
}

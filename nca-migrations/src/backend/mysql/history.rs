//! The history tables on MySQL and MariaDB: in the database that the connection has selected when a
//! run begins, and named with it ever after, since a script may say `USE`.

use diesel::connection::SimpleConnection;
use diesel::result::Error;
use diesel::{MysqlConnection, QueryResult, RunQueryDsl, sql_query};
use nca_migrations_core::dialect::Dialect;

use super::transaction;
use crate::backend::Engine;
use crate::backend::rows::{self, Existing, MarkRow, TextRow};
use crate::history::{History, HistoryError, Mark};
use crate::tables::{APPLIED, Bound, LOG, Record, Tables};
use crate::who::Who;

/// Fails when one of the tables is not there. In the order of a column's collation, which versions of
/// digits do not depend on, the highest is the end of the index.
pub(super) fn probe(conn: &mut MysqlConnection) -> QueryResult<Mark> {
    let row: MarkRow = sql_query(
        "SELECT (SELECT count(*) FROM __diesel_schema_migrations) AS count, \
         (SELECT max(version) FROM __diesel_schema_migrations) AS last, \
         (SELECT chain_digest FROM __nca_migration_log ORDER BY sequence DESC LIMIT 1) \
         AS chain_digest",
    )
    .get_result(conn)?;
    Ok(row.into())
}

pub(super) fn locate(conn: &mut MysqlConnection) -> QueryResult<Tables> {
    let found = rows::texts(conn, "SELECT DATABASE() AS value")?;
    match found.into_iter().next().flatten() {
        Some(database) => Ok(Tables::of(Dialect::Mysql, database)),
        None => Err(Error::QueryBuilderError(
            "the connection has no database selected: put its name into the URL, as in \
             `mysql://user@host/name`"
                .into(),
        )),
    }
}

/// Whoever creates the log and writes its first row does so in two steps, and may have taken the second
/// since: a log that is not empty any more is read again.
pub(super) fn read(conn: &mut MysqlConnection, tables: &Tables) -> Result<History, HistoryError> {
    let existing = existing(conn, tables)?;
    match rows::read(conn, tables, existing) {
        Err(HistoryError::NoFormat) => {
            let log = !is_empty(conn, tables)?;
            rows::read(conn, tables, Existing { log, ..existing })
        }
        read => read,
    }
}

pub(super) fn prepare(
    conn: &mut MysqlConnection,
    tables: &Tables,
    found: &History,
    who: &Who,
) -> QueryResult<()> {
    if !found.has_diesel_table {
        conn.batch_execute(&tables.create_applied())?;
    }
    let statements = tables.renew_log(found.format, who);
    let changed = !found.has_diesel_table || !statements.is_empty();
    // Creating it commits by itself: a process that was killed right after left an empty one.
    let created = found.format == 0 && !statements.is_empty() && existing(conn, tables)?.log;
    for statement in statements.into_iter().skip(usize::from(created)) {
        statement.execute(conn)?;
    }
    if changed && conn.depth()? > 0 {
        // It has committed the transaction that Diesel counts: what is written next needs another.
        conn.batch_execute("START TRANSACTION")?;
    }
    Ok(())
}

pub(super) fn record(
    conn: &mut MysqlConnection,
    tables: &Tables,
    record: &Record<'_>,
) -> QueryResult<()> {
    let begins_one = record.autocommit_may_be_off && begins_transaction(conn)?;
    for statement in tables.record(record) {
        statement.execute(conn)?;
    }
    if begins_one {
        conn.batch_execute("COMMIT")?;
    }
    Ok(())
}

/// Whether what is written now begins a transaction that nobody ends: a script has turned autocommit
/// off, and has none of its own open.
fn begins_transaction(conn: &mut MysqlConnection) -> QueryResult<bool> {
    if conn.depth()? > 0 {
        return Ok(false);
    }
    // Prepared once.
    let autocommit: TextRow = Bound::default()
        .sql("SELECT IF(@@autocommit, 'on', 'off') AS value")
        .get_result(conn)?;
    Ok(autocommit.value.as_deref() == Some("off") && !transaction::is_open(conn)?)
}

/// Of the columns of `information_schema.tables` these need no table to be opened. See
/// <https://dev.mysql.com/doc/refman/5.7/en/information-schema-optimization.html>.
fn existing(conn: &mut MysqlConnection, tables: &Tables) -> QueryResult<Existing> {
    let found: Vec<TextRow> = Bound::default()
        .sql("SELECT table_name AS value FROM information_schema.tables WHERE table_schema = ")
        .text(tables.schema())
        .sql(format!(" AND table_name IN ('{APPLIED}', '{LOG}')"))
        .load(conn)?;
    let has = |name| {
        found
            .iter()
            .any(|table| table.value.as_deref() == Some(name))
    };
    Ok(Existing {
        applied: has(APPLIED),
        log: has(LOG),
    })
}

fn is_empty(conn: &mut MysqlConnection, tables: &Tables) -> QueryResult<bool> {
    let first = format!("SELECT action AS value FROM {} LIMIT 1", tables.log());
    Ok(rows::texts(conn, &first)?.is_empty())
}

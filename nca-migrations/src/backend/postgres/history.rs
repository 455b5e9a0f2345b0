//! The history tables on PostgreSQL. They are where a bare name finds Diesel's, or where it would be
//! created, when a run begins.

use diesel::connection::SimpleConnection;
use diesel::result::Error;
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use nca_migrations_core::dialect::Dialect;

use crate::backend::rows::{self, Existing};
use crate::history::{History, HistoryError, Mark};
use crate::tables::{APPLIED, LOG, Record, SCHEMA, Tables, quoted};
use crate::who::Who;

/// One round trip, and no error where the tables are not there, which would end the caller's
/// transaction: the inner query is planned only if they are. Nothing else in SQL runs text as a query
/// than [`query_to_xml`](https://www.postgresql.org/docs/current/functions-xml.html). Temporary tables
/// come before all others under a bare name, and are nobody's history.
const PROBE: &str = "SELECT CASE WHEN to_regclass('__diesel_schema_migrations') IS NOT NULL \
    AND to_regclass('__nca_migration_log') IS NOT NULL \
    AND to_regclass('pg_temp.__diesel_schema_migrations') IS NULL \
    AND to_regclass('pg_temp.__nca_migration_log') IS NULL THEN CAST(query_to_xml('\
    SELECT (SELECT count(*) FROM __diesel_schema_migrations) AS count, \
    (SELECT version FROM __diesel_schema_migrations ORDER BY version COLLATE \"C\" DESC LIMIT 1) AS last, \
    (SELECT chain_digest FROM __nca_migration_log ORDER BY sequence DESC LIMIT 1) AS digest\
    ', false, true, '') AS text) END AS value";

pub(super) fn probe(conn: &mut PgConnection) -> QueryResult<Option<Mark>> {
    let found = rows::texts(conn, PROBE)?;
    Ok(found.into_iter().next().flatten().as_deref().and_then(mark))
}

/// `<row …><count>3</count><last>003</last><digest>sha256:…</digest></row>`; what is null is left out.
fn mark(xml: &str) -> Option<Mark> {
    let element = |name: &str| {
        let (_, rest) = xml.split_once(&format!("<{name}>"))?;
        let (text, _) = rest.split_once(&format!("</{name}>"))?;
        let text = text.replace("&lt;", "<").replace("&gt;", ">");
        Some(text.replace("&amp;", "&"))
    };
    Some(Mark {
        count: element("count")?.parse().ok()?,
        last: element("last"),
        chain_digest: element("digest"),
    })
}

pub(super) fn locate(conn: &mut PgConnection) -> QueryResult<Tables> {
    let found = rows::texts(conn, &format!("SELECT {SCHEMA} AS value"))?;
    match found.into_iter().next().flatten() {
        Some(schema) => Ok(Tables::of(Dialect::Postgres, schema)),
        None => Err(Error::QueryBuilderError(
            "the connection's `search_path` names no schema that is there: create one, or set it"
                .into(),
        )),
    }
}

pub(super) fn read(conn: &mut PgConnection, tables: &Tables) -> Result<History, HistoryError> {
    let schema = quoted(tables.schema().unwrap_or_default(), Dialect::Postgres);
    let found = rows::texts(
        conn,
        &format!(
            "SELECT CAST(relname AS text) AS value FROM pg_catalog.pg_class AS c \
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
             WHERE nspname = {schema} AND relname IN ('{APPLIED}', '{LOG}')"
        ),
    )?;
    let has = |name| found.iter().any(|table| table.as_deref() == Some(name));
    let (applied, log) = (has(APPLIED), has(LOG));
    rows::read(conn, tables, Existing { applied, log })
}

/// `IF NOT EXISTS` is no help: it needs the right to create even where the table exists, fails on a
/// standby, and two at once fail with a duplicate key. What is missing is known, and the lock is held.
pub(super) fn prepare(
    conn: &mut PgConnection,
    tables: &Tables,
    found: &History,
    who: &Who,
) -> QueryResult<()> {
    if !found.has_diesel_table {
        let create = tables.create_applied().replace("IF NOT EXISTS ", "");
        conn.batch_execute(&create)?;
    }
    for statement in tables.renew_log(found.format, who) {
        statement.execute(conn)?;
    }
    Ok(())
}

pub(super) fn record(
    conn: &mut PgConnection,
    tables: &Tables,
    record: &Record<'_>,
) -> QueryResult<()> {
    for statement in tables.record(record) {
        statement.execute(conn)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_probe_finds() {
        let row = "<row xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n\
                   <count>2</count>\n<last>a&amp;b</last>\n</row>\n";
        let found = mark(row).unwrap();
        assert_eq!((found.count, found.last.as_deref()), (2, Some("a&b")));
        assert_eq!(found.chain_digest, None);
        assert_eq!(mark("<table/>"), None);
    }
}

//! The table of another tool in a live database, read on any engine.

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl as _, sql_query};
use nca_migrations::Dialect;

use super::row::Row;
use super::{alembic, refinery, sqlx};
use crate::args::{AdoptArgs, Tool};
use crate::connection::{Connection, on};
use crate::failure::Failure;
use crate::url::DatabaseUrl;

/// How the tool is called.
pub(super) fn called(tool: Tool) -> &'static str {
    match tool {
        Tool::Diesel => "Diesel",
        Tool::Sqlx => "sqlx",
        Tool::Refinery => "refinery",
        Tool::Alembic => "Alembic",
    }
}

/// Its table; `None` for Diesel, whose table is ours.
pub(super) fn table(tool: Tool, args: &AdoptArgs) -> Option<String> {
    let usual = match tool {
        Tool::Diesel => return None,
        Tool::Sqlx => sqlx::TABLE,
        Tool::Refinery => refinery::TABLE,
        Tool::Alembic => alembic::TABLE,
    };
    Some(args.table.clone().unwrap_or_else(|| usual.to_owned()))
}

/// A row, whatever the engine: all columns as text.
#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    checksum: String,
    #[diesel(sql_type = Text)]
    state: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    count: String,
}

/// Whether the table is there.
pub(super) fn exists(
    conn: &mut Connection,
    url: &DatabaseUrl,
    table: &str,
) -> Result<bool, Failure> {
    let (schema, name) = match table.split_once('.') {
        Some((schema, name)) => (Some(schema), name),
        None => (None, table),
    };
    let query = match url.dialect {
        Dialect::Postgres => format!(
            "SELECT count(to_regclass('{}'))::text AS count",
            quoted(Dialect::Postgres, table)
        ),
        Dialect::Mysql => format!(
            "SELECT CAST(count(*) AS CHAR) AS count FROM information_schema.tables \
             WHERE table_name = '{name}' AND table_schema = {}",
            schema.map_or_else(|| "DATABASE()".to_owned(), |schema| format!("'{schema}'"))
        ),
        _ => format!(
            "SELECT CAST(count(*) AS TEXT) AS count FROM {}.sqlite_master WHERE name = '{name}'",
            schema.unwrap_or("main")
        ),
    };
    let count = on!(conn, conn => sql_query(query).get_result::<Count>(conn));
    let count = count.map_err(|error| read_failure(url, table, &error))?;
    Ok(count.count != "0")
}

/// The rows, in the order of the versions. The columns are those that the tools create:
/// `sqlx-postgres/src/migrate.rs` and its siblings, refinery-core's `ASSERT_MIGRATIONS_TABLE_QUERY`,
/// Alembic's `MigrationContext.version_table_impl`.
pub(super) fn rows(
    conn: &mut Connection,
    url: &DatabaseUrl,
    tool: Tool,
    table: &str,
) -> Result<Vec<Row>, Failure> {
    let dialect = url.dialect;
    let text = |column: &str| match dialect {
        Dialect::Mysql => format!("CAST({column} AS CHAR)"),
        _ => format!("CAST({column} AS TEXT)"),
    };
    let hex = match dialect {
        Dialect::Postgres => "encode(checksum, 'hex')",
        _ => "lower(hex(checksum))",
    };
    let (version, name, checksum, state) = match tool {
        Tool::Alembic => (
            text("version_num"),
            "''".to_owned(),
            "''".to_owned(),
            "'whole'",
        ),
        Tool::Refinery => (text("version"), text("name"), text("checksum"), "'whole'"),
        _ => {
            let state = "CASE WHEN success THEN 'whole' ELSE 'part' END";
            (text("version"), text("description"), hex.to_owned(), state)
        }
    };
    let order = if tool == Tool::Alembic {
        "version_num"
    } else {
        "version"
    };
    let from = quoted(dialect, table);
    // An alias of another name: PostgreSQL would order by the text.
    let query = format!(
        "SELECT version, name, checksum, state FROM (SELECT {order} AS place, {version} AS version, \
         {name} AS name, {checksum} AS checksum, {state} AS state FROM {from}) AS found ORDER BY place"
    );
    let found = on!(conn, conn => sql_query(query).load::<Found>(conn));
    let found = found.map_err(|error| read_failure(url, table, &error))?;
    let rows = found.into_iter().map(|row| Row {
        is_whole: row.state == "whole",
        version: row.version,
        name: row.name,
        checksum: row.checksum,
    });
    Ok(rows.collect())
}

/// Its parts are letters, digits and `_`: the arguments see to that.
fn quoted(dialect: Dialect, table: &str) -> String {
    let mark = if dialect == Dialect::Mysql { '`' } else { '"' };
    let parts: Vec<String> = (table.split('.'))
        .map(|part| format!("{mark}{part}{mark}"))
        .collect();
    parts.join(".")
}

fn read_failure(url: &DatabaseUrl, table: &str, error: &diesel::result::Error) -> Failure {
    super::AdoptError::Table {
        shown: url.shown.clone(),
        table: table.to_owned(),
        said: url.scrub(&error.to_string()),
    }
    .into()
}

//! Foreign keys that lead nowhere, as SQLite finds them.

use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use crate::references::BrokenReference;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    table: String,
    /// Null for `WITHOUT ROWID` tables.
    #[diesel(sql_type = Nullable<BigInt>)]
    rowid: Option<i64>,
    #[diesel(sql_type = Text)]
    parent: String,
}

/// See <https://www.sqlite.org/pragma.html#pragma_foreign_key_check>.
pub(super) fn broken(conn: &mut SqliteConnection) -> QueryResult<Vec<BrokenReference>> {
    let rows: Vec<Row> = sql_query("PRAGMA foreign_key_check").load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| BrokenReference::new(row.table, row.rowid, row.parent))
        .collect())
}

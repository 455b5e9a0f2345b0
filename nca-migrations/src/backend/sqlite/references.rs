//! Foreign keys that lead nowhere, as SQLite finds them.

use diesel::result::Error;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use crate::references::BrokenReference;

/// What the last look found. A look reads every table that has foreign keys, so it is not repeated
/// while nobody else has written.
#[derive(Debug, Default)]
pub(super) struct Known(Option<(i64, Vec<BrokenReference>)>);

#[derive(QueryableByName)]
struct DataVersion {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

/// Those before a migration. Called in its transaction.
pub(super) fn before(
    conn: &mut SqliteConnection,
    known: &Known,
) -> QueryResult<Vec<BrokenReference>> {
    match &known.0 {
        Some((version, broken)) if *version == data_version(conn)? => Ok(broken.clone()),
        _ => find(conn),
    }
}

/// Those after a migration. Called in its transaction, which must be committed or be the last.
pub(super) fn after(
    conn: &mut SqliteConnection,
    known: &mut Known,
) -> QueryResult<Vec<BrokenReference>> {
    let broken = find(conn)?;
    known.0 = Some((data_version(conn)?, broken.clone()));
    Ok(broken)
}

/// Changes when, and only when, another connection has committed something.
/// See <https://www.sqlite.org/pragma.html#pragma_data_version>.
pub(super) fn data_version(conn: &mut SqliteConnection) -> QueryResult<i64> {
    let row: DataVersion = sql_query("PRAGMA data_version").get_result(conn)?;
    Ok(row.data_version)
}

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

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
}

/// See <https://www.sqlite.org/pragma.html#pragma_foreign_key_check>.
fn find(conn: &mut SqliteConnection) -> QueryResult<Vec<BrokenReference>> {
    match check(conn, "PRAGMA foreign_key_check") {
        Err(error) if mismatch(&error).is_some() => find_by_table(conn),
        other => other,
    }
}

/// One foreign key that points to columns without a unique index fails the check of all tables.
fn find_by_table(conn: &mut SqliteConnection) -> QueryResult<Vec<BrokenReference>> {
    let tables: Vec<Table> =
        sql_query("SELECT name FROM main.sqlite_master WHERE type = 'table'").load(conn)?;
    let mut broken = Vec::new();
    for Table { name } in tables {
        let quoted = name.replace('"', "\"\"");
        match check(conn, &format!("PRAGMA foreign_key_check(\"{quoted}\")")) {
            Ok(found) => broken.extend(found),
            Err(error) => match mismatch(&error) {
                Some(message) => broken.push(BrokenReference::unusable(name, message)),
                None => return Err(error),
            },
        }
    }
    Ok(broken)
}

fn check(conn: &mut SqliteConnection, pragma: &str) -> QueryResult<Vec<BrokenReference>> {
    let rows: Vec<Row> = sql_query(pragma).load(conn)?;
    let broken = |row: Row| BrokenReference::row(row.table, row.rowid, row.parent);
    Ok(rows.into_iter().map(broken).collect())
}

/// What SQLite says of a foreign key that cannot be followed at all.
fn mismatch(error: &Error) -> Option<String> {
    match error {
        Error::DatabaseError(_, information)
            if information.message().starts_with("foreign key mismatch") =>
        {
            Some(information.message().to_owned())
        }
        _ => None,
    }
}

//! The settings of a SQLite connection that a run needs otherwise than the caller.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Integer;
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::references::Known;

/// The caller's settings.
#[derive(Debug)]
pub struct Settings {
    /// How long a run waits for a writer, in milliseconds.
    wait: i32,
    /// In milliseconds. Diesel sets none, so it is 0 unless the caller set one.
    busy_timeout: i32,
    foreign_keys: bool,
    /// What is known of references that lead nowhere.
    pub(super) references: Known,
}

impl Settings {
    pub(super) fn enforced_references(&self) -> bool {
        self.foreign_keys
    }
}

#[derive(QueryableByName)]
struct BusyTimeout {
    #[diesel(sql_type = Integer)]
    timeout: i32,
}

#[derive(QueryableByName)]
struct ForeignKeys {
    #[diesel(sql_type = Integer)]
    foreign_keys: i32,
}

/// Enforcement of foreign keys has to go off before the transaction begins: inside one the pragma
/// does nothing and says nothing, and `DROP TABLE` of a parent that is being rebuilt then deletes
/// its children. See <https://www.sqlite.org/lang_altertable.html#otheralter>.
// Pragmas and not their table-valued functions: these read the schema, for which another process
// can be in the way.
pub(super) fn prepare(conn: &mut SqliteConnection, wait: Duration) -> QueryResult<Settings> {
    let before: BusyTimeout = sql_query("PRAGMA busy_timeout").get_result(conn)?;
    let keys: ForeignKeys = sql_query("PRAGMA foreign_keys").get_result(conn)?;
    let settings = Settings {
        wait: i32::try_from(wait.as_millis()).unwrap_or(i32::MAX),
        busy_timeout: before.timeout,
        foreign_keys: keys.foreign_keys != 0,
        references: Known::default(),
    };
    renew(conn, &settings)?;
    Ok(settings)
}

pub(super) fn renew(conn: &mut SqliteConnection, settings: &Settings) -> QueryResult<()> {
    conn.batch_execute(&format!(
        "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = OFF",
        settings.wait
    ))
}

pub(super) fn restore(conn: &mut SqliteConnection, settings: &Settings) -> QueryResult<()> {
    let (timeout, keys) = (settings.busy_timeout, i32::from(settings.foreign_keys));
    conn.batch_execute(&format!(
        "PRAGMA busy_timeout = {timeout}; PRAGMA foreign_keys = {keys}"
    ))
}

//! The settings of a SQLite connection that a run needs otherwise than the caller.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Integer;
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

/// The caller's settings.
#[derive(Debug, QueryableByName)]
pub struct Settings {
    /// In milliseconds. Diesel sets none, so it is 0 unless the caller set one.
    #[diesel(sql_type = Integer)]
    busy_timeout: i32,
    #[diesel(sql_type = Integer)]
    foreign_keys: i32,
}

impl Settings {
    pub(super) fn enforced_references(&self) -> bool {
        self.foreign_keys != 0
    }
}

/// Enforcement of foreign keys has to go off before the transaction begins: inside one the pragma
/// does nothing and says nothing, and `DROP TABLE` of a parent that is being rebuilt then deletes
/// its children. See <https://www.sqlite.org/lang_altertable.html#otheralter>.
pub(super) fn prepare(conn: &mut SqliteConnection, wait: Duration) -> QueryResult<Settings> {
    let settings: Settings = sql_query(
        "SELECT timeout AS busy_timeout, foreign_keys \
         FROM pragma_busy_timeout, pragma_foreign_keys",
    )
    .get_result(conn)?;
    let milliseconds = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
    conn.batch_execute(&format!("PRAGMA busy_timeout = {milliseconds}"))?;
    if settings.enforced_references() {
        conn.batch_execute("PRAGMA foreign_keys = OFF")?;
    }
    Ok(settings)
}

pub(super) fn restore(conn: &mut SqliteConnection, settings: &Settings) -> QueryResult<()> {
    let Settings {
        busy_timeout,
        foreign_keys,
    } = settings;
    conn.batch_execute(&format!(
        "PRAGMA busy_timeout = {busy_timeout}; PRAGMA foreign_keys = {foreign_keys}"
    ))
}

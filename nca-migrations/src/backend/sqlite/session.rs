//! The settings of a SQLite connection that a run needs otherwise than the caller, and those that a
//! script may change.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::deserialize::{self, FromSql, QueryableByName};
use diesel::row::{Field, NamedRow, Row};
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, RunQueryDsl, SqliteConnection, sql_query};

use super::references::Known;
use crate::backend::Engine;

/// The caller's settings.
#[derive(Debug)]
pub struct Settings {
    /// In milliseconds. Diesel sets none, so it is 0 unless the caller set one.
    busy_timeout: i64,
    /// How long a run waits for a writer.
    wait: i64,
    foreign_keys: bool,
    /// The values of [`PRAGMAS`].
    pragmas: Vec<i64>,
    /// What is attached beside `main` and `temp`.
    attached: Vec<Attached>,
    /// As it was when a run last looked for other writers.
    pub(super) data_version: Option<i64>,
    /// What is known of references that lead nowhere.
    pub(super) references: Known,
}

/// What a script can set on its connection that is a number and stays there.
/// See <https://www.sqlite.org/pragma.html>.
const PRAGMAS: [&str; 15] = [
    "analysis_limit",
    "automatic_index",
    "cache_size",
    "cell_size_check",
    "ignore_check_constraints",
    "journal_size_limit",
    "legacy_alter_table",
    "query_only",
    "read_uncommitted",
    "recursive_triggers",
    "reverse_unordered_selects",
    "secure_delete",
    "synchronous",
    "temp_store",
    "trusted_schema",
];

impl Settings {
    pub(super) fn enforced_references(&self) -> bool {
        self.foreign_keys
    }
}

/// Enforcement of foreign keys has to go off before the transaction begins: inside one the pragma
/// does nothing and says nothing, and `DROP TABLE` of a parent that is being rebuilt then deletes
/// its children. See <https://www.sqlite.org/lang_altertable.html#otheralter>.
pub(super) fn prepare(conn: &mut SqliteConnection, wait: Duration) -> QueryResult<Settings> {
    let busy_timeout = pragma(conn, "busy_timeout")?;
    let wait = i64::from(i32::try_from(wait.as_millis()).unwrap_or(i32::MAX));
    // First of all: some pragmas read the file, which another process may hold just then, as the last
    // one to leave a write-ahead log does.
    conn.batch_execute(&format!("PRAGMA busy_timeout = {wait}"))?;
    let settings = read(conn, busy_timeout, wait);
    let prepared = settings.and_then(|settings| {
        conn.batch_execute("PRAGMA foreign_keys = 0")?;
        Ok(settings)
    });
    if prepared.is_err() {
        conn.batch_execute(&format!("PRAGMA busy_timeout = {busy_timeout}"))?;
    }
    prepared
}

fn read(conn: &mut SqliteConnection, busy_timeout: i64, wait: i64) -> QueryResult<Settings> {
    Ok(Settings {
        busy_timeout,
        wait,
        foreign_keys: pragma(conn, "foreign_keys")? != 0,
        pragmas: pragmas(conn)?,
        attached: attached(conn)?,
        data_version: None,
        references: Known::default(),
    })
}

/// Inside a transaction, what can be set there; outside of one, all that a script may have changed.
pub(super) fn renew(conn: &mut SqliteConnection, settings: &Settings) -> QueryResult<()> {
    if conn.depth()? == 0 {
        give_back(conn, settings)?;
    } else {
        conn.batch_execute("PRAGMA query_only = 0")?;
    }
    set(conn, settings.wait, false)
}

pub(super) fn restore(conn: &mut SqliteConnection, settings: &Settings) -> QueryResult<()> {
    give_back(conn, settings)?;
    set(conn, settings.busy_timeout, settings.foreign_keys)
}

fn set(conn: &mut SqliteConnection, busy_timeout: i64, foreign_keys: bool) -> QueryResult<()> {
    let keys = i32::from(foreign_keys);
    conn.batch_execute(&format!(
        "PRAGMA busy_timeout = {busy_timeout}; PRAGMA foreign_keys = {keys}"
    ))
}

fn give_back(conn: &mut SqliteConnection, settings: &Settings) -> QueryResult<()> {
    let now = pragmas(conn)?;
    for ((name, before), now) in PRAGMAS.iter().zip(&settings.pragmas).zip(now) {
        if *before != now {
            conn.batch_execute(&format!("PRAGMA {name} = {before}"))?;
        }
    }
    let now = attached(conn)?;
    for added in now.iter().filter(|one| !settings.attached.contains(one)) {
        conn.batch_execute(&format!("DETACH {}", quoted(&added.name, '"')))?;
    }
    for gone in settings.attached.iter().filter(|one| !now.contains(one)) {
        let (file, name) = (quoted(&gone.file, '\''), quoted(&gone.name, '"'));
        conn.batch_execute(&format!("ATTACH {file} AS {name}"))?;
    }
    Ok(())
}

fn pragmas(conn: &mut SqliteConnection) -> QueryResult<Vec<i64>> {
    PRAGMAS.iter().map(|name| pragma(conn, name)).collect()
}

// Pragmas and not their table-valued functions: these read the schema, for which another process
// can be in the way.
fn pragma(conn: &mut SqliteConnection, name: &str) -> QueryResult<i64> {
    let row: Number = sql_query(format!("PRAGMA {name}")).get_result(conn)?;
    Ok(row.0)
}

/// The first column, whatever it is called: pragmas do not agree on that.
struct Number(i64);

impl QueryableByName<Sqlite> for Number {
    fn build<'a>(row: &impl NamedRow<'a, Sqlite>) -> deserialize::Result<Self> {
        let field = Row::get(row, 0).ok_or("the pragma gives nothing")?;
        <i64 as FromSql<BigInt, Sqlite>>::from_nullable_sql(field.value()).map(Self)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, diesel::QueryableByName)]
struct Database {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    file: Option<String>,
}

/// A database beside `main`. One in memory, or temporary, has no file: it is gone once detached.
#[derive(Debug, PartialEq, Eq)]
struct Attached {
    name: String,
    file: String,
}

fn attached(conn: &mut SqliteConnection) -> QueryResult<Vec<Attached>> {
    let all: Vec<Database> = sql_query("PRAGMA database_list").load(conn)?;
    Ok((all.into_iter())
        .filter(|database| !matches!(&*database.name, "main" | "temp"))
        .map(|Database { name, file }| Attached {
            name,
            file: file.unwrap_or_default(),
        })
        .collect())
}

fn quoted(name: &str, mark: char) -> String {
    let twice = format!("{mark}{mark}");
    format!("{mark}{}{mark}", name.replace(mark, &twice))
}

//! The history tables on SQLite: always those of `main`, since a name alone may also mean a table
//! of an attached database, or a temporary one.

use diesel::connection::SimpleConnection;
use diesel::migration::CREATE_MIGRATIONS_TABLE;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use crate::backend::Record;
use crate::history::{Action, Applied, FORMAT, History, HistoryError, LogEntry, Mark, Outcome};
use crate::who::Who;

/// Each brings the log from the format of its index to the next.
const FORMAT_STEPS: [&str; FORMAT as usize] = ["
    CREATE TABLE main.__nca_migration_log (
        sequence INTEGER PRIMARY KEY NOT NULL,
        action TEXT NOT NULL,
        format INTEGER,
        version TEXT,
        directory TEXT,
        parent TEXT,
        script_digest TEXT,
        chain_digest TEXT,
        down_script TEXT,
        run_on TEXT,
        statements_done INTEGER,
        started_at TEXT NOT NULL,
        finished_at TEXT NOT NULL,
        duration_us INTEGER,
        database_user TEXT,
        host TEXT,
        program TEXT,
        program_version TEXT,
        outcome TEXT NOT NULL
    )"];

#[derive(QueryableByName)]
struct MarkRow {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<Text>)]
    last: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    chain_digest: Option<String>,
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
    Ok(Mark {
        count: usize::try_from(row.count).unwrap_or_default(),
        last: row.last,
        chain_digest: row.chain_digest,
    })
}

#[derive(QueryableByName)]
struct NameRow {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct AppliedRow {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    run_on: String,
}

#[derive(QueryableByName)]
struct FormatRow {
    #[diesel(sql_type = Nullable<Integer>)]
    format: Option<i32>,
}

pub(super) fn read(conn: &mut SqliteConnection) -> Result<History, HistoryError> {
    let tables: Vec<NameRow> = sql_query(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' \
         AND lower(name) IN ('__diesel_schema_migrations', '__nca_migration_log')",
    )
    .load(conn)?;
    // To SQLite, upper and lower case are equal in a table's name.
    let has = |name| (tables.iter()).any(|table| table.name.eq_ignore_ascii_case(name));
    let mut history = History {
        has_diesel_table: has("__diesel_schema_migrations"),
        ..History::default()
    };
    if history.has_diesel_table {
        let rows: Vec<AppliedRow> = sql_query(
            "SELECT version, CAST(run_on AS TEXT) AS run_on FROM main.__diesel_schema_migrations \
             ORDER BY version",
        )
        .load(conn)?;
        let applied = |row: AppliedRow| Applied {
            version: row.version,
            run_on: row.run_on,
        };
        history.applied = rows.into_iter().map(applied).collect();
    }
    if has("__nca_migration_log") {
        history.format = format(conn)?;
        let rows: Vec<LogRow> = sql_query(
            "SELECT sequence, action, format, version, directory, parent, script_digest, \
             chain_digest, run_on, statements_done, started_at, finished_at, duration_us, \
             database_user, host, program, program_version, outcome \
             FROM main.__nca_migration_log ORDER BY sequence",
        )
        .load(conn)?;
        history.log = rows
            .into_iter()
            .map(LogRow::into_entry)
            .collect::<Result<_, _>>()?;
    }
    Ok(history)
}

fn format(conn: &mut SqliteConnection) -> Result<u32, HistoryError> {
    let row: FormatRow = sql_query(
        "SELECT max(format) AS format FROM main.__nca_migration_log WHERE action = 'format'",
    )
    .get_result(conn)?;
    match row.format.and_then(|format| u32::try_from(format).ok()) {
        None | Some(0) => Err(HistoryError::NoFormat),
        Some(found) if found > FORMAT => Err(HistoryError::Newer { found }),
        Some(found) => Ok(found),
    }
}

#[derive(QueryableByName)]
struct LogRow {
    #[diesel(sql_type = BigInt)]
    sequence: i64,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Nullable<Integer>)]
    format: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    version: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    directory: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    parent: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    script_digest: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    chain_digest: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    run_on: Option<String>,
    #[diesel(sql_type = Nullable<Integer>)]
    statements_done: Option<i32>,
    #[diesel(sql_type = Text)]
    started_at: String,
    #[diesel(sql_type = Text)]
    finished_at: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    duration_us: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    database_user: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    host: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    program: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    program_version: Option<String>,
    #[diesel(sql_type = Text)]
    outcome: String,
}

impl LogRow {
    fn into_entry(self) -> Result<LogEntry, HistoryError> {
        let sequence = self.sequence;
        let damaged = |column, found: &str, expected| HistoryError::Damaged {
            sequence,
            column,
            found: found.to_owned(),
            expected,
        };
        let digest = |column, text: Option<String>| {
            let parse = |text: String| {
                text.parse().map_err(|_| {
                    damaged(
                        column,
                        &text,
                        "`sha256:` and 64 lower-case hexadecimal digits",
                    )
                })
            };
            text.map(parse).transpose()
        };
        Ok(LogEntry {
            sequence,
            action: (self.action.parse())
                .map_err(|()| damaged("action", &self.action, "an action of this format"))?,
            format: self.format.and_then(|format| u32::try_from(format).ok()),
            version: self.version,
            directory: self.directory,
            parent: self.parent,
            script_digest: digest("script_digest", self.script_digest)?,
            chain_digest: digest("chain_digest", self.chain_digest)?,
            run_on: self.run_on,
            statements_done: self
                .statements_done
                .and_then(|done| u32::try_from(done).ok()),
            started_at: self.started_at,
            finished_at: self.finished_at,
            duration_us: self.duration_us,
            database_user: self.database_user,
            host: self.host,
            program: self.program,
            program_version: self.program_version,
            outcome: (self.outcome.parse())
                .map_err(|()| damaged("outcome", &self.outcome, "`done` or `progress`"))?,
        })
    }
}

pub(super) fn prepare(conn: &mut SqliteConnection, found: &History, who: &Who) -> QueryResult<()> {
    if found.has_diesel_table {
        // `BEGIN IMMEDIATE` succeeds on a database that cannot be written, so the first to fail
        // would be a script that is not to blame.
        conn.batch_execute("DELETE FROM main.__diesel_schema_migrations WHERE 0")?;
    } else {
        // Diesel's text names no schema; `CREATE TABLE` without one means `main`.
        conn.batch_execute(CREATE_MIGRATIONS_TABLE)?;
    }
    for (format, step) in (1_i32..).zip(FORMAT_STEPS).skip(found.format as usize) {
        conn.batch_execute(step)?;
        sql_query(
            "INSERT INTO main.__nca_migration_log (action, format, started_at, finished_at, host, \
             program, program_version, outcome) VALUES (?, ?, \
             strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), \
             ?, ?, ?, ?)",
        )
        .bind::<Text, _>(Action::Format.name())
        .bind::<Integer, _>(format)
        .bind::<Nullable<Text>, _>(who.host.as_deref())
        .bind::<Nullable<Text>, _>(who.program.as_deref())
        .bind::<Nullable<Text>, _>(who.program_version.as_deref())
        .bind::<Text, _>(Outcome::Done.name())
        .execute(conn)?;
    }
    Ok(())
}

pub(super) fn record(conn: &mut SqliteConnection, record: &Record<'_>) -> QueryResult<()> {
    let done = record.outcome == Outcome::Done;
    if done && matches!(record.action, Action::Upgrade | Action::Stamp) {
        sql_query("INSERT INTO main.__diesel_schema_migrations (version) VALUES (?)")
            .bind::<Text, _>(record.version)
            .execute(conn)?;
    }
    append(conn, record)?;
    if done && record.action == Action::Downgrade {
        sql_query("DELETE FROM main.__diesel_schema_migrations WHERE version = ?")
            .bind::<Text, _>(record.version)
            .execute(conn)?;
    }
    Ok(())
}

/// Both times are SQLite's: the start is its clock now less the measured duration.
fn append(conn: &mut SqliteConnection, record: &Record<'_>) -> QueryResult<()> {
    let microseconds = i64::try_from(record.duration.as_micros()).unwrap_or(i64::MAX);
    let digest = |digest: Option<_>| digest.as_ref().map(ToString::to_string);
    sql_query(
        "INSERT INTO main.__nca_migration_log (action, version, directory, parent, script_digest, \
         chain_digest, down_script, run_on, statements_done, started_at, finished_at, \
         duration_us, host, program, program_version, outcome) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, \
         (SELECT CAST(run_on AS TEXT) FROM main.__diesel_schema_migrations WHERE version = ?2), ?8, \
         strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (-?9 / 1000000.0) || ' seconds'), \
         strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?9, ?10, ?11, ?12, ?13)",
    )
    .bind::<Text, _>(record.action.name())
    .bind::<Text, _>(record.version)
    .bind::<Text, _>(record.directory)
    .bind::<Nullable<Text>, _>(record.parent)
    .bind::<Nullable<Text>, _>(digest(record.script_digest))
    .bind::<Nullable<Text>, _>(digest(record.chain_digest))
    .bind::<Nullable<Text>, _>(record.down_script)
    .bind::<Integer, _>(i32::try_from(record.statements_done).unwrap_or(i32::MAX))
    .bind::<BigInt, _>(microseconds)
    .bind::<Nullable<Text>, _>(record.who.host.as_deref())
    .bind::<Nullable<Text>, _>(record.who.program.as_deref())
    .bind::<Nullable<Text>, _>(record.who.program_version.as_deref())
    .bind::<Text, _>(record.outcome.name())
    .execute(conn)?;
    Ok(())
}

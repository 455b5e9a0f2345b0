//! The rows of the history tables, read alike on every engine.

use diesel::query_builder::SqlQuery;
use diesel::query_dsl::methods::LoadQuery;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use diesel::{OptionalExtension, QueryResult, QueryableByName, RunQueryDsl, sql_query};

use crate::history::{Applied, FORMAT, History, HistoryError, LogEntry, Mark};
use crate::tables::{Bound, Tables};

/// Which of the two tables there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Existing {
    pub(super) applied: bool,
    pub(super) log: bool,
}

/// Everything that the tables hold.
pub(super) fn read<C>(
    conn: &mut C,
    tables: &Tables,
    existing: Existing,
) -> Result<History, HistoryError>
where
    for<'q> SqlQuery:
        LoadQuery<'q, C, AppliedRow> + LoadQuery<'q, C, FormatRow> + LoadQuery<'q, C, LogRow>,
{
    let mut history = History {
        has_diesel_table: existing.applied,
        ..History::default()
    };
    if existing.applied {
        let rows: Vec<AppliedRow> = sql_query(tables.select_applied()).load(conn)?;
        let applied = |row: AppliedRow| Applied::new(row.version, row.run_on);
        history.applied = rows.into_iter().map(applied).collect();
    }
    if existing.log {
        let row: FormatRow = sql_query(tables.select_format()).get_result(conn)?;
        history.format = format(row.format)?;
        let rows: Vec<LogRow> = sql_query(tables.select_log()).load(conn)?;
        let entries = rows.into_iter().map(LogRow::into_entry);
        history.log = entries.collect::<Result<_, _>>()?;
    }
    Ok(history)
}

/// What the probe finds.
#[derive(QueryableByName)]
pub(super) struct MarkRow {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<Text>)]
    last: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    chain_digest: Option<String>,
}

impl From<MarkRow> for Mark {
    fn from(row: MarkRow) -> Self {
        Self {
            count: usize::try_from(row.count).unwrap_or_default(),
            last: row.last,
            chain_digest: row.chain_digest,
        }
    }
}

/// One text.
#[derive(QueryableByName)]
pub(super) struct TextRow {
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) value: Option<String>,
}

/// The column `value` of each row.
pub(super) fn texts<C>(conn: &mut C, query: &str) -> QueryResult<Vec<Option<String>>>
where
    for<'q> SqlQuery: LoadQuery<'q, C, TextRow>,
{
    let rows: Vec<TextRow> = sql_query(query).load(conn)?;
    Ok(rows.into_iter().map(|row| row.value).collect())
}

/// The way back that was kept for a version.
pub(super) fn down_script<C>(
    conn: &mut C,
    tables: &Tables,
    version: &str,
) -> QueryResult<Option<String>>
where
    for<'q> Bound<'q>: LoadQuery<'q, C, TextRow>,
{
    let row: Option<TextRow> = (tables.select_down_script(version))
        .get_result(conn)
        .optional()?;
    Ok(row.and_then(|row| row.value))
}

#[derive(QueryableByName)]
pub(super) struct AppliedRow {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    run_on: String,
}

#[derive(QueryableByName)]
pub(super) struct FormatRow {
    #[diesel(sql_type = Nullable<Integer>)]
    format: Option<i32>,
}

fn format(found: Option<i32>) -> Result<u32, HistoryError> {
    match found.and_then(|format| u32::try_from(format).ok()) {
        None | Some(0) => Err(HistoryError::NoFormat),
        Some(found) if found > FORMAT => Err(HistoryError::Newer { found }),
        Some(found) => Ok(found),
    }
}

#[derive(QueryableByName)]
pub(super) struct LogRow {
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
    #[diesel(sql_type = Nullable<Integer>)]
    run_in_transaction: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    run_on: Option<String>,
    #[diesel(sql_type = Nullable<Integer>)]
    statements_done: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    trace: Option<String>,
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
    #[diesel(sql_type = Nullable<Text>)]
    tag: Option<String>,
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
        let positive = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
        Ok(LogEntry {
            sequence,
            action: (self.action.parse())
                .map_err(|()| damaged("action", &self.action, "an action of this format"))?,
            format: positive(self.format),
            version: self.version,
            directory: self.directory,
            parent: self.parent,
            script_digest: digest("script_digest", self.script_digest)?,
            chain_digest: digest("chain_digest", self.chain_digest)?,
            run_in_transaction: self.run_in_transaction.map(|number| number != 0),
            run_on: self.run_on,
            statements_done: positive(self.statements_done),
            trace: self.trace,
            started_at: self.started_at,
            finished_at: self.finished_at,
            duration_us: self.duration_us,
            database_user: self.database_user,
            host: self.host,
            program: self.program,
            program_version: self.program_version,
            tag: self.tag,
            outcome: (self.outcome.parse())
                .map_err(|()| damaged("outcome", &self.outcome, "`done` or `progress`"))?,
        })
    }
}

//! The history tables as SQL: where they are, how they are made and how they are written. Pure text,
//! so that what a run executes and what an offline script says come from the same place.

mod bound;
mod entry;
mod mysql;
mod postgres;
mod sqlite;

use std::time::Duration;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

pub(crate) use self::bound::{Bound, Piece, Value, quoted};
use self::entry::Entry;
pub(crate) use self::postgres::SCHEMA;
use crate::history::{Action, FORMAT, Outcome};
use crate::who::Who;

/// Diesel's table.
pub(crate) const APPLIED: &str = "__diesel_schema_migrations";
/// Ours.
pub(crate) const LOG: &str = "__nca_migration_log";

/// The history tables of one database. Scripts may change what a bare name means, so the schema is
/// settled once for a run, and each statement names it.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    dialect: Dialect,
    schema: Option<String>,
    /// What the names of the tables begin with.
    prefix: String,
}

/// What is written to the history.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Record<'a> {
    pub action: Action,
    pub outcome: Outcome,
    pub version: &'a str,
    pub directory: Option<&'a str>,
    pub parent: Option<&'a str>,
    pub script_digest: Option<Digest>,
    pub chain_digest: Option<Digest>,
    pub run_in_transaction: Option<bool>,
    pub down_script: Option<&'a str>,
    pub statements_done: Option<usize>,
    /// What the objects looked like that the next statement names.
    pub trace: Option<&'a str>,
    /// Not known in an offline script.
    pub duration: Option<Duration>,
    /// How long it has been done, where it is not recorded at once.
    pub ago: Option<Duration>,
    /// Whether it is written in a session that the script may have told not to commit by itself.
    pub autocommit_may_be_off: bool,
    /// Its place in the log, where that is known: else it goes on from the last one.
    pub sequence: Option<i64>,
    pub who: &'a Who,
}

impl Tables {
    /// Those in `schema`: on SQLite the name of an attached database, on MySQL/MariaDB a database.
    pub(crate) fn of(dialect: Dialect, schema: String) -> Self {
        let quoted = match dialect {
            Dialect::Mysql => format!("`{}`", schema.replace('`', "``")),
            _ => format!("\"{}\"", schema.replace('"', "\"\"")),
        };
        Self {
            schema: Some(schema),
            ..Self::within(dialect, &quoted)
        }
    }

    /// Those in a schema that is written like this in SQL, or for a client.
    pub(crate) fn within(dialect: Dialect, schema: &str) -> Self {
        Self {
            prefix: format!("{schema}."),
            ..Self::unqualified(dialect)
        }
    }

    /// Those that a bare name means, for a script that is run who knows where.
    pub(crate) const fn unqualified(dialect: Dialect) -> Self {
        Self {
            dialect,
            schema: None,
            prefix: String::new(),
        }
    }

    /// The schema that they are in, if it is settled.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub(crate) fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    /// Diesel's table, as it is written in SQL.
    pub(crate) fn applied(&self) -> String {
        self.qualified(APPLIED)
    }

    /// The log, as it is written in SQL.
    pub(crate) fn log(&self) -> String {
        self.qualified(LOG)
    }

    fn qualified(&self, table: &str) -> String {
        format!("{}{table}", self.prefix)
    }

    /// The text of [`diesel::migration::CREATE_MIGRATIONS_TABLE`], with the schema.
    pub(crate) fn create_applied(&self) -> String {
        diesel::migration::CREATE_MIGRATIONS_TABLE.replacen(APPLIED, &self.applied(), 1)
    }

    /// The statements that bring a log of an older format to the newest, or create it (format 0).
    pub(crate) fn renew_log(&self, format: u32, who: &Who) -> Vec<Bound<'static>> {
        let mut statements = Vec::new();
        for (format, step) in (1_i32..).zip(self.format_steps()).skip(format as usize) {
            statements.push(Bound::default().sql(step.replace("{log}", &self.log())));
            statements.push(self.format_entry(format, who).insert());
        }
        statements
    }

    /// Those that create what is not there, for an offline script, which cannot look first. The log
    /// is of the newest format, or not there.
    pub(crate) fn create_if_missing(&self) -> [String; 2] {
        const { assert!(FORMAT == 1, "a log that is created must get all steps") };
        let log = self.format_steps().concat().replace("{log}", &self.log());
        let applied = self.create_applied();
        [
            applied.trim_end().trim_end_matches(';').to_owned(),
            log.replacen("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1),
        ]
    }

    /// The entry with the format, if the log has none yet.
    pub(crate) fn first_entry(&self, who: &Who) -> Bound<'static> {
        self.format_entry(FORMAT.cast_signed(), who).insert_first()
    }

    fn format_entry(&self, format: i32, who: &Who) -> Entry<'_, 'static> {
        let mut entry = Entry::new(self, Action::Format, Outcome::Done, None, None);
        entry.column("format", Value::Integer(Some(format)));
        entry.who(who);
        entry
    }

    fn format_steps(&self) -> &'static [&'static str] {
        match self.dialect {
            Dialect::Postgres => &postgres::FORMAT_STEPS,
            Dialect::Mysql => &mysql::FORMAT_STEPS,
            _ => &sqlite::FORMAT_STEPS,
        }
    }

    /// The statements that write a record, Diesel's row included.
    pub(crate) fn record<'a>(&self, record: &Record<'a>) -> Vec<Bound<'a>> {
        let Some(change) = self.change(std::slice::from_ref(record)) else {
            return vec![self.append(record, self.run_on_of(record))];
        };
        if self.dialect == Dialect::Postgres {
            // One statement, so one round trip.
            return vec![
                Bound::default()
                    .sql("WITH changed AS (")
                    .then(change)
                    .sql(" RETURNING run_on) ")
                    .then(self.append_changed(record)),
            ];
        }
        let entry = self.append(record, self.run_on_of(record));
        in_order(record, change, entry).into()
    }

    /// The statements that write many records at once: of one action, done, with consecutive sequence
    /// numbers from the first one's.
    pub(crate) fn record_all<'a>(&self, records: &[Record<'a>]) -> Vec<Bound<'a>> {
        let known = |record: &Record<'_>| record.sequence.is_some();
        let (Some((first, rest)), true) = (records.split_first(), records.iter().all(known)) else {
            return records
                .iter()
                .flat_map(|record| self.record(record))
                .collect();
        };
        let entries = self.append(first, self.run_on_of(first));
        let entries = rest.iter().fold(entries, |entries, record| {
            let entry = self.entry(record, self.run_on_of(record));
            entry.insert_with(entries, record.sequence.unwrap_or_default())
        });
        match self.change(records) {
            Some(change) => in_order(first, change, entries).into(),
            None => vec![entries],
        }
    }

    /// What is done to Diesel's rows, if anything is. The records are of one action.
    fn change<'a>(&self, records: &[Record<'a>]) -> Option<Bound<'a>> {
        let first = records
            .first()
            .filter(|first| first.outcome == Outcome::Done)?;
        let (before, between, after) = match first.action {
            Action::Upgrade | Action::Stamp => ("INSERT INTO {} (version) VALUES (", "), (", ")"),
            Action::Downgrade | Action::Unstamp if records.len() == 1 => {
                ("DELETE FROM {} WHERE version = ", "", "")
            }
            Action::Downgrade | Action::Unstamp => ("DELETE FROM {} WHERE version IN (", ", ", ")"),
            Action::Format | Action::Adopt => return None,
        };
        let change = Bound::default().sql(before.replace("{}", &self.applied()));
        let change = change.text(Some(first.version));
        let change = records[1..].iter().fold(change, |change, record| {
            change.sql(between).text(Some(record.version))
        });
        Some(if after.is_empty() {
            change
        } else {
            change.sql(after)
        })
    }

    fn append<'a>(&self, record: &Record<'a>, run_on: Bound<'a>) -> Bound<'a> {
        let entry = self.entry(record, run_on);
        match record.sequence {
            Some(sequence) => entry.insert_as(sequence),
            None => entry.insert(),
        }
    }

    /// With what changed in the same statement. There may be nothing that a deletion took away.
    fn append_changed<'a>(&self, record: &Record<'a>) -> Bound<'a> {
        let run_on = self.run_on();
        if let (Some(sequence), Action::Upgrade | Action::Stamp) = (record.sequence, record.action)
        {
            let entry = self.entry(record, Bound::default().sql(run_on));
            return entry.insert_from(sequence, "changed");
        }
        let run_on = format!("(SELECT {run_on} FROM changed)");
        self.append(record, Bound::default().sql(run_on))
    }

    /// That of the row that is there.
    fn run_on_of<'a>(&self, record: &Record<'a>) -> Bound<'a> {
        let run_on = self.run_on();
        let select = format!("(SELECT {run_on} FROM {} WHERE version = ", self.applied());
        Bound::default()
            .sql(select)
            .text(Some(record.version))
            .sql(")")
    }

    fn entry<'a>(&self, record: &Record<'a>, run_on: Bound<'a>) -> Entry<'_, 'a> {
        let digest = |digest: Option<Digest>| digest.as_ref().map(ToString::to_string);
        let Record {
            action,
            outcome,
            duration,
            ago,
            ..
        } = *record;
        let mut entry = Entry::new(self, action, outcome, duration, ago);
        entry.text("version", Some(record.version));
        entry.text("directory", record.directory);
        entry.text("parent", record.parent);
        entry.column("script_digest", Value::from(digest(record.script_digest)));
        entry.column("chain_digest", Value::from(digest(record.chain_digest)));
        let in_transaction = record.run_in_transaction.map(i32::from);
        entry.column("run_in_transaction", Value::Integer(in_transaction));
        entry.text("down_script", record.down_script);
        entry.expression("run_on", run_on);
        let done = (record.statements_done).map(|done| i32::try_from(done).unwrap_or(i32::MAX));
        entry.column("statements_done", Value::Integer(done));
        entry.text("trace", record.trace);
        entry.who(record.who);
        entry
    }

    /// All of Diesel's rows as text: `version`, `run_on`.
    pub(crate) fn select_applied(&self) -> String {
        let order = match self.dialect {
            Dialect::Postgres => "version COLLATE \"C\"",
            Dialect::Mysql => "CAST(version AS BINARY)",
            _ => "version",
        };
        format!(
            "SELECT version, {} AS run_on FROM {} ORDER BY {order}",
            self.run_on(),
            self.applied()
        )
    }

    /// The log without its scripts, oldest entry first. What only a newer format has is not asked
    /// for: the format is looked at first.
    pub(crate) fn select_log(&self) -> String {
        let (started, finished) = (self.time("started_at"), self.time("finished_at"));
        format!(
            "SELECT sequence, action, format, version, directory, parent, script_digest, \
             chain_digest, run_in_transaction, run_on, statements_done, trace, \
             {started} AS started_at, {finished} AS finished_at, duration_us, database_user, host, \
             program, program_version, tag, outcome FROM {} ORDER BY sequence",
            self.log()
        )
    }

    /// The newest format that the log says it has.
    pub(crate) fn select_format(&self) -> String {
        format!(
            "SELECT max(format) AS format FROM {} WHERE action = 'format'",
            self.log()
        )
    }

    /// The way back that was kept for a version, newest first.
    pub(crate) fn select_down_script<'a>(&self, version: &'a str) -> Bound<'a> {
        Bound::default()
            .sql(format!(
                "SELECT down_script AS value FROM {} WHERE outcome = 'done' AND \
                 action IN ('upgrade', 'stamp', 'adopt') AND version = ",
                self.log()
            ))
            .text(Some(version))
            .sql(" ORDER BY sequence DESC LIMIT 1")
    }

    fn run_on(&self) -> &'static str {
        match self.dialect {
            Dialect::Postgres => postgres::RUN_ON,
            Dialect::Mysql => mysql::RUN_ON,
            _ => sqlite::RUN_ON,
        }
    }

    fn time(&self, column: &str) -> String {
        match self.dialect {
            Dialect::Postgres => postgres::time(column),
            Dialect::Mysql => mysql::time(column),
            _ => column.to_owned(),
        }
    }
}

/// The log tells the `run_on` of the row that is there.
fn in_order<'a>(record: &Record<'_>, change: Bound<'a>, entry: Bound<'a>) -> [Bound<'a>; 2] {
    match record.action {
        Action::Downgrade | Action::Unstamp => [entry, change],
        _ => [change, entry],
    }
}

const _: () = {
    assert!(sqlite::FORMAT_STEPS.len() == FORMAT as usize);
    assert!(postgres::FORMAT_STEPS.len() == FORMAT as usize);
    assert!(mysql::FORMAT_STEPS.len() == FORMAT as usize);
};

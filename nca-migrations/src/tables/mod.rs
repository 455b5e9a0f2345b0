//! The history tables as SQL: where they are, how they are made and how they are written. Pure text,
//! so that what a run executes and what an offline script says come from the same place.

mod bound;
mod entry;
mod mysql;
mod postgres;
mod record;
mod sqlite;

use nca_migrations_core::dialect::Dialect;

pub(crate) use self::bound::{Bound, Piece, Value, quoted};
use self::entry::Entry;
pub(crate) use self::postgres::SCHEMA;
pub(crate) use self::record::Record;
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

const _: () = {
    assert!(sqlite::FORMAT_STEPS.len() == FORMAT as usize);
    assert!(postgres::FORMAT_STEPS.len() == FORMAT as usize);
    assert!(mysql::FORMAT_STEPS.len() == FORMAT as usize);
};

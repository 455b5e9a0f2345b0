//! One entry of the log, put together column by column.

use std::time::Duration;

use nca_migrations_core::dialect::Dialect;

use super::{Bound, Tables, Value, mysql, postgres, sqlite};
use crate::history::{Action, Outcome};
use crate::who::Who;

/// An entry of the log that is being put together.
pub(super) struct Entry<'t, 'a> {
    tables: &'t Tables,
    columns: Vec<&'static str>,
    values: Vec<Bound<'a>>,
}

impl<'t, 'a> Entry<'t, 'a> {
    /// Both times are the database's: the start is its clock now less the measured duration.
    pub(super) fn new(
        tables: &'t Tables,
        action: Action,
        outcome: Outcome,
        duration: Option<Duration>,
    ) -> Self {
        let mut entry = Self {
            tables,
            columns: Vec::new(),
            values: Vec::new(),
        };
        let (now, before) = match tables.dialect {
            Dialect::Postgres => (postgres::NOW, postgres::BEFORE),
            Dialect::Mysql => (mysql::NOW, mysql::BEFORE),
            _ => (sqlite::NOW, sqlite::BEFORE),
        };
        let duration = duration.map(|time| i64::try_from(time.as_micros()).unwrap_or(i64::MAX));
        let started = match (duration, before) {
            (Some(duration), (left, right)) => Bound::default()
                .sql(left)
                .value(Value::BigInt(Some(duration)))
                .sql(right),
            (None, _) => Bound::default().sql(now),
        };
        entry.text("action", Some(action.name()));
        entry.text("outcome", Some(outcome.name()));
        entry.expression("started_at", started);
        entry.expression("finished_at", Bound::default().sql(now));
        entry.column("duration_us", Value::BigInt(duration));
        entry
    }

    pub(super) fn expression(&mut self, column: &'static str, value: Bound<'a>) {
        self.columns.push(column);
        self.values.push(value);
    }

    pub(super) fn column(&mut self, column: &'static str, value: Value<'a>) {
        self.expression(column, Bound::default().value(value));
    }

    pub(super) fn text(&mut self, column: &'static str, text: Option<&'a str>) {
        self.column(column, Value::Text(text.map(Into::into)));
    }

    pub(super) fn who(&mut self, who: &Who) {
        let user = match self.tables.dialect {
            Dialect::Postgres => Some(postgres::USER),
            Dialect::Mysql => Some(mysql::USER),
            _ => None,
        };
        if let Some(user) = user {
            self.expression("database_user", Bound::default().sql(user));
        }
        self.column("host", Value::from(who.host.clone()));
        self.column("program", Value::from(who.program.clone()));
        self.column("program_version", Value::from(who.program_version.clone()));
        self.column("tag", Value::from(who.tag.clone()));
    }

    /// The sequence has no gaps: it goes on from the last entry, which only a run that is let in
    /// can write.
    pub(super) fn insert(self) -> Bound<'a> {
        let log = self.tables.log();
        self.select("coalesce(max(sequence), 0) + 1", &log)
    }

    /// Inserts only into an empty log.
    pub(super) fn insert_first(self) -> Bound<'a> {
        let entries = format!(
            "(SELECT count(*) AS entries FROM {}) AS found",
            self.tables.log()
        );
        self.select("1", &entries).sql(" WHERE entries = 0")
    }

    fn select(self, sequence: &str, from: &str) -> Bound<'a> {
        let insert = format!(
            "INSERT INTO {} (sequence, {}) SELECT {sequence}",
            self.tables.log(),
            self.columns.join(", ")
        );
        let mut statement = Bound::default().sql(insert);
        for value in self.values {
            statement = statement.sql(", ").then(value);
        }
        statement.sql(format!(" FROM {from}"))
    }
}

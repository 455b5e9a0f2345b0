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
    /// Both times are the database's: its clock now, less what has passed since by ours.
    pub(super) fn new(
        tables: &'t Tables,
        action: Action,
        outcome: Outcome,
        duration: Option<Duration>,
        ago: Option<Duration>,
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
        let passed = |time: Option<Duration>| match (time.map(microseconds), before) {
            (Some(passed), (left, right)) => Bound::default()
                .sql(left)
                .value(Value::BigInt(Some(passed)))
                .sql(right),
            (None, _) => Bound::default().sql(now),
        };
        let started = duration.map(|duration| duration + ago.unwrap_or_default());
        entry.text("action", Some(action.name()));
        entry.text("outcome", Some(outcome.name()));
        entry.expression("started_at", passed(started));
        entry.expression("finished_at", passed(ago));
        entry.column("duration_us", Value::BigInt(duration.map(microseconds)));
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

    /// The same where the last entry is known: asking for it is much of what an insertion costs.
    pub(super) fn insert_as(self, sequence: i64) -> Bound<'a> {
        let head = self.head();
        self.row(head.sql(" VALUES "), sequence)
    }

    /// As [`Entry::insert_as`], with the row of `from`, which the entry's expressions are about.
    pub(super) fn insert_from(self, sequence: i64, from: &str) -> Bound<'a> {
        let head = self.head().sql(" SELECT ");
        let values = head.value(Value::BigInt(Some(sequence)));
        self.values_after(values).sql(format!(" FROM {from}"))
    }

    /// One more row of the entry that `before` inserts, which has the same columns.
    pub(super) fn insert_with(self, before: Bound<'a>, sequence: i64) -> Bound<'a> {
        self.row(before.sql(", "), sequence)
    }

    fn row(self, before: Bound<'a>, sequence: i64) -> Bound<'a> {
        let values = before.sql("(").value(Value::BigInt(Some(sequence)));
        self.values_after(values).sql(")")
    }

    fn select(self, sequence: &str, from: &str) -> Bound<'a> {
        let statement = self.head().sql(format!(" SELECT {sequence}"));
        self.values_after(statement).sql(format!(" FROM {from}"))
    }

    fn head(&self) -> Bound<'a> {
        Bound::default().sql(format!(
            "INSERT INTO {} (sequence, {})",
            self.tables.log(),
            self.columns.join(", ")
        ))
    }

    fn values_after(self, mut statement: Bound<'a>) -> Bound<'a> {
        for value in self.values {
            statement = statement.sql(", ").then(value);
        }
        statement
    }
}

fn microseconds(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

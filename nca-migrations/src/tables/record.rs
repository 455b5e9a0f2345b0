//! The statements that write records: entries of the log, and what is done to Diesel's rows.

use std::time::Duration;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use super::entry::Entry;
use super::{Bound, Tables, Value};
use crate::history::{Action, Outcome};
use crate::who::Who;

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
}

/// The log tells the `run_on` of the row that is there.
fn in_order<'a>(record: &Record<'_>, change: Bound<'a>, entry: Bound<'a>) -> [Bound<'a>; 2] {
    match record.action {
        Action::Downgrade | Action::Unstamp => [entry, change],
        _ => [change, entry],
    }
}

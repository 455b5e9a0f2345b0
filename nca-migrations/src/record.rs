//! Writing the history of a run.

use std::collections::HashMap;
use std::mem;
use std::time::{Duration, Instant};

use crate::account::{Account, Progress};
use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::history::{Action, History};
use crate::plan::Step;
use crate::position::Position;
use crate::tables::Record;

/// How many records are written in one statement. SQLite takes 999 values in one before version 3.32:
/// <https://www.sqlite.org/limits.html#max_variable_number>.
const AT_ONCE: usize = 32;

/// What a run that is one transaction has done and not recorded yet: nobody sees the records before its
/// end, and written together they cost a tenth.
pub(crate) struct Unrecorded {
    account: Account,
    statements: usize,
    duration: Duration,
    finished: Instant,
}

impl<E: Engine> Run<'_, '_, '_, E> {
    /// Takes revisions that another tool applied into the log, with the scripts that we have for
    /// them, so that a later change of these is noticed.
    pub(crate) fn adopt(&mut self, history: &History, current: Position) -> Result<(), Error> {
        let accounts = history.accounts().into_iter();
        let accounted: HashMap<_, _> = accounts
            .map(|(row, entry)| (&*row.version, entry.is_some()))
            .collect();
        for index in 0..current.0 {
            let name = self.chain.revision(index).name;
            if accounted.get(&*name.version()) == Some(&false) {
                self.record_index(Action::Adopt, index)?;
            }
        }
        Ok(())
    }

    pub(crate) fn record_step(
        &mut self,
        step: &Step,
        progress: Progress<'_>,
        duration: Duration,
    ) -> Result<(), Error> {
        let account = Account::of_step(&self.chain, E::DIALECT, step);
        self.record(&account, progress, duration)
    }

    /// Records a step that is done, in the transaction that it was done in, and commits. On an engine that
    /// stays in a transaction this is one message.
    pub(crate) fn record_and_commit(
        &mut self,
        step: &Step,
        statements: usize,
        duration: Duration,
    ) -> Result<(), Error> {
        if !self.session.stays_in_transaction() {
            self.record_step(step, Progress::Done { statements }, duration)?;
            return self.commit_or_stay_at(step.from);
        }
        let account = Account::of_step(&self.chain, E::DIALECT, step);
        let record = account.record(Progress::Done { statements }, Some(duration), &self.who);
        let sequence = number(&mut self.next_in_log);
        let record = Record { sequence, ..record };
        let (conn, tables) = self.session.history();
        let committed = conn.record_and_commit_and_begin(tables, &record);
        self.or_stay_at(step.from, committed)
    }

    /// Keeps in mind that a step is done, for [`Run::record_unrecorded`].
    pub(crate) fn record_later(&mut self, step: &Step, statements: usize, duration: Duration) {
        self.unrecorded.push(Unrecorded {
            account: Account::of_step(&self.chain, E::DIALECT, step),
            statements,
            duration,
            finished: Instant::now(),
        });
    }

    /// Records what is done and not recorded yet.
    pub(crate) fn record_unrecorded(&mut self) -> Result<(), Error> {
        let unrecorded = mem::take(&mut self.unrecorded);
        for some in unrecorded.chunks(AT_ONCE) {
            let records = some.iter().map(|done| {
                let Unrecorded { statements, .. } = *done;
                let progress = Progress::Done { statements };
                let record = done
                    .account
                    .record(progress, Some(done.duration), &self.who);
                Record {
                    sequence: number(&mut self.next_in_log),
                    ago: Some(done.finished.elapsed()),
                    ..record
                }
            });
            let records: Vec<_> = records.collect();
            let (conn, tables) = self.session.history();
            let recorded = conn.record_all(tables, &records);
            recorded.map_err(Error::database("writing the migration history"))?;
        }
        Ok(())
    }

    /// Writes that the revision at `index` of the chain counts as applied.
    pub(crate) fn record_stamp(&mut self, index: usize) -> Result<(), Error> {
        self.record_index(Action::Stamp, index)
    }

    fn record_index(&mut self, action: Action, index: usize) -> Result<(), Error> {
        let account = Account::new(&self.chain, E::DIALECT, action, index);
        let done = Progress::Done { statements: 0 };
        self.record(&account, done, Duration::ZERO)
    }

    /// Appends to the log.
    fn record(
        &mut self,
        account: &Account,
        progress: Progress<'_>,
        duration: Duration,
    ) -> Result<(), Error> {
        let record = account.record(progress, Some(duration), &self.who);
        let sequence = number(&mut self.next_in_log);
        let record = Record { sequence, ..record };
        let (conn, tables) = self.session.history();
        let recorded = conn.record(tables, &record);
        recorded.map_err(Error::database("writing the migration history"))
    }
}

/// The number of an entry that is about to be written, if it is known.
fn number(next_in_log: &mut Option<i64>) -> Option<i64> {
    let number = *next_in_log;
    *next_in_log = number.map(|number| number + 1);
    number
}

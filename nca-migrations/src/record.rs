//! Writing the history of a run.

use std::collections::HashMap;
use std::time::Duration;

use crate::account::{Account, Progress};
use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::history::{Action, History};
use crate::plan::{Position, Step};

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
        let who = &self.who;
        let (conn, tables) = self.session.history();
        let recorded = conn.record(tables, &account.record(progress, Some(duration), who));
        recorded.map_err(Error::database("writing the migration history"))
    }
}

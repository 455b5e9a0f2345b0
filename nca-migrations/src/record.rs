//! Writing the history of a run.

use std::collections::HashMap;
use std::time::Duration;

use nca_migrations_core::chain::Direction;
use nca_migrations_core::digest::Digest;

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::history::{Action, History, Outcome};
use crate::plan::{Position, Step};
use crate::tables::Record;

/// How far a script is.
#[derive(Clone, Copy)]
pub(crate) enum Progress<'t> {
    /// All of its statements, this many, are done.
    Done { statements: usize },
    /// So many are done, and this is their digest.
    Partly {
        statements: usize,
        digest: Digest,
        /// What the next statement may change, if only that tells whether it was done.
        trace: Option<&'t str>,
    },
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
                let done = Progress::Done { statements: 0 };
                self.record(Action::Adopt, index, done, Duration::ZERO)?;
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
        let index = step.from.0.min(step.to.0);
        self.record(Action::from(step.direction), index, progress, duration)
    }

    /// Writes that the revision at `index` of the chain counts as applied.
    pub(crate) fn record_stamp(&mut self, index: usize) -> Result<(), Error> {
        let done = Progress::Done { statements: 0 };
        self.record(Action::Stamp, index, done, Duration::ZERO)
    }

    /// Appends to the log what was done with the revision at `index` of the chain.
    fn record(
        &mut self,
        action: Action,
        index: usize,
        progress: Progress<'_>,
        duration: Duration,
    ) -> Result<(), Error> {
        let chain = &self.chain;
        let revision = chain.revision(index);
        let parent = index.checked_sub(1).map(|parent| chain.revision(parent));
        let (direction, applied) = match action {
            Action::Downgrade => (Direction::Down, parent.as_ref()),
            _ => (Direction::Up, Some(&revision)),
        };
        let script = revision.script(direction, E::DIALECT);
        let down = revision.script(Direction::Down, E::DIALECT);
        let applied = applied.and_then(|revision| revision.chain_digest(E::DIALECT));
        let (outcome, statements_done, script_digest, chain_digest, trace) = match progress {
            Progress::Done { statements } => (
                Outcome::Done,
                statements,
                script.map(|script| script.digest),
                applied,
                None,
            ),
            // No chain digest means to the probe: look closer.
            Progress::Partly {
                statements,
                digest,
                trace,
            } => (Outcome::Progress, statements, Some(digest), None, trace),
        };
        let version = revision.name.version();
        let parent = parent.as_ref().map(|parent| parent.name.version());
        let who = &self.who;
        let (conn, tables) = self.session.history();
        let record = Record {
            action,
            outcome,
            version: &version,
            directory: Some(revision.name.as_str()),
            parent: parent.as_deref(),
            script_digest,
            chain_digest,
            // Once: it may be long, and there may be many statements.
            down_script: down
                .as_ref()
                .filter(|_| direction == Direction::Up && outcome == Outcome::Done)
                .map(|script| &*script.text),
            run_in_transaction: Some(revision.run_in_transaction),
            statements_done: Some(statements_done),
            trace,
            duration: Some(duration),
            who,
        };
        let recorded = conn.record(tables, &record);
        recorded.map_err(Error::database("writing the migration history"))
    }
}

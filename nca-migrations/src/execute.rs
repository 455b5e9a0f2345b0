//! Running one script, statement by statement.

use std::ops::Range;
use std::time::{Duration, Instant};

use nca_migrations_core::chain::{Direction, Revision, Script};
use nca_migrations_core::dialect::Dialect;

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::{
    DropReaches, Error, ReferencesBroken, State, StatementFailure, TransactionEnded,
};
use crate::event::Event;
use crate::migrator::TransactionMode;
use crate::plan::{Step, script};
use crate::position::Position;
use crate::recording::may_change_session;
use crate::references::{BrokenReference, newly_broken};
use crate::script::{Place, statements};

const REFERENCES: &str = "checking foreign keys";

/// A script that is being run.
pub(crate) struct Running {
    pub(crate) revision: Revision,
    pub(crate) direction: Direction,
    pub(crate) dialect: Dialect,
    pub(crate) script: Script,
    pub(crate) statements: Vec<Range<usize>>,
}

impl Running {
    pub(crate) fn sql(&self, index: usize) -> &str {
        &self.script.text[self.statements[index].clone()]
    }

    pub(crate) fn may_change_session(&self) -> bool {
        let mut all = 0..self.statements.len();
        all.any(|index| may_change_session(self.sql(index), self.dialect))
    }

    pub(crate) fn file(&self) -> String {
        format!("{}/{}", self.revision.name, self.script.file)
    }

    pub(crate) fn place(&self, index: usize) -> Place {
        Place::new(&self.revision, &self.script, &self.statements, index)
    }
}

impl<E: Engine> Run<'_, '_, '_, E> {
    /// Runs a script, or what an earlier run outside a transaction left of it, and writes the
    /// history, in the transaction that is open, and commits it unless the whole run is one.
    pub(crate) fn run_in_transaction(&mut self, step: &Step) -> Result<(), Error> {
        let start = Instant::now();
        let running = self.start(step)?;
        let of = running.statements.len();
        let broken_before = self.references_before()?;
        for index in step.statements_done..of {
            if self.migrator.is_to_stop() {
                let state = Some(self.roll_back_step(step, of));
                return Err(Error::Stopped { state });
            }
            self.refuse_reaching_drop(step, &running, index)?;
            if let Err(error) = self.run_statement(&running, index) {
                let state = self.roll_back_step(step, of);
                return Err(failure(&running, index, error, state));
            }
            let open = self.session.conn().transaction_is_open();
            if !open.map_err(Error::database("checking the transaction"))? {
                return Err(Error::TransactionEnded(Box::new(TransactionEnded {
                    revision: running.revision.name.clone(),
                    direction: running.direction,
                    place: Box::new(running.place(index)),
                })));
            }
        }
        let broken = newly_broken(&broken_before, self.references_after()?);
        if !broken.is_empty() {
            let state = self.roll_back_step(step, of);
            return Err(references(&running, broken, state));
        }
        let changes_session = running.may_change_session();
        if changes_session {
            self.session.renew()?;
        }
        if self.migrator.mode == TransactionMode::WholeRun {
            self.record_later(step, of, start.elapsed());
            return Ok(());
        }
        self.record_and_commit(step, of, start.elapsed())?;
        if changes_session {
            // What cannot be given back inside a transaction.
            self.session.renew()?;
        }
        Ok(())
    }

    /// In the caller's transaction, foreign keys may be enforced.
    fn refuse_reaching_drop(
        &mut self,
        step: &Step,
        running: &Running,
        index: usize,
    ) -> Result<(), Error> {
        if !self.session.in_callers_transaction() {
            return Ok(());
        }
        let children = self.session.conn().drop_reaches(running.sql(index));
        let children = children.map_err(Error::database(REFERENCES))?;
        if children.is_empty() {
            return Ok(());
        }
        Err(Error::DropReaches(Box::new(DropReaches {
            revision: running.revision.name.clone(),
            direction: running.direction,
            place: Box::new(running.place(index)),
            children,
            state: self.roll_back_step(step, running.statements.len()),
        })))
    }

    pub(crate) fn start(&mut self, step: &Step) -> Result<Running, Error> {
        let (revision, direction) = (step.of(&self.chain), step.direction);
        let script = script(&revision, direction, E::DIALECT)?;
        let statements = statements(&script.text, E::DIALECT);
        self.migrator.observe(&Event::RevisionStarted {
            revision: &revision,
            direction,
            statements: statements.len(),
        });
        Ok(Running {
            revision,
            direction,
            dialect: E::DIALECT,
            script,
            statements,
        })
    }

    pub(crate) fn run_statement(
        &mut self,
        running: &Running,
        index: usize,
    ) -> Result<(), diesel::result::Error> {
        self.observe_started(running, index);
        let duration = self.execute(running, index)?;
        self.observe_finished(running, index, duration);
        Ok(())
    }

    pub(crate) fn execute(
        &mut self,
        running: &Running,
        index: usize,
    ) -> Result<Duration, diesel::result::Error> {
        let start = Instant::now();
        self.session.conn().execute_statement(running.sql(index))?;
        Ok(start.elapsed())
    }

    pub(crate) fn observe_started(&self, running: &Running, index: usize) {
        self.migrator.observe(&Event::StatementStarted {
            revision: &running.revision,
            direction: running.direction,
            number: index + 1,
            of: running.statements.len(),
            sql: running.sql(index),
        });
    }

    pub(crate) fn observe_finished(&self, running: &Running, index: usize, duration: Duration) {
        self.migrator.observe(&Event::StatementFinished {
            revision: &running.revision,
            direction: running.direction,
            number: index + 1,
            of: running.statements.len(),
            duration,
        });
    }

    // In the caller's transaction, what is enforced is as they have it: no settings, no check.
    pub(crate) fn references_before(&mut self) -> Result<Vec<BrokenReference>, Error> {
        let (conn, settings) = self.session.parts();
        let found = settings.map(|settings| conn.references_before(settings));
        found
            .transpose()
            .map(Option::unwrap_or_default)
            .map_err(Error::database(REFERENCES))
    }

    pub(crate) fn references_after(&mut self) -> Result<Vec<BrokenReference>, Error> {
        let (conn, settings) = self.session.parts();
        let found = settings.map(|settings| conn.references_after(settings));
        found
            .transpose()
            .map(Option::unwrap_or_default)
            .map_err(Error::database(REFERENCES))
    }

    /// Rolls back a step. What an earlier run did of its script, outside a transaction, stays.
    fn roll_back_step(&mut self, step: &Step, of: usize) -> State {
        match self.roll_back(step.from) {
            State::RolledBack { at } if step.statements_done > 0 => State::Partly {
                at,
                done: step.statements_done,
                of,
            },
            state => state,
        }
    }

    /// Rolls back to where the database was before the migration, or the run.
    pub(crate) fn roll_back(&mut self, before: Position) -> State {
        let rolled_back = self.session.roll_back();
        self.next_in_log = None;
        let whole_run = self.migrator.mode == TransactionMode::WholeRun;
        let position = if whole_run { self.started_at } else { before };
        let at = position.name(&self.chain);
        match rolled_back {
            Err(_) if self.session.is_gone() => State::ConnectionLost,
            Err(rollback) => State::Unknown {
                because: rollback.to_string(),
            },
            Ok(false) => State::CallersTransactionEnded,
            Ok(true) if self.session.in_callers_transaction() => State::InCallersTransaction { at },
            Ok(true) if whole_run => State::RunRolledBack { at },
            Ok(true) => State::RolledBack { at },
        }
    }
}

pub(crate) fn failure(
    running: &Running,
    index: usize,
    error: diesel::result::Error,
    state: State,
) -> Error {
    Error::Statement(Box::new(StatementFailure {
        revision: running.revision.name.clone(),
        direction: running.direction,
        place: Box::new(running.place(index).failed(running.dialect, &error)),
        error,
        state,
    }))
}

pub(crate) fn references(running: &Running, broken: Vec<BrokenReference>, state: State) -> Error {
    Error::References(Box::new(ReferencesBroken {
        revision: running.revision.name.clone(),
        direction: running.direction,
        file: running.file(),
        broken,
        state,
    }))
}

//! Running one script, statement by statement.

use std::ops::Range;
use std::time::Instant;

use nca_migrations_core::chain::{Direction, Revision, Script};

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::{
    Error, ReferencesBroken, State, StatementFailure, TransactionEnded, TransactionLeftOpen,
};
use crate::event::Event;
use crate::migrator::TransactionMode;
use crate::plan::{Position, Step, script};
use crate::record::Progress;
use crate::references::{BrokenReference, newly_broken};
use crate::script::{Place, progress_digest, statements};

const REFERENCES: &str = "checking foreign keys";

/// A script that is being run.
struct Running {
    revision: Revision,
    direction: Direction,
    script: Script,
    statements: Vec<Range<usize>>,
}

impl Running {
    fn partly(&self, statements: usize) -> Progress {
        let digest = progress_digest(&self.script.text, &self.statements[..statements]);
        Progress::Partly { statements, digest }
    }

    fn file(&self) -> String {
        format!("{}/{}", self.revision.name, self.script.file)
    }

    fn place(&self, index: usize) -> Place {
        Place::new(&self.revision, &self.script, &self.statements, index)
    }
}

impl<E: Engine> Run<'_, '_, '_, E> {
    /// Runs a script, or what an earlier run outside a transaction left of it, and writes the
    /// history, in the transaction that is open.
    pub(crate) fn run_in_transaction(&mut self, step: &Step) -> Result<(), Error> {
        let start = Instant::now();
        let running = self.start(step)?;
        let of = running.statements.len();
        let broken_before = self.references_before()?;
        for index in step.statements_done..of {
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
        self.record_step(step, Progress::Done { statements: of }, start.elapsed())
    }

    /// Runs a script, or what an earlier run left of it, recording each statement, and at the
    /// end, in a transaction, the history.
    pub(crate) fn run_outside_transaction(&mut self, step: &Step) -> Result<(), Error> {
        let start = Instant::now();
        let running = self.start(step)?;
        let of = running.statements.len();
        let resumed = step.statements_done > 0;
        let broken_before = if resumed {
            Vec::new()
        } else {
            self.references_before()?
        };
        self.session.expect_stray_transaction();
        for index in step.statements_done..of {
            if let Err(error) = self.run_statement(&running, index) {
                let state = self.partly(step, of);
                return Err(failure(&running, index, error, state));
            }
            let recorded = self.record_step(step, running.partly(index + 1), start.elapsed());
            recorded.map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        if self.session.end_stray_transaction()? {
            return Err(Error::TransactionLeftOpen(Box::new(TransactionLeftOpen {
                revision: running.revision.name.clone(),
                direction: running.direction,
                file: running.file(),
                state: self.partly(step, of),
            })));
        }
        self.session.prepare_again()?;
        // How many there were before the script is not known any more when an earlier run began it,
        // and what was there before must not block: then nothing is compared.
        let broken = match self.references_after()? {
            _ if resumed => Vec::new(),
            after => newly_broken(&broken_before, after),
        };
        if !broken.is_empty() {
            let state = self.partly(step, of);
            return Err(references(&running, broken, state));
        }
        self.begin()
            .and_then(|()| {
                self.record_step(step, Progress::Done { statements: of }, start.elapsed())
            })
            .and_then(|()| self.commit())
            .map_err(|error| error.with_state(self.partly(step, of)))
    }

    /// How far a script outside a transaction came, as a later run will find it: a transaction that
    /// the script began itself is gone, with the progress recorded in it.
    fn partly(&mut self, step: &Step, of: usize) -> State {
        let ended = self.session.end_stray_transaction();
        match ended.and_then(|_| Ok(self.session.conn().read_history()?)) {
            Ok(history) => State::Partly {
                at: step.from.name(self.migrator.chain),
                done: history
                    .unfinished()
                    .and_then(|entry| entry.statements_done)
                    .unwrap_or(0) as usize,
                of,
            },
            Err(error) => State::Unknown {
                because: error.to_string(),
            },
        }
    }

    fn start(&mut self, step: &Step) -> Result<Running, Error> {
        let (revision, direction) = (step.of(self.migrator.chain), step.direction);
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
            script,
            statements,
        })
    }

    fn run_statement(
        &mut self,
        running: &Running,
        index: usize,
    ) -> Result<(), diesel::result::Error> {
        let Running {
            revision,
            direction,
            script,
            statements,
        } = running;
        let direction = *direction;
        let (number, of, sql) = (
            index + 1,
            statements.len(),
            &script.text[statements[index].clone()],
        );
        self.migrator.observe(&Event::StatementStarted {
            revision,
            direction,
            number,
            of,
            sql,
        });
        let start = Instant::now();
        self.session.conn().execute_statement(sql)?;
        let duration = start.elapsed();
        self.migrator.observe(&Event::StatementFinished {
            revision,
            direction,
            number,
            of,
            duration,
        });
        Ok(())
    }

    // In the caller's transaction, what is enforced is as they have it: no settings, no check.
    fn references_before(&mut self) -> Result<Vec<BrokenReference>, Error> {
        let (conn, settings) = self.session.parts();
        let found = settings.map(|settings| conn.references_before(settings));
        found
            .transpose()
            .map(Option::unwrap_or_default)
            .map_err(Error::database(REFERENCES))
    }

    fn references_after(&mut self) -> Result<Vec<BrokenReference>, Error> {
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
        let whole_run = self.migrator.mode == TransactionMode::WholeRun;
        let position = if whole_run { self.started_at } else { before };
        let at = position.name(self.migrator.chain);
        match rolled_back {
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

fn failure(running: &Running, index: usize, error: diesel::result::Error, state: State) -> Error {
    Error::Statement(Box::new(StatementFailure {
        revision: running.revision.name.clone(),
        direction: running.direction,
        place: Box::new(running.place(index)),
        error,
        state,
    }))
}

fn references(running: &Running, broken: Vec<BrokenReference>, state: State) -> Error {
    Error::References(Box::new(ReferencesBroken {
        revision: running.revision.name.clone(),
        direction: running.direction,
        file: running.file(),
        broken,
        state,
    }))
}

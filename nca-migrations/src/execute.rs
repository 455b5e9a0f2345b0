//! Running one script, statement by statement.

use std::ops::Range;
use std::time::{Duration, Instant};

use nca_migrations_core::chain::{Direction, Revision, Script};

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::{
    DropReaches, Error, ReferencesBroken, State, StatementFailure, TransactionEnded,
    TransactionLeftOpen,
};
use crate::event::Event;
use crate::migrator::TransactionMode;
use crate::plan::{Position, Step, script};
use crate::record::Progress;
use crate::recording::{Recording, recording};
use crate::references::{BrokenReference, newly_broken};
use crate::script::{DoneStatements, Place, statements};

const REFERENCES: &str = "checking foreign keys";

/// A script that is being run.
struct Running {
    revision: Revision,
    direction: Direction,
    script: Script,
    statements: Vec<Range<usize>>,
}

impl Running {
    fn sql(&self, index: usize) -> &str {
        &self.script.text[self.statements[index].clone()]
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
        self.record_step(step, Progress::Done { statements: of }, start.elapsed())
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
        let earlier = &running.statements[..step.statements_done];
        let mut done = DoneStatements::of(&running.script.text, earlier);
        for index in step.statements_done..of {
            done.push(running.sql(index));
            self.run_and_record(step, &running, &done, start)?;
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

    /// Runs the last statement of `done` outside a transaction, so that the database has the record
    /// of it if, and only if, it has what the statement did, wherever that can be had: see
    /// [`Recording`].
    fn run_and_record(
        &mut self,
        step: &Step,
        running: &Running,
        done: &DoneStatements,
        start: Instant,
    ) -> Result<(), Error> {
        let (index, of) = (done.count - 1, running.statements.len());
        let progress = Progress::Partly {
            statements: done.count,
            digest: done.digest(),
        };
        self.observe_started(running, index);
        let mut recording = recording(running.sql(index), E::DIALECT);
        if !E::TRANSACTIONAL_DDL {
            recording = Recording::After;
        }
        let mut begun = false;
        if recording != Recording::After {
            let ours = self.session.conn().begin_unless_open();
            begun = ours
                .map_err(Error::database("beginning a transaction"))
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        if begun && recording == Recording::Before {
            // There is nothing to commit: the statement will say so.
            self.session
                .roll_back()
                .map_err(Error::database("rolling back"))?;
            (begun, recording) = (false, Recording::After);
        }
        if recording == Recording::Before {
            self.record_step(step, progress, start.elapsed())
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        let duration = self.execute(running, index).map_err(|error| {
            let state = self.partly(step, of);
            failure(running, index, error, state)
        })?;
        if recording != Recording::Before {
            self.record_step(step, progress, start.elapsed())
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        if begun {
            // What is checked at the end of a transaction is what the statement did.
            self.session.conn().commit().map_err(|error| {
                let state = self.partly(step, of);
                failure(running, index, error, state)
            })?;
        }
        self.observe_finished(running, index, duration);
        Ok(())
    }

    /// How far a script outside a transaction came, as a later run will find it: a transaction that
    /// the script began itself is gone, with the progress recorded in it.
    fn partly(&mut self, step: &Step, of: usize) -> State {
        // A statement may have ended ours.
        let ended = (self.session.conn().transaction_is_open())
            .and_then(|_| self.session.roll_back())
            .map_err(Error::database("rolling back"))
            .and_then(|_| self.session.end_stray_transaction());
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
        self.observe_started(running, index);
        let duration = self.execute(running, index)?;
        self.observe_finished(running, index, duration);
        Ok(())
    }

    fn execute(
        &mut self,
        running: &Running,
        index: usize,
    ) -> Result<Duration, diesel::result::Error> {
        let start = Instant::now();
        self.session.conn().execute_statement(running.sql(index))?;
        Ok(start.elapsed())
    }

    fn observe_started(&self, running: &Running, index: usize) {
        self.migrator.observe(&Event::StatementStarted {
            revision: &running.revision,
            direction: running.direction,
            number: index + 1,
            of: running.statements.len(),
            sql: running.sql(index),
        });
    }

    fn observe_finished(&self, running: &Running, index: usize, duration: Duration) {
        self.migrator.observe(&Event::StatementFinished {
            revision: &running.revision,
            direction: running.direction,
            number: index + 1,
            of: running.statements.len(),
            duration,
        });
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

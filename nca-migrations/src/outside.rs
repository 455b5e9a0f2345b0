//! Running a script outside a transaction: each statement is recorded, so that a later run goes on
//! where this one ended.

use std::time::Instant;

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::{Error, State, TransactionLeftOpen};
use crate::execute::{Running, failure, references};
use crate::plan::Step;
use crate::record::Progress;
use crate::recording::{Recording, recording};
use crate::references::newly_broken;
use crate::script::DoneStatements;

impl<E: Engine> Run<'_, '_, '_, E> {
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
    pub(crate) fn partly(&mut self, step: &Step, of: usize) -> State {
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
}

//! Running a script outside a transaction: each statement is recorded, so that a later run goes on
//! where this one ended.

use std::ops::Range;
use std::time::Instant;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use crate::account::Progress;
use crate::apply::Run;
use crate::backend::Engine;
use crate::error::{Error, State, TransactionLeftOpen};
use crate::execute::{Running, failure, references};
use crate::plan::Step;
use crate::recording::{Recording, begins_transaction, keeps_autocommit, recording, sets_session};
use crate::references::newly_broken;
use crate::script::DoneStatements;
use crate::session_value::lost_value;

impl<E: Engine> Run<'_, '_, '_, E> {
    /// Runs a script, or what an earlier run left of it, recording each statement, and at the
    /// end, in a transaction, the history.
    pub(crate) fn run_outside_transaction(&mut self, step: &Step) -> Result<(), Error> {
        let mut script = Outside::new(self.start(step)?, step, E::DIALECT);
        let of = script.running.statements.len();
        // Before anything is written in a session that may not be the one with the lock.
        let entered = self.session.enter_outside();
        entered.map_err(|error| error.with_state(self.partly(step, of)))?;
        let broken_before = if script.resumed {
            Vec::new()
        } else {
            self.references_before()?
        };
        if script.begins_transactions {
            self.session.expect_stray_transaction();
        }
        if script.resumed {
            self.take_up(step, &mut script)?;
        } else {
            self.record_trace(step, &mut script)?;
        }
        for index in script.done.count..of {
            if self.migrator.is_to_stop() {
                let state = Some(self.partly(step, of));
                return Err(Error::Stopped { state });
            }
            self.run_and_record(step, &mut script, index)?;
        }
        let running = &script.running;
        if self.session.end_stray_transaction()? {
            return Err(Error::TransactionLeftOpen(Box::new(TransactionLeftOpen {
                revision: running.revision.name.clone(),
                direction: running.direction,
                file: running.file(),
                state: self.partly(step, of),
            })));
        }
        self.session.expect_no_stray_transaction();
        if running.may_change_session() {
            self.session.renew()?;
        }
        // How many there were before the script is not known any more when an earlier run began it,
        // and what was there before must not block: then nothing is compared.
        let broken = match self.references_after()? {
            _ if script.resumed => Vec::new(),
            after => newly_broken(&broken_before, after),
        };
        if !broken.is_empty() {
            let state = self.partly(step, of);
            return Err(references(running, broken, state));
        }
        let progress = Progress::Done { statements: of };
        self.begin()
            .and_then(|()| self.session.check_lock())
            .and_then(|()| self.record_step(step, progress, script.start.elapsed()))
            .and_then(|()| self.commit())
            .map_err(|error| error.with_state(self.partly(step, of)))
    }

    /// Goes on with a script that an earlier run began: what it had set on its session is set again,
    /// and the statement that it was stopped in is looked into.
    fn take_up(&mut self, step: &Step, script: &mut Outside) -> Result<(), Error> {
        let of = script.running.statements.len();
        let sql = |range: Range<usize>| range.map(|index| script.running.sql(index));
        let (done, left) = (sql(0..script.done.count), sql(script.done.count..of));
        if let Some(lost) = lost_value(done, left, E::DIALECT) {
            let error = diesel::result::Error::QueryBuilderError(lost.into());
            let error = Error::database("going on with an interrupted script")(error);
            return Err(error.with_state(self.partly(step, of)));
        }
        for index in 0..script.done.count {
            let statement = script.running.sql(index);
            if sets_session(statement, E::DIALECT) {
                let again = self.session.conn().execute_statement(statement);
                again.map_err(|error| {
                    failure(&script.running, index, error, self.partly(step, of))
                })?;
            }
        }
        let (Some(trace), true) = (&step.trace, script.done.count < of) else {
            // The next one failed, and may have been repaired since: now is before it.
            return self.record_trace(step, script);
        };
        let (index, statement) = (script.done.count, script.running.sql(script.done.count));
        let before = Trace::parse(trace)
            .filter(|trace| trace.statement == Digest::of(statement))
            .map(|trace| trace.text);
        let done = self.session.conn().was_done(statement, before);
        let done = done.map_err(Error::database("looking into an interrupted statement"));
        if done.map_err(|error| error.with_state(self.partly(step, of)))? {
            script.done.push(script.running.sql(index));
            self.record_progress(step, script)
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        Ok(())
    }

    /// Before the first statement: what it may change, if only that tells whether it was done.
    fn record_trace(&mut self, step: &Step, script: &mut Outside) -> Result<(), Error> {
        if let Some(trace) = self.trace(script)? {
            script.trace = Some(trace);
            self.record_partly(step, script)?;
        }
        Ok(())
    }

    /// Runs a statement outside a transaction, so that the database has the record of it if, and only
    /// if, it has what the statement did, wherever that can be had: see [`Recording`].
    fn run_and_record(
        &mut self,
        step: &Step,
        script: &mut Outside,
        index: usize,
    ) -> Result<(), Error> {
        let of = script.running.statements.len();
        if E::STAYS_IN_TRANSACTION {
            let held = self.session.check_lock();
            held.map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        self.observe_started(&script.running, index);
        let mut recording = recording(script.running.sql(index), E::DIALECT);
        let mut begun = false;
        if recording != Recording::After {
            let ours = if script.begins_transactions {
                self.session.conn().begin_unless_open()
            } else {
                self.session.conn().begin().map(|()| true)
            };
            begun = ours
                .map_err(Error::database("beginning a transaction"))
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        if begun && recording == Recording::Before {
            // There is nothing to commit: the statement will say so.
            let conn = self.session.conn();
            conn.rollback().map_err(Error::database("rolling back"))?;
            (begun, recording) = (false, Recording::After);
        }
        if recording == Recording::Before {
            script.done.push(script.running.sql(index));
            self.record_progress(step, script)
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        let duration = self.execute(&script.running, index).map_err(|error| {
            let state = self.partly(step, of);
            if recording == Recording::After {
                self.forget_trace(step, script);
            }
            failure(&script.running, index, error, state)
        })?;
        if recording != Recording::Before {
            script.done.push(script.running.sql(index));
            self.record_progress(step, script)
                .map_err(|error| error.with_state(self.partly(step, of)))?;
        }
        if begun {
            // What is checked at the end of a transaction is what the statement did.
            self.session.conn().commit().map_err(|error| {
                let state = self.partly(step, of);
                failure(&script.running, index, error, state)
            })?;
        }
        self.observe_finished(&script.running, index, duration);
        Ok(())
    }

    fn record_progress(&mut self, step: &Step, script: &mut Outside) -> Result<(), Error> {
        script.trace = self.trace(script)?;
        self.record_partly(step, script)
    }

    fn record_partly(&mut self, step: &Step, script: &Outside) -> Result<(), Error> {
        let progress = Progress::Partly {
            statements: script.done.count,
            digest: script.done.digest(),
            trace: script.trace.as_deref(),
            autocommit_may_be_off: script.autocommit_may_be_off,
        };
        self.record_step(step, progress, script.start.elapsed())
    }

    /// A statement failed that commits by itself: when it did nothing, the record of what there was
    /// before it goes. Whoever then takes away what was in its way changes just that, and the next run
    /// would take the change for the statement's own.
    ///
    /// When even this fails the connection is most likely lost. Then the trace is what is needed.
    fn forget_trace(&mut self, step: &Step, script: &mut Outside) {
        let statement = script.running.sql(script.done.count);
        let before = (script.trace.as_deref())
            .and_then(Trace::parse)
            .filter(|trace| trace.statement == Digest::of(statement));
        let Some(before) = before else { return };
        let done = self.session.conn().was_done(statement, Some(before.text));
        if matches!(done, Ok(false)) {
            script.trace = None;
            let _ = self.record_partly(step, script);
        }
    }

    /// What the objects look like that the next statement names, if only that tells whether it was
    /// done.
    fn trace(&mut self, script: &Outside) -> Result<Option<String>, Error> {
        let index = script.done.count;
        if index == script.running.statements.len() {
            return Ok(None);
        }
        let statement = script.running.sql(index);
        if recording(statement, E::DIALECT) != Recording::After {
            return Ok(None);
        }
        let found = self.session.conn().trace(statement);
        let found = found.map_err(Error::database("looking at what a statement names"))?;
        Ok(found.map(|text| {
            let statement = Digest::of(statement);
            Trace {
                statement,
                text: &text,
            }
            .to_string()
        }))
    }

    /// How far a script outside a transaction came, as a later run will find it: a transaction that
    /// the script began itself is gone, with the progress recorded in it.
    pub(crate) fn partly(&mut self, step: &Step, of: usize) -> State {
        self.next_in_log = None;
        // A statement may have ended ours.
        let ended = (self.session.conn().transaction_is_open())
            .and_then(|_| self.session.roll_back())
            .map_err(Error::database("rolling back"))
            .and_then(|_| self.session.end_stray_transaction());
        let (conn, tables) = self.session.history();
        match ended.and_then(|_| Ok(conn.read_history(tables)?)) {
            Ok(history) => State::Partly {
                at: step.from.name(&self.chain),
                done: history
                    .unfinished()
                    .and_then(|entry| entry.statements_done)
                    .unwrap_or(0) as usize,
                of,
            },
            Err(_) if self.session.is_gone() => State::ConnectionLost,
            Err(error) => State::Unknown {
                because: error.to_string(),
            },
        }
    }
}

/// A script that runs outside a transaction.
struct Outside {
    running: Running,
    done: DoneStatements,
    /// What is recorded of the state before the next statement.
    trace: Option<String>,
    /// Whether an earlier run began it.
    resumed: bool,
    /// Whether it may turn off that each statement commits by itself.
    autocommit_may_be_off: bool,
    /// Whether it has transactions of its own.
    begins_transactions: bool,
    start: Instant,
}

impl Outside {
    fn new(running: Running, step: &Step, dialect: Dialect) -> Self {
        let earlier = &running.statements[..step.statements_done];
        let count = running.statements.len();
        Self {
            done: DoneStatements::of(&running.script.text, earlier),
            trace: step.trace.clone(),
            resumed: step.statements_done > 0 || step.trace.is_some(),
            autocommit_may_be_off: !(0..count)
                .all(|index| keeps_autocommit(running.sql(index), dialect)),
            begins_transactions: (0..count)
                .any(|index| begins_transaction(running.sql(index), dialect)),
            start: Instant::now(),
            running,
        }
    }
}

/// What is kept of the state before a statement.
struct Trace<'t> {
    statement: Digest,
    text: &'t str,
}

impl<'t> Trace<'t> {
    fn parse(kept: &'t str) -> Option<Self> {
        let (statement, text) = kept.split_once('\n')?;
        let statement = statement.parse().ok()?;
        Some(Self { statement, text })
    }
}

impl std::fmt::Display for Trace<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.statement, self.text)
    }
}

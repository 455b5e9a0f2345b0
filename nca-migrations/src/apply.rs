//! The run: one loop for every engine, over the seam in [`crate::backend`].

use std::time::{Duration, Instant};

use diesel::QueryResult;
use nca_migrations_core::chain::Chain;

use crate::backend::Engine;
use crate::error::{Error, State};
use crate::event::Event;
use crate::history::{FORMAT, History, HistoryError, Mark};
use crate::migrator::{Migrator, TransactionMode};
use crate::plan::{
    Command, Plan, Step, plan, plan_from, plan_to, refuse_within, transactional_ddl,
};
use crate::position::Position;
use crate::record::Unrecorded;
use crate::refusal::{Refusal, Within};
use crate::report::{Done, Report};
use crate::session::{LOCATING, Session, or_busy};
use crate::target::Target;
use crate::who::Who;

/// Goes to `target`.
pub(crate) fn run<E: Engine>(
    migrator: &Migrator<'_>,
    conn: &mut E,
    command: Command,
    target: &Target,
) -> Result<Report, Error> {
    let place = migrator.place(conn)?;
    if let Some(position) = nothing_to_do(migrator, conn, command, target, place)? {
        return Ok(report(migrator.chain, position, position, Vec::new()));
    }
    let has_digest = |at: &Position| {
        let revision = at.revision(migrator.chain);
        revision.is_some_and(|revision| revision.chain_digest(E::DIALECT).is_some())
    };
    let known = place.filter(|at| migrator.on_scratch && has_digest(at));
    let mut run = Run::open(migrator, conn)?;
    if let Err(error) = run.go(command, target, known) {
        return Err(run.session.explain(error));
    }
    let Run {
        session,
        chain,
        started_at,
        at,
        done,
        ..
    } = run;
    let waited = session.waited;
    session.close()?;
    Ok(Report {
        waited,
        ..report(&chain, started_at, at, done)
    })
}

/// Finds out without the lock whether there is nothing to do, and then where the database is. All
/// else is decided under the lock: a run that is under way elsewhere can look like anything.
fn nothing_to_do<E: Engine>(
    migrator: &Migrator<'_>,
    conn: &mut E,
    command: Command,
    target: &Target,
    place: Option<Position>,
) -> Result<Option<Position>, Error> {
    if let Some(at) = place {
        return Ok((target.resolve(migrator.chain, at) == Ok(at)).then_some(at));
    }
    let tables = conn.locate().map_err(Error::database(LOCATING))?;
    let history = match conn.read_history(&tables) {
        Ok(history) => history,
        Err(HistoryError::Database(error)) if E::is_lock_timeout(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let plan = plan(migrator.chain, E::DIALECT, &history, command, target).ok();
    Ok(plan
        .filter(|plan| plan.steps.is_empty())
        .map(|plan| plan.from))
}

fn report(chain: &Chain, from: Position, to: Position, done: Vec<Done>) -> Report {
    let (from, to) = (from.name(chain), to.name(chain));
    Report {
        from,
        to,
        done,
        waited: Duration::ZERO,
    }
}

/// A run under way.
pub(crate) struct Run<'r, 'm, 'c, E: Engine> {
    pub(crate) migrator: &'r Migrator<'m>,
    /// The migrator's chain, or the one that the database has.
    pub(crate) chain: Chain,
    pub(crate) who: Who,
    pub(crate) session: Session<'c, E>,
    /// Where the database was.
    pub(crate) started_at: Position,
    /// Where it is now.
    at: Position,
    done: Vec<Done>,
    /// What is done and not recorded yet.
    pub(crate) unrecorded: Vec<Unrecorded>,
    /// The number of the log's next entry, while it is certain: under the lock, as long as nothing is rolled
    /// back.
    pub(crate) next_in_log: Option<i64>,
}

impl<'r, 'm, 'c, E: Engine> Run<'r, 'm, 'c, E> {
    /// Takes the lock.
    pub(crate) fn open(migrator: &'r Migrator<'m>, conn: &'c mut E) -> Result<Self, Error> {
        let who = migrator.who();
        let session = Session::open(conn, &who, migrator)?;
        Ok(Self {
            migrator,
            chain: migrator.chain.clone(),
            who,
            session,
            started_at: Position(0),
            at: Position(0),
            done: Vec::new(),
            unrecorded: Vec::new(),
            next_in_log: None,
        })
    }

    /// Goes there, from where the database is known to be, if that is known.
    fn go(
        &mut self,
        command: Command,
        target: &Target,
        known: Option<Position>,
    ) -> Result<(), Error> {
        self.begin()?;
        if command == Command::Downgrade && self.migrator.kept_scripts {
            self.chain = self.chain_with_kept_scripts()?;
        }
        let mut plan = match known {
            Some(at) => self.settle_at(at, command, target)?,
            None => {
                self.settle(|chain, history| plan(chain, E::DIALECT, history, command, target))?
            }
        };
        (self.started_at, self.at) = (plan.from, plan.from);
        let goal = plan.to;
        let whole_run = self.migrator.mode == TransactionMode::WholeRun;
        const { assert!(E::TRANSACTIONAL_DDL == transactional_ddl(E::DIALECT)) };
        while let Some(step) = plan.steps.pop_front() {
            self.stop_between(step.from)?;
            let start = Instant::now();
            if E::TRANSACTIONAL_DDL && step.of(&self.chain).run_in_transaction {
                self.begin()?;
                self.run_in_transaction(&step)?;
            } else {
                self.leave_transaction(&step)?;
                self.run_outside_transaction(&step)?;
            }
            self.finish(&step, start.elapsed());
            if !plan.steps.is_empty() && !whole_run && self.was_interfered_with()? {
                plan = self
                    .settle(|chain, history| plan_to(chain, E::DIALECT, history, command, goal))?;
                self.at = plan.from;
            }
        }
        if whole_run && !self.done.is_empty() {
            self.record_unrecorded()?;
            self.commit_or_stay_at(self.started_at)?;
        }
        Ok(())
    }

    /// Between two migrations: ends the run if it is to stop.
    fn stop_between(&mut self, at: Position) -> Result<(), Error> {
        if !self.migrator.is_to_stop() {
            return Ok(());
        }
        let state = match self.roll_back(at) {
            State::RolledBack { at } => State::BetweenMigrations { at },
            state => state,
        };
        Err(Error::Stopped { state: Some(state) })
    }

    /// Between two migrations: whether another process came between, where the lock is no more than
    /// a courtesy. Where it is certain, fails when it is not held any more.
    fn was_interfered_with(&mut self) -> Result<bool, Error> {
        if E::LOCK_IS_CERTAIN && !self.session.in_callers_transaction() {
            // In a transaction the session cannot have lost it.
            if !E::STAYS_IN_TRANSACTION {
                self.session.check_lock()?;
            }
            return Ok(false);
        }
        self.begin()?;
        if !self.session.others_have_written()? {
            return Ok(false);
        }
        let expected = Mark::at(&self.chain, E::DIALECT, self.at.0);
        let found = self.session.conn().probe();
        let found = found.map_err(Error::database("reading the migration history"))?;
        Ok(found != Some(expected))
    }

    /// Commits what prepared the history, so that progress can be recorded.
    fn leave_transaction(&mut self, step: &Step) -> Result<(), Error> {
        let left = self.session.leave();
        self.or_stay_at(step.from, left)
    }

    /// Reads the history inside the transaction, plans, and makes the history tables ready if
    /// anything is going to be written.
    fn settle(
        &mut self,
        plan: impl FnOnce(&Chain, &History) -> Result<Plan, Refusal>,
    ) -> Result<Plan, Error> {
        // From here on.
        self.session.others_have_written()?;
        let (conn, tables) = self.session.history();
        let history = conn.read_history(tables)?;
        let plan = plan(&self.chain, &history)?;
        self.refuse_outside_a_transaction(&plan)?;
        self.migrator.observe(&Event::Planned { plan: &plan });
        if !plan.steps.is_empty() {
            let (conn, tables) = self.session.history();
            let prepared = conn.prepare_history(tables, &history, &self.who);
            prepared.map_err(Error::database("preparing the migration history"))?;
            self.next_in_log = self.next_after(&history);
            self.adopt(&history, plan.from)?;
        }
        Ok(plan)
    }

    /// As [`Run::settle`], without reading the history, whose length all runs of a verification would pay for
    /// again and again. What is not read cannot matter on a scratch database, see [`Migrator::on_scratch`]: the
    /// tables are there and of this format, each row has its entry, each script was this chain's when it was run,
    /// and nothing is begun, since the newest entry has a chain digest.
    fn settle_at(
        &mut self,
        at: Position,
        command: Command,
        target: &Target,
    ) -> Result<Plan, Error> {
        // From here on.
        self.session.others_have_written()?;
        let plan = plan_from(&self.chain, E::DIALECT, at, command, target)?;
        self.refuse_outside_a_transaction(&plan)?;
        self.migrator.observe(&Event::Planned { plan: &plan });
        Ok(plan)
    }

    /// The number of the log's next entry. In the caller's transaction no lock keeps others from writing it.
    fn next_after(&self, found: &History) -> Option<i64> {
        let last = found.log.last().map_or(0, |entry| entry.sequence);
        let renewed = i64::from(FORMAT - found.format);
        let next = last.checked_add(renewed)?.checked_add(1);
        next.filter(|_| !self.session.in_callers_transaction())
    }

    fn refuse_outside_a_transaction(&self, plan: &Plan) -> Result<(), Refusal> {
        let within = match self.migrator.mode {
            _ if self.session.in_callers_transaction() => Some(Within::CallersTransaction),
            TransactionMode::WholeRun => Some(Within::WholeRun),
            TransactionMode::PerMigration => None,
        };
        if let Some(within) = within {
            return refuse_within(&self.chain, E::DIALECT, plan, within);
        }
        let outside = |step: &&Step| !step.of(&self.chain).run_in_transaction;
        // Nothing else keeps a second process from running the same statements.
        match (plan.steps.iter().find(outside), self.session.why_unlocked()) {
            (Some(step), Some(because)) => Err(Refusal::NeedsLock {
                revision: step.revision.clone(),
                because: because.to_owned(),
            }),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, step: &Step, duration: Duration) {
        self.at = step.to;
        let (revision, direction) = (step.of(&self.chain), step.direction);
        self.done.push(Done {
            revision: revision.name.clone(),
            direction,
            duration,
        });
        self.migrator.observe(&Event::RevisionFinished {
            revision: &revision,
            direction,
            duration,
        });
    }

    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        let start = Instant::now();
        let begun = self.session.begin();
        begun.map_err(or_busy::<E>("beginning a transaction", start))
    }

    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        let committed = self.session.commit();
        committed.map_err(Error::database("committing"))
    }

    pub(crate) fn commit_or_stay_at(&mut self, before: Position) -> Result<(), Error> {
        let committed = self.session.commit();
        self.or_stay_at(before, committed)
    }

    pub(crate) fn or_stay_at(
        &mut self,
        before: Position,
        committed: QueryResult<()>,
    ) -> Result<(), Error> {
        committed
            .map_err(Error::database("committing"))
            .map_err(|error| {
                let state = self.roll_back(before);
                error.with_state(state)
            })
    }
}

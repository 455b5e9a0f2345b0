//! The settings of a run, and everything that can be asked or done with a chain and a database.

use std::borrow::Cow;
use std::time::Duration;

use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;

use crate::adopt::{self, Adopted};
use crate::apply;
use crate::backend::Engine;
use crate::ensure::Ensured;
use crate::error::Error;
use crate::event::Event;
use crate::history::{History, HistoryError, Mark};
use crate::kept::chain_with_kept_scripts;
use crate::lock;
use crate::offline::{self, SqlRange};
use crate::plan::{Command, Plan, plan, refuse_within};
use crate::position::{Position, position};
use crate::refusal::{Refusal, Within};
use crate::report::Report;
use crate::session::LOCATING;
use crate::stamp::{Stamp, Stamped};
use crate::status::{Current, Status};
use crate::target::Target;
use crate::who::Who;

/// A chain with the settings to run it with.
///
/// The methods that only read write nothing, not even the history tables, and wait for a writer no
/// longer than the lock timeout.
pub struct Migrator<'a> {
    pub(crate) chain: &'a Chain,
    pub(crate) lock_timeout: Duration,
    pub(crate) mode: TransactionMode,
    pub(crate) kept_scripts: bool,
    /// See [`Migrator::on_scratch`].
    pub(crate) on_scratch: bool,
    /// Name and version, if told.
    program: Option<(String, String)>,
    tag: Option<String>,
    observer: Option<Observer<'a>>,
    stop: Option<Stop<'a>>,
}

type Observer<'a> = Box<dyn Fn(&Event<'_>) + 'a>;
type Stop<'a> = Box<dyn Fn() -> bool + 'a>;

/// How much of a run is one transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransactionMode {
    /// Each migration is one: what succeeded before a failure stays.
    #[default]
    PerMigration,
    /// The whole run is one: all or nothing, and faster. Refused when a migration in the way runs
    /// outside a transaction.
    WholeRun,
}

impl<'a> Migrator<'a> {
    /// How long a run waits for another one, unless it is told otherwise.
    pub const DEFAULT_LOCK_TIMEOUT: Duration = Duration::from_mins(1);

    /// A migrator with the default settings.
    pub fn new<C: AsRef<Chain> + ?Sized>(chain: &'a C) -> Self {
        Self {
            chain: chain.as_ref(),
            lock_timeout: Self::DEFAULT_LOCK_TIMEOUT,
            mode: TransactionMode::default(),
            kept_scripts: false,
            on_scratch: false,
            program: None,
            tag: None,
            observer: None,
            stop: None,
        }
    }

    /// How long to wait for another process that migrates, or writes to, the same database. On
    /// SQLite each of these waits is bounded by it, not their sum.
    #[must_use]
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.lock_timeout = timeout;
        self
    }

    /// Tells `observer` what happens, while it happens and on the same thread. It may panic: the
    /// run is then rolled back and everything released.
    #[must_use]
    pub fn observer(mut self, observer: impl Fn(&Event<'_>) + 'a) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// How much of a run is one transaction.
    #[must_use]
    pub fn transaction(mut self, mode: TransactionMode) -> Self {
        self.mode = mode;
        self
    }

    /// Lets a downgrade go through revisions that the database has and this chain does not, with the
    /// down scripts that the log kept when they were applied. Without this such a database is refused.
    ///
    /// It is for the night when a release has to be taken back and its program is not at hand. What is
    /// run is what the newer program brought along, and nobody has looked at it since.
    #[must_use]
    pub fn use_kept_scripts(mut self) -> Self {
        self.kept_scripts = true;
        self
    }

    /// Says that the database is a scratch database: it was empty, or an image of one that was, and nobody but runs
    /// of this chain has ever written its history. Then [`Migrator::place`] is all that there is to know of it.
    ///
    /// Anywhere else it is not. Another tool may have taken a revision back in the middle and applied it again:
    /// number, last version and chain digest are as before, and the row has no entry. A person may have changed
    /// the log.
    #[cfg(feature = "catalog")]
    #[must_use]
    pub(crate) fn on_scratch(mut self) -> Self {
        self.on_scratch = true;
        self
    }

    /// The program and version to name in the log and to those who wait, instead of the name of the
    /// executable.
    #[must_use]
    pub fn program(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        self.program = Some((name.into(), version.into()));
        self
    }

    /// What the log calls this run, in the column `tag` of each entry: a release, a ticket, whoever
    /// asked for it.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    /// Asks `stop`, on the same thread, whether to end the run early: while it waits for another one,
    /// before each migration and before each statement. A run that is stopped ends with
    /// [`Error::Stopped`] as one does that failed: a migration in a transaction is rolled back, what is
    /// done of one outside is recorded, everything is released, and the next run goes on.
    ///
    /// It is for a signal that asks the process to end: the answer is an `AtomicBool` that the handler
    /// of the signal sets.
    #[must_use]
    pub fn stop_when(mut self, stop: impl Fn() -> bool + 'a) -> Self {
        self.stop = Some(Box::new(stop));
        self
    }

    /// Upgrades to the head. When the database is there already this is one query: no lock, no
    /// write, and it works on a database that cannot be written.
    ///
    /// # Errors
    /// As for [`Migrator::upgrade`].
    pub fn run_pending<E: Engine>(&self, conn: &mut E) -> Result<Report, Error> {
        self.upgrade(conn, &Target::head())
    }

    /// Applies what is missing up to `target`.
    ///
    /// # Errors
    /// When the database's history does not fit the chain, the target is not above where the
    /// database is, another process holds the lock for too long, or a script fails. The error says
    /// what state the database is in.
    pub fn upgrade<E: Engine>(&self, conn: &mut E, target: &Target) -> Result<Report, Error> {
        apply::run(self, conn, Command::Upgrade, target)
    }

    /// Reverts what is above `target`.
    ///
    /// # Errors
    /// As for [`Migrator::upgrade`], and when a revision in the way has no way back.
    pub fn downgrade<E: Engine>(&self, conn: &mut E, target: &Target) -> Result<Report, Error> {
        apply::run(self, conn, Command::Downgrade, target)
    }

    /// Records that the database is at `target`, and runs no script: for a database that was brought
    /// there in another way.
    ///
    /// ```
    /// # use diesel::{Connection, SqliteConnection, connection::SimpleConnection};
    /// # use nca_migrations::{EmbeddedMigrations, Migrator, Stamp, Target, embed_migrations};
    /// # static MIGRATIONS: EmbeddedMigrations = embed_migrations!();
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut conn = SqliteConnection::establish(":memory:")?;
    /// let stamped = Migrator::new(&MIGRATIONS).stamp(&mut conn, &Target::head(), Stamp::Checked)?;
    /// assert_eq!(stamped.recorded.len(), MIGRATIONS.revisions().len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the target names no place in the chain, the database has what the chain does not have
    /// and this is not [`Stamp::Purging`], or the history cannot be written.
    pub fn stamp<E: Engine>(
        &self,
        conn: &mut E,
        target: &Target,
        stamp: Stamp,
    ) -> Result<Stamped, Error> {
        crate::stamp::run(self, conn, target, stamp)
    }

    /// Takes over a database that another tool migrated, and runs no script: what Diesel's table has
    /// gets its entries in the log, and with `reached` all up to there is recorded as applied. Never
    /// goes back: a database that is past `reached` already stays where it is.
    ///
    /// A run does the first by itself as soon as it has something to do.
    ///
    /// # Errors
    /// When the target names no place in the chain, the database has what the chain does not have, or
    /// the history cannot be written.
    pub fn adopt<E: Engine>(
        &self,
        conn: &mut E,
        reached: Option<&Target>,
    ) -> Result<Adopted, Error> {
        adopt::run(self, conn, reached)
    }

    /// What [`Migrator::upgrade`] or [`Migrator::downgrade`] would do now, with these settings.
    ///
    /// Positions past the head of this chain are of revisions that only the database has, on a
    /// downgrade with [`Migrator::use_kept_scripts`].
    ///
    /// # Errors
    /// When it would refuse, or the history cannot be read.
    pub fn plan<E: Engine>(
        &self,
        conn: &mut E,
        command: Command,
        target: &Target,
    ) -> Result<Plan, Error> {
        let history = self.history(conn)?;
        let mut chain = Cow::Borrowed(self.chain);
        if command == Command::Downgrade && self.kept_scripts {
            let tables = conn.locate().map_err(Error::database(LOCATING))?;
            chain = Cow::Owned(chain_with_kept_scripts(
                self.chain, conn, &tables, &history,
            )?);
        }
        let plan = plan(&chain, E::DIALECT, &history, command, target)?;
        if self.mode == TransactionMode::WholeRun {
            refuse_within(&chain, E::DIALECT, &plan, Within::WholeRun)?;
        }
        Ok(plan)
    }

    /// The script that `psql`, `sqlite3` or `mariadb` runs to go from one end of `range` to the other,
    /// history included: a database that it was run on is as one that was migrated online. It refuses
    /// a database that is not where it starts, and stops at the first error.
    ///
    /// The same chain, settings and range give the same text. What the log cannot know from it: how
    /// long each script took, and on which machine it was run.
    ///
    /// # Errors
    /// When an end of the range names no place in the chain, or a script in the way is missing, has no
    /// way back, or cannot be run as the transaction mode asks for.
    pub fn sql(&self, dialect: Dialect, range: &SqlRange) -> Result<String, Refusal> {
        offline::sql(self, dialect, range)
    }

    /// As [`Migrator::sql`], for a script that records that the database is at the end of `range`, and
    /// runs none of the migrations: see [`Migrator::stamp`].
    ///
    /// # Errors
    /// When an end of the range names no place in the chain.
    pub fn stamp_sql(&self, dialect: Dialect, range: &SqlRange) -> Result<String, Refusal> {
        offline::stamp_sql(self, dialect, range)
    }

    /// Creates the history tables where they are not there, or brings them up to date: for a role that
    /// may create tables, before one comes that may not. A run does it by itself. When there is nothing
    /// to do this writes nothing.
    ///
    /// # Errors
    /// When they cannot be read or written, or another process holds the lock for too long.
    pub fn ensure_history<E: Engine>(&self, conn: &mut E) -> Result<Ensured, Error> {
        crate::ensure::run(self, conn)
    }

    /// As [`Migrator::sql`], for a script that creates the history tables where they are not there.
    pub fn ensure_history_sql(&self, dialect: Dialect) -> String {
        offline::ensure_history_sql(self, dialect)
    }

    /// Where the database is. This also answers for a database that does not fit the chain.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn current<E: Engine>(&self, conn: &mut E) -> Result<Current, Error> {
        if let Some(at) = self.place(conn)? {
            return Ok(Current::of_chain(self.chain, at.0));
        }
        Ok(self.current_in(&self.history(conn)?))
    }

    /// What is applied, what is not, and what does not fit.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn status<E: Engine>(&self, conn: &mut E) -> Result<Status, Error> {
        let history = self.history(conn)?;
        let is_applied =
            |version: Cow<'_, str>| history.applied.iter().any(|a| a.version == version);
        let pending = self.chain.iter().filter(|r| !is_applied(r.name.version()));
        Ok(Status {
            current: self.current_in(&history),
            pending: pending.map(|revision| revision.name.clone()).collect(),
            problem: plan(
                self.chain,
                E::DIALECT,
                &history,
                Command::Upgrade,
                &Target::head(),
            )
            .err(),
            history,
        })
    }

    /// Everything that the database's history tables hold.
    ///
    /// # Errors
    /// When they cannot be read, are damaged or have a newer format.
    pub fn history<E: Engine>(&self, conn: &mut E) -> Result<History, Error> {
        let busy = |error: &HistoryError| match error {
            HistoryError::Database(error) => E::is_lock_timeout(error),
            _ => false,
        };
        let tables = conn.locate().map_err(Error::database(LOCATING))?;
        let read = |conn: &mut E| conn.read_history(&tables);
        Ok(lock::retry(conn, self.lock_timeout, busy, read)?)
    }

    /// Where the database is, as far as one query can tell: with some of the chain applied as this chain has
    /// it, and nothing begun.
    pub(crate) fn place<E: Engine>(&self, conn: &mut E) -> Result<Option<Position>, Error> {
        let found = conn
            .probe()
            .map_err(Error::database("looking at the migration history"))?;
        let at = found.as_ref().map_or(0, |mark| mark.count);
        let is_there = (1..=self.chain.len()).contains(&at)
            && found == Some(Mark::at(self.chain, E::DIALECT, at));
        Ok(is_there.then_some(Position(at)))
    }

    /// Found out only when there is something to do.
    pub(crate) fn who(&self) -> Who {
        let who = Who {
            tag: self.tag.clone(),
            ..Who::this_process()
        };
        match self.program.clone() {
            Some((name, version)) => Who {
                program: Some(name),
                program_version: Some(version),
                ..who
            },
            None => who,
        }
    }

    pub(crate) fn observe(&self, event: &Event<'_>) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }

    pub(crate) fn is_to_stop(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop())
    }

    fn current_in(&self, history: &History) -> Current {
        if let Ok(position) = position(self.chain, history) {
            return Current::of_chain(self.chain, position.0);
        }
        let version = history
            .applied
            .last()
            .map(|applied| applied.version.clone());
        let known = self
            .chain
            .iter()
            .find(|r| Some(&*r.name.version()) == version.as_deref());
        Current {
            revision: known.map(|revision| revision.name.clone()),
            is_head: false,
            version,
        }
    }
}

impl std::fmt::Debug for Migrator<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Migrator")
            .field("revisions", &self.chain.len())
            .field("lock_timeout", &self.lock_timeout)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}

//! The connection during a run. Whatever ends the run, an error or a panic, the caller gets the
//! connection back as it came: no transaction of ours, its own settings, no lock.

use std::time::{Duration, Instant};

use diesel::QueryResult;

use crate::backend::Engine;
use crate::error::{Error, LockTimeout, State};
use crate::lock;
use crate::migrator::Migrator;
use crate::tables::Tables;
use crate::who::Who;

const SETTINGS: &str = "setting up the session";

pub(crate) struct Session<'c, E: Engine> {
    conn: &'c mut E,
    pub(crate) tables: Tables,
    settings: Option<E::Settings>,
    lock: Option<E::Lock>,
    /// How many transactions the caller had open.
    outer: u32,
    /// Whether a script may have left a transaction open that Diesel does not know of.
    stray: bool,
    pub(crate) waited: Duration,
}

impl<'c, E: Engine> Session<'c, E> {
    /// Takes the lock and sets the session up; neither inside the caller's transaction, where both
    /// are the caller's business.
    pub(crate) fn open(conn: &'c mut E, who: &Who, migrator: &Migrator<'_>) -> Result<Self, Error> {
        let outer = conn
            .depth()
            .map_err(Error::database("looking for an open transaction"))?;
        let tables = conn.locate().map_err(Error::database(LOCATING))?;
        let mut session = Self {
            conn,
            tables,
            settings: None,
            lock: None,
            outer,
            stray: false,
            waited: Duration::ZERO,
        };
        if outer == 0 {
            let (lock, waited) = lock::acquire(session.conn, &session.tables, who, migrator)?;
            session.lock = Some(lock);
            session.waited = waited;
            let start = Instant::now();
            let settings = session.conn.prepare_session(migrator.lock_timeout, who);
            session.settings = Some(settings.map_err(or_busy::<E>(SETTINGS, start))?);
        }
        Ok(session)
    }

    pub(crate) fn conn(&mut self) -> &mut E {
        self.conn
    }

    /// The connection and where its history is.
    pub(crate) fn history(&mut self) -> (&mut E, &Tables) {
        (self.conn, &self.tables)
    }

    /// The connection, and its settings as the caller had them: `None` inside their transaction.
    pub(crate) fn parts(&mut self) -> (&mut E, Option<&mut E::Settings>) {
        (self.conn, self.settings.as_mut())
    }

    pub(crate) fn in_callers_transaction(&self) -> bool {
        self.outer > 0
    }

    /// Why nothing keeps other processes out between two transactions, if nothing does.
    pub(crate) fn why_unlocked(&self) -> Option<&str> {
        self.lock.as_ref().and_then(E::why_unlocked)
    }

    /// Fails when the lock is not held any more.
    pub(crate) fn check_lock(&mut self) -> Result<(), Error> {
        let Some(lock) = &self.lock else {
            return Ok(());
        };
        let lost = self.conn.why_lost(lock);
        match lost.map_err(Error::database("checking the migration lock"))? {
            Some(because) => Err(Error::LockLost { because }),
            None => Ok(()),
        }
    }

    /// Whether somebody else may have written to the database since this was last asked. In a transaction.
    pub(crate) fn others_have_written(&mut self) -> Result<bool, Error> {
        let Some(settings) = &mut self.settings else {
            return Ok(true);
        };
        let written = self.conn.others_have_written(settings);
        written.map_err(Error::database("looking for other writers"))
    }

    /// Begins a transaction, unless the last one led straight into the next.
    pub(crate) fn begin(&mut self) -> QueryResult<()> {
        if self.conn.depth()? > self.outer {
            Ok(())
        } else {
            self.conn.begin()
        }
    }

    /// Commits; where the lock needs it, straight into the next transaction.
    pub(crate) fn commit(&mut self) -> QueryResult<()> {
        if self.stays_in_transaction() {
            self.conn.commit_and_begin()
        } else {
            self.conn.commit()
        }
    }

    /// Commits the transaction that is open, if one is, and stays out of the next. A proxy may give
    /// the connection another session now, and would take our settings along, so they are the
    /// caller's until [`Session::enter_outside`].
    pub(crate) fn leave(&mut self) -> QueryResult<()> {
        if self.conn.depth()? <= self.outer {
            return Ok(());
        }
        if let (Some(settings), true) = (&self.settings, self.stays_in_transaction()) {
            self.conn.restore_session(settings)?;
        }
        self.conn.commit()
    }

    /// Goes on outside a transaction, if this session still has the lock.
    pub(crate) fn enter_outside(&mut self) -> Result<(), Error> {
        if !self.stays_in_transaction() {
            return Ok(());
        }
        self.check_lock()?;
        self.renew()
    }

    pub(crate) fn stays_in_transaction(&self) -> bool {
        E::STAYS_IN_TRANSACTION && self.lock.is_some()
    }

    /// A script is about to run outside a transaction, and may begin one itself.
    pub(crate) fn expect_stray_transaction(&mut self) {
        self.stray = true;
    }

    /// Rolls back a transaction that a script has begun and not ended; true if there was one.
    pub(crate) fn end_stray_transaction(&mut self) -> Result<bool, Error> {
        if !self.stray {
            return Ok(false);
        }
        let ended = self.conn.end_stray_transaction();
        ended.map_err(Error::database("ending a transaction that a script began"))
    }

    /// No script is running outside a transaction any more.
    pub(crate) fn expect_no_stray_transaction(&mut self) {
        self.stray = false;
    }

    /// Sets the session up again, after a script that was free to change it.
    pub(crate) fn renew(&mut self) -> Result<(), Error> {
        let Some(settings) = &self.settings else {
            return Ok(());
        };
        let renewed = self.conn.renew_session(settings);
        renewed.map_err(Error::database(SETTINGS))
    }

    /// Rolls back what is ours. False when the caller's transaction is gone with it.
    pub(crate) fn roll_back(&mut self) -> QueryResult<bool> {
        loop {
            match self.conn.depth()? {
                depth if depth == self.outer + 1 && self.stays_in_transaction() => {
                    self.conn.rollback_and_begin()?;
                    return Ok(true);
                }
                depth if depth > self.outer => self.conn.rollback()?,
                depth => return Ok(depth == self.outer),
            }
        }
    }

    /// Gives everything back.
    pub(crate) fn close(mut self) -> Result<(), Error> {
        self.give_back().map_err(|error| self.explain(error))
    }

    /// The error, with the state of the database if it is the end of the connection.
    pub(crate) fn explain(&mut self, error: Error) -> Error {
        match error {
            Error::Database { state: None, .. } if self.is_gone() => {
                error.with_state(State::ConnectionLost)
            }
            other => other,
        }
    }

    /// Whether the connection is no more. What an error says of it depends on the client's library:
    /// without a transaction that could have failed, this query can only fail with the connection.
    pub(crate) fn is_gone(&mut self) -> bool {
        if self.in_callers_transaction() {
            return false;
        }
        let _ = self.roll_back();
        let _ = self.end_stray_transaction();
        self.conn.batch_execute("SELECT 1").is_err()
    }

    fn give_back(&mut self) -> Result<(), Error> {
        let mut result = self
            .roll_back()
            .map(drop)
            .map_err(Error::database("rolling back"));
        result = result.and(self.end_stray_transaction().map(drop));
        let (settings, lock) = (self.settings.take(), self.lock.take());
        let enclosed = E::STAYS_IN_TRANSACTION && lock.is_some();
        if enclosed && result.is_ok() {
            let begun = self.begin();
            result = begun.map_err(Error::database("beginning a transaction"));
        }
        // The lock first: it may take going back to where it is held, and that is where the settings
        // were changed.
        if let Some(lock) = lock {
            let unlocked = self.conn.unlock(lock);
            result = result.and(unlocked.map_err(Error::database("releasing the migration lock")));
        }
        if let Some(settings) = settings {
            let restored = self.conn.restore_session(&settings);
            result = result.and(restored.map_err(Error::database("restoring the session")));
        }
        if enclosed && self.conn.depth().is_ok_and(|depth| depth > self.outer) {
            let ended = match result {
                Ok(()) => self.conn.commit(),
                Err(_) => self.conn.rollback(),
            };
            result = result.and(ended.map_err(Error::database("ending the run's transaction")));
        }
        result
    }
}

impl<E: Engine> Drop for Session<'_, E> {
    fn drop(&mut self) {
        // An error that is on its way already says more than this one could.
        let _ = self.give_back();
    }
}

/// Another process held on to the database, or whatever else it is.
pub(crate) fn or_busy<E: Engine>(
    doing: &'static str,
    start: Instant,
) -> impl FnOnce(diesel::result::Error) -> Error {
    move |error| {
        if E::is_lock_timeout(&error) {
            Error::LockTimeout(LockTimeout {
                waited: start.elapsed(),
                holder: None,
            })
        } else {
            Error::database(doing)(error)
        }
    }
}

/// What is being done when [`Engine::locate`] fails.
pub(crate) const LOCATING: &str = "looking for the migration history";

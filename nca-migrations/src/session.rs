//! The connection during a run. Whatever ends the run, an error or a panic, the caller gets the
//! connection back as it came: no transaction of ours, its own settings, no lock.

use std::time::Duration;

use diesel::QueryResult;

use crate::backend::Engine;
use crate::error::Error;
use crate::event::Event;
use crate::lock;
use crate::who::Who;

pub(crate) struct Session<'c, E: Engine> {
    conn: &'c mut E,
    settings: Option<E::Settings>,
    lock: Option<E::Lock>,
    /// How many transactions the caller had open.
    outer: u32,
    /// Whether a script may have left a transaction open that Diesel does not know of.
    stray: bool,
    lock_timeout: Duration,
    pub(crate) waited: Duration,
}

impl<'c, E: Engine> Session<'c, E> {
    /// Takes the lock and sets the session up; neither inside the caller's transaction, where both
    /// are the caller's business.
    pub(crate) fn open(
        conn: &'c mut E,
        who: &Who,
        lock_timeout: Duration,
        observe: &dyn Fn(&Event<'_>),
    ) -> Result<Self, Error> {
        let outer = conn
            .depth()
            .map_err(Error::database("looking for an open transaction"))?;
        let mut session = Self {
            conn,
            settings: None,
            lock: None,
            outer,
            stray: false,
            lock_timeout,
            waited: Duration::ZERO,
        };
        if outer == 0 {
            let (lock, waited) = lock::acquire(session.conn, who, lock_timeout, observe)?;
            session.lock = Some(lock);
            session.waited = waited;
            let settings = session.conn.prepare_session(lock_timeout);
            session.settings = Some(settings.map_err(Error::database("setting up the session"))?);
        }
        Ok(session)
    }

    pub(crate) fn conn(&mut self) -> &mut E {
        self.conn
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

    /// Sets the session up again, after a script that was free to change it.
    pub(crate) fn prepare_again(&mut self) -> Result<(), Error> {
        self.stray = false;
        let prepared = self.conn.prepare_session(self.lock_timeout);
        prepared
            .map(drop)
            .map_err(Error::database("setting up the session"))
    }

    /// Rolls back what is ours. False when the caller's transaction is gone with it.
    pub(crate) fn roll_back(&mut self) -> QueryResult<bool> {
        loop {
            match self.conn.depth()? {
                depth if depth > self.outer => self.conn.rollback()?,
                depth => return Ok(depth == self.outer),
            }
        }
    }

    /// Gives everything back.
    pub(crate) fn close(mut self) -> Result<(), Error> {
        self.give_back()
    }

    fn give_back(&mut self) -> Result<(), Error> {
        let mut result = self
            .roll_back()
            .map(drop)
            .map_err(Error::database("rolling back"));
        result = result.and(self.end_stray_transaction().map(drop));
        if let Some(settings) = self.settings.take() {
            let restored = self.conn.restore_session(&settings);
            result = result.and(restored.map_err(Error::database("restoring the session")));
        }
        if let Some(lock) = self.lock.take() {
            let unlocked = self.conn.unlock(lock);
            result = result.and(unlocked.map_err(Error::database("releasing the migration lock")));
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

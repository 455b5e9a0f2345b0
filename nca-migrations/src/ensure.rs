//! Making the history tables ready without migrating anything.

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::history::{FORMAT, History};
use crate::migrator::Migrator;

/// What there was to do for the history tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ensured {
    /// Nothing: they were there, in the newest format.
    AlreadyThere,
    /// They were created, or what was missing of them.
    Created,
    /// The log had an older format.
    Renewed,
}

impl Ensured {
    fn of(found: &History) -> Self {
        match found.format {
            FORMAT if found.has_diesel_table => Self::AlreadyThere,
            0 | FORMAT => Self::Created,
            _ => Self::Renewed,
        }
    }
}

pub(crate) fn run<E: Engine>(migrator: &Migrator<'_>, conn: &mut E) -> Result<Ensured, Error> {
    // Without the lock: a role that may not write finds out that it need not.
    if Ensured::of(&migrator.history(conn)?) == Ensured::AlreadyThere {
        return Ok(Ensured::AlreadyThere);
    }
    let mut run = Run::open(migrator, conn)?;
    let ensured = run.ensure_history();
    let ensured = ensured.map_err(|error| run.session.explain(error))?;
    run.session.close()?;
    Ok(ensured)
}

impl<E: Engine> Run<'_, '_, '_, E> {
    fn ensure_history(&mut self) -> Result<Ensured, Error> {
        self.begin()?;
        let (conn, tables) = self.session.history();
        let history = conn.read_history(tables)?;
        let prepared = conn.prepare_history(tables, &history, &self.who);
        prepared.map_err(Error::database("preparing the migration history"))?;
        self.commit()?;
        Ok(Ensured::of(&history))
    }
}

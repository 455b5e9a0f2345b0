//! A scratch database at a place in the chain.

use std::rc::Rc;

use nca_migrations_catalog::model::Catalog;
use nca_migrations_catalog::seed::{self, Seeded};
use nca_migrations_catalog::{Database as _, Outline, rows};
use nca_migrations_core::chain::Chain;

use super::rows::Counts;
use super::state::{State, States};
use super::{Scratch, VerifyError};
use crate::error::Error;
use crate::history::FORMAT;
use crate::migrator::{Migrator, TransactionMode};
use crate::script::statements;
use crate::target::Target;

/// A scratch database at a place in the chain.
pub(super) struct Stage<'a, S: Scratch> {
    chain: &'a Chain,
    pub(super) conn: S::Conn,
    /// As it is now.
    pub(super) state: Rc<State>,
    states: States,
}

/// What a script did: inside, what went wrong with it; outside, why it was not tried.
pub(super) type Tried = Result<Result<(), Box<Error>>, VerifyError>;

impl<'a, S: Scratch> Stage<'a, S> {
    /// A database with so many revisions applied, at best the one that was kept.
    pub(super) fn at(
        chain: &'a Chain,
        scratch: &mut S,
        position: usize,
    ) -> Result<Self, VerifyError> {
        match Self::kept(chain, scratch, position)? {
            Some(kept) => Ok(kept),
            None => Self::replayed(chain, scratch, position),
        }
    }

    /// An empty database, and so many revisions applied to it.
    pub(super) fn replayed(
        chain: &'a Chain,
        scratch: &mut S,
        position: usize,
    ) -> Result<Self, VerifyError> {
        // In one transaction, which is faster. What cannot be in one, such as the use of an enum's new value,
        // is found out by trying.
        if let Ok(stage) = Self::replay(chain, scratch, position, TransactionMode::WholeRun)? {
            return Ok(stage);
        }
        let stage = Self::replay(chain, scratch, position, TransactionMode::PerMigration)?;
        stage.map_err(VerifyError::Replay)
    }

    fn replay(
        chain: &'a Chain,
        scratch: &mut S,
        position: usize,
        mode: TransactionMode,
    ) -> Result<Result<Self, Box<Error>>, VerifyError> {
        let mut conn = scratch.empty().map_err(VerifyError::Scratch)?;
        if position > 0 {
            let migrator = Migrator::new(chain).transaction(mode);
            if let Err(error) = migrator.upgrade(&mut conn, &Target::steps_up(position)) {
                return Ok(Err(Box::new(error)));
            }
        }
        Self::over(chain, conn).map(Ok)
    }

    /// The database that was kept for this position, if it is what it should be.
    fn kept(
        chain: &'a Chain,
        scratch: &mut S,
        position: usize,
    ) -> Result<Option<Self>, VerifyError> {
        const {
            assert!(
                FORMAT == 1,
                "a log of an older format has to be renewed before it is written to"
            );
        }
        let Some(index) = position.checked_sub(1) else {
            return Ok(None);
        };
        let Some(digest) = chain.revision(index).chain_digest(S::ENGINE) else {
            return Ok(None);
        };
        let Some(conn) = scratch.kept(digest).map_err(VerifyError::Scratch)? else {
            return Ok(None);
        };
        let mut stage = Self::over(chain, conn)?;
        let major = stage.conn.major_version()?;
        let fingerprint = stage.state.fingerprint();
        let is_known = chain.fingerprints(index).any(|known| {
            known.engine == S::ENGINE && known.major == *major && known.catalog == fingerprint
        });
        let current = Migrator::new(chain).current(&mut stage.conn);
        let is_there =
            current.is_ok_and(|current| current.revision == Some(chain.revision(index).name));
        Ok((is_known && is_there).then_some(stage))
    }

    fn over(chain: &'a Chain, mut conn: S::Conn) -> Result<Self, VerifyError> {
        let mut states = States::default();
        let state = states.look(&mut conn)?;
        Ok(Self {
            chain,
            conn,
            state,
            states,
        })
    }

    /// One revision up.
    pub(super) fn up(&mut self) -> Tried {
        let migrator = Migrator::new(self.chain).on_scratch();
        let result = migrator.upgrade(&mut self.conn, &Target::steps_up(1));
        self.look(result.map(|_| ()))
    }

    /// One revision down.
    pub(super) fn down(&mut self) -> Tried {
        let migrator = Migrator::new(self.chain).on_scratch();
        let result = migrator.downgrade(&mut self.conn, &Target::steps_down(1));
        self.look(result.map(|_| ()))
    }

    fn look(&mut self, result: Result<(), Error>) -> Tried {
        if result.is_ok() {
            self.state = self.states.look(&mut self.conn)?;
        }
        Ok(result.map_err(Box::new))
    }

    /// Runs statements that put rows in.
    pub(super) fn put(&mut self, sql: &str) -> diesel::QueryResult<()> {
        let statements = statements(sql, S::ENGINE);
        statements
            .into_iter()
            .try_for_each(|range| self.conn.run(&sql[range]))
    }

    /// Puts rows into the tables that have none.
    pub(super) fn seed(&mut self) -> Result<Seeded, VerifyError> {
        Ok(seed::fill(&mut self.conn, &self.state.catalog)?)
    }

    pub(super) fn count(&mut self) -> Result<Counts, VerifyError> {
        Ok(rows::count(&mut self.conn, &self.state.catalog)?)
    }
}

/// The catalog that the first `position` revisions leave behind on an empty database.
///
/// # Errors
/// When there is no database, or they cannot be applied.
pub fn catalog<S: Scratch>(
    chain: &Chain,
    scratch: &mut S,
    position: usize,
) -> Result<Catalog, VerifyError> {
    let catalog = Rc::clone(&Stage::replayed(chain, scratch, position)?.state.catalog);
    Ok(Rc::unwrap_or_clone(catalog))
}

/// A connection to a database without rows at the head of a chain, and its catalog.
pub(crate) fn at_head<S: Scratch>(
    chain: &Chain,
    scratch: &mut S,
) -> Result<(S::Conn, Catalog), VerifyError> {
    let stage = Stage::replayed(chain, scratch, chain.len())?;
    let catalog = Rc::clone(&stage.state.catalog);
    drop((stage.state, stage.states));
    Ok((stage.conn, Rc::unwrap_or_clone(catalog)))
}

/// Its outline.
pub(crate) fn replayed<S: Scratch>(
    chain: &Chain,
    scratch: &mut S,
    position: usize,
) -> Result<Outline, VerifyError> {
    Ok(Outline::of(&catalog(chain, scratch, position)?))
}

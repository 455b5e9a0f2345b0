//! A migrated database for one test.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use nca_migrations_core::chain::Chain;
use nca_migrations_core::secrets::mask;

use super::TestError;
use super::fixture::Fixture;
use crate::backend::Engine;
use crate::position::Position;
use crate::target::Target;

/// The connections that tests can have: those that [`Engine`] is implemented for.
pub trait Backend: Engine + nca_migrations_catalog::Database {
    /// A database with so many revisions of the chain.
    #[doc(hidden)]
    fn place(chain: &Chain, position: usize) -> Result<Place, TestError>;

    /// Sets up a connection to it.
    #[doc(hidden)]
    fn greet(&mut self) -> diesel::QueryResult<()> {
        Ok(())
    }
}

/// Where a database is, and what keeps it there.
#[doc(hidden)]
pub struct Place {
    pub(super) url: String,
    pub(super) _kept: Box<dyn Any + Send + Sync>,
}

/// A migrated database for one test. It is dropped with its value, whoever is connected to it; clones are the
/// same database.
pub struct TestDatabase<C> {
    place: Arc<Place>,
    conn: PhantomData<fn() -> C>,
}

impl<C: Backend> TestDatabase<C> {
    /// A database at the head of the chain.
    ///
    /// # Errors
    /// When there is no server, or the chain cannot be applied.
    pub fn new<M: AsRef<Chain> + ?Sized>(migrations: &M) -> Result<Self, TestError> {
        let chain = migrations.as_ref();
        Self::with(chain, chain.len())
    }

    /// A database at a place in the chain: to put rows in before what is to be tested is applied.
    ///
    /// # Errors
    /// As for [`TestDatabase::new`], and when the target is no place in the chain.
    pub fn at<M: AsRef<Chain> + ?Sized>(migrations: &M, target: &str) -> Result<Self, TestError> {
        let chain = migrations.as_ref();
        let target: Target = target.parse()?;
        Self::with(chain, target.resolve(chain, Position(0))?.0)
    }

    fn with(chain: &Chain, position: usize) -> Result<Self, TestError> {
        Ok(Self {
            place: Arc::new(C::place(chain, position)?),
            conn: PhantomData,
        })
    }

    /// Its URL, as Diesel takes it, the password included.
    pub fn url(&self) -> &str {
        &self.place.url
    }

    /// A connection to it.
    ///
    /// # Errors
    /// When the database cannot be connected to.
    pub fn connect(&self) -> Result<C, TestError> {
        let mut conn = C::establish(self.url())?;
        conn.greet()?;
        Ok(conn)
    }

    /// Runs statements that put rows in.
    ///
    /// # Errors
    /// When one fails: its file, line and column.
    pub fn load(&self, fixtures: &[Fixture]) -> Result<(), TestError> {
        if fixtures.is_empty() {
            return Ok(());
        }
        let mut conn = self.connect()?;
        let loaded = fixtures.iter().try_for_each(|one| one.load(&mut conn));
        Ok(loaded?)
    }
}

impl<C> Clone for TestDatabase<C> {
    fn clone(&self) -> Self {
        Self {
            place: self.place.clone(),
            conn: PhantomData,
        }
    }
}

impl<C> fmt::Debug for TestDatabase<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = mask(&self.place.url);
        f.debug_tuple("TestDatabase").field(&url).finish()
    }
}

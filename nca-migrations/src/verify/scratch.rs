//! Databases to try migrations on.

use nca_migrations_catalog::Database;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use crate::backend::Engine;

/// Why there is no database to try migrations on.
pub type ScratchError = Box<dyn std::error::Error + Send + Sync>;

/// Where databases to try migrations on come from. One is in use at a time: before another is asked for, the
/// connection to the last one is closed.
pub trait Scratch {
    /// A connection to one.
    type Conn: Engine + Database;

    /// What it speaks.
    const ENGINE: Dialect = <Self::Conn as Database>::DIALECT;

    /// A connection to an empty database.
    ///
    /// # Errors
    /// When there is none to be had.
    fn empty(&mut self) -> Result<Self::Conn, ScratchError>;

    /// A connection to a copy of the database that was kept at this chain digest, if there is one. What is
    /// given here is checked before it is used.
    ///
    /// # Errors
    /// When looking for it fails.
    fn kept(&mut self, at: Digest) -> Result<Option<Self::Conn>, ScratchError> {
        let _ = at;
        Ok(None)
    }

    /// Keeps a database for [`Scratch::kept`], with its rows: what is added to the chain is then tried on it
    /// without running the whole chain again.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn keep(&mut self, conn: &mut Self::Conn, at: Digest) -> Result<(), ScratchError> {
        let _ = (conn, at);
        Ok(())
    }
}

/// SQLite databases in memory.
#[cfg(feature = "sqlite-system")]
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemory;

#[cfg(feature = "sqlite-system")]
impl Scratch for InMemory {
    type Conn = diesel::SqliteConnection;

    fn empty(&mut self) -> Result<Self::Conn, ScratchError> {
        use diesel::Connection as _;

        let mut conn = diesel::SqliteConnection::establish(":memory:")?;
        // Whatever SQLite was built with: rows that lead nowhere are what a migration is to be tried with
        // least of all.
        conn.run("PRAGMA foreign_keys = ON")?;
        Ok(conn)
    }
}

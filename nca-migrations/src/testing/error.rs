//! Why a test has no database.

use std::fmt;
use std::io;
use std::path::PathBuf;

use nca_migrations_core::name::RevisionName;

use crate::error::Error;
use crate::target::{TargetError, TargetSyntax};

/// Why a test has no database, or one of its steps failed. No message shows a password.
///
/// It is drawn in the same way for `{:?}`, which is what a test that returns it shows.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum TestError {
    /// There is no server, or it refuses something.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[error("{}", super::server::unavailable(.error, .variable))]
    Server {
        /// Why.
        error: nca_migrations_servers::Error,
        /// The variable that names a server to use instead.
        variable: &'static str,
    },
    /// The migrations cannot be applied.
    #[error(transparent)]
    Run(#[from] Error),
    /// No place in the chain.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// No target.
    #[error(transparent)]
    Syntax(#[from] TargetSyntax),
    /// A step of the stairway failed.
    #[error("`{revision}` {direction}: {error}")]
    Stair {
        /// The revision.
        revision: RevisionName,
        /// `up`, `down`, or `up again after its down script`.
        direction: &'static str,
        /// Why.
        error: Box<Error>,
    },
    /// A file for SQLite cannot be made.
    #[error("a file for test databases cannot be made at `{}`: {error}", .path.display())]
    File {
        /// The file or its directory.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
    /// The database cannot be connected to.
    #[error("the test database cannot be connected to: {0}")]
    Connect(#[from] diesel::ConnectionError),
    /// The database says no.
    #[error("{}", crate::said::Said(.0))]
    Database(#[from] diesel::result::Error),
    /// No pool of connections.
    #[cfg(feature = "r2d2")]
    #[error("no pool of connections to the test database: {0}")]
    Pool(#[from] diesel::r2d2::PoolError),
    /// A fixture failed.
    #[error(transparent)]
    Fixture(#[from] FixtureFailure),
}

impl fmt::Debug for TestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A statement of a fixture that failed.
#[derive(Debug, thiserror::Error)]
#[error("fixture `{file}:{line}:{column}`: {}", crate::said::Said(.error))]
#[non_exhaustive]
pub struct FixtureFailure {
    /// The file, as it was named.
    pub file: String,
    /// Where the statement starts, or what the server points at. Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// What the database said.
    pub error: diesel::result::Error,
}

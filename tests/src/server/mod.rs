//! The throw-away servers and scratch databases of `nca-migrations-servers`, for tests.
//!
//! A server is started when a test first asks for it, shared by the tests of the process, and gone
//! with it. When its programs are not installed, the tests that need it fail and say what to install.
//! Beside it, what stands in front of a server or follows it in production, and what listens in or
//! interferes.

mod database;
mod gate;
#[cfg(feature = "mysql")]
mod mariadb;
#[cfg(feature = "postgres")]
mod pgbouncer;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "postgres")]
mod standby;
#[cfg(feature = "postgres")]
mod wire;

pub use database::Database;
pub use gate::{Gate, Hold};
#[cfg(feature = "mysql")]
pub use mariadb::{Mariadb, mariadb, own_mariadb};
#[cfg(feature = "postgres")]
pub use postgres::{Postgres, own_postgres, postgres};
#[cfg(feature = "postgres")]
pub use {
    pgbouncer::{Pgbouncer, Pooling, pgbouncer},
    standby::{Standby, standby},
    wire::Wire,
};

use nca_migrations_servers::{Error, temporary_directory};
use tempfile::TempDir;

/// A temporary directory where servers have theirs: for databases that are files.
pub fn tempdir() -> TempDir {
    tempfile::tempdir_in(temporary_directory()).unwrap()
}

/// Why there is no server, with what a test can be given instead.
fn unavailable(error: &Error, variable: &str) -> String {
    match error {
        Error::Missing(_) => format!(
            "this test needs a server: {error}, or run `scripts/prepare`, \
             or set `{variable}` to the URL of a server that tests may make databases on"
        ),
        other => other.to_string(),
    }
}

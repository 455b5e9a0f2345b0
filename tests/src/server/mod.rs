//! Throw-away database servers.
//!
//! A server is started from installed binaries when a test first asks for it, shared by the tests of
//! the process, and gone with the process, even a killed one: `supervisor.sh` sees to that. It
//! listens on a socket in its own temporary directory and on no port. When its programs are not
//! installed, the tests that need it fail and say what to install.

mod account;
mod binaries;
mod database;
mod directory;
mod gate;
#[cfg(feature = "mysql")]
mod mariadb;
#[cfg(feature = "postgres")]
mod pgbouncer;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "postgres")]
mod standby;
mod supervisor;
mod url;
#[cfg(feature = "postgres")]
mod wire;

pub use database::Database;
pub use directory::tempdir;
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

//! Throw-away database servers, and scratch databases on them or on a server at a URL.
//!
//! Internal to `nca-migrations`: verifying a chain and testing one need an engine to run it on.
//!
//! A [`Server`] is started from the installed programs, without privileges, on a socket in its own
//! temporary directory and on no port. It is gone with the process that started it, even a killed
//! one: `supervisor.sh` sees to that. So any number of processes can have theirs at the same time.
//!
//! A server can be [shared](Sharing) by the processes of a test run, of which each may be there for a
//! moment only: it stops some time after the last.
//!
//! A [`ScratchDatabase`] is dropped with its value. What a killed process left on a server that
//! stays is found and dropped by the next one: see [`Server::remove_leftovers`]. With something in it
//! from the start it comes from a [`Template`], which is filled once for all processes.
//!
//! ```no_run
//! use nca_migrations_servers::{Postgres, Server};
//!
//! # fn main() -> Result<(), nca_migrations_servers::Error> {
//! # #[cfg(feature = "postgres")]
//! # {
//! let server = Server::postgres()?; // or `Postgres::find_major(15)?.start()?`
//! let scratch = server.scratch()?;
//! println!("{}", scratch.url());
//!
//! let theirs = Server::postgres_at("postgres://ci@db.example.org/app")?;
//! let scratch = theirs.scratch()?;
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! | engine | feature | the tests ran on |
//! |---|---|---|
//! | PostgreSQL 11 and newer | `postgres` | 15 and 18 |
//! | MariaDB 10.4 and newer | `mysql` | 10.11 |
//! | MySQL 8.0 and newer | `mysql` | written from its manual, and not run yet |
//!
//! Servers are started on Unix; scratch databases on a server at a URL are made anywhere.

#![cfg(any(feature = "postgres", feature = "mysql"))]

#[cfg(unix)]
mod account;
#[cfg(unix)]
mod directory;
mod error;
#[cfg(feature = "mysql")]
mod mysql;
mod package;
#[cfg(feature = "postgres")]
mod postgres;
mod programs;
mod scratch;
mod server;
#[cfg_attr(not(unix), path = "unshared.rs")]
mod shared;
#[cfg_attr(not(unix), path = "unsupervised.rs")]
mod supervisor;
mod url;

#[cfg(unix)]
pub use directory::temporary_directory;
pub use error::{Error, Missing};
#[cfg(feature = "mysql")]
pub use mysql::Mysql;
pub use package::Package;
#[cfg(feature = "postgres")]
pub use postgres::Postgres;
pub use programs::{Places, find};
pub use scratch::{FillError, ScratchDatabase, Template, TemplateKey};
pub use server::Server;
pub use shared::Sharing;
#[cfg(unix)]
pub use supervisor::eventually;
pub use supervisor::{Recipe, Supervised};
pub use url::Url;

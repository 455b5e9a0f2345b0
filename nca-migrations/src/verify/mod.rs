//! Trying every migration up, down and up again on a scratch database, with rows in it.
//!
//! ```
//! # use diesel::{Connection, SqliteConnection};
//! # use nca_migrations::{EmbeddedMigrations, embed_migrations};
//! use nca_migrations::verify::{InMemory, Verification};
//!
//! # static MIGRATIONS: EmbeddedMigrations = embed_migrations!();
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let first = Verification::of(&MIGRATIONS).only([0]);
//! let outcome = first.run(&mut InMemory)?;
//! assert_eq!(outcome.verified.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # What is tried
//!
//! For each revision: rows are put into every table of the schema before it; the up script runs; the
//! catalog is read; the down script runs; the catalog must be the one of before, and no table may have
//! fewer rows, unless the metadata says `lossy`; the up script runs again, and must leave the same catalog as
//! the first time. A revision without a way back is tried upwards.
//!
//! # The rows
//!
//! They are made from the catalog ([`nca_migrations_catalog::seed`]): in each table one with every column filled, one
//! with as many NULLs as it takes, and a third. Keys, checks and types are respected as far as can be told; a
//! table that takes no such row stays empty and is named in [`Outcome::unseeded`].

mod finding;
mod outcome;
mod rows;
mod scratch;
mod stage;
mod state;
mod verification;

pub use finding::{Finding, RowsLost};
pub use outcome::{Failed, Outcome, Unseeded, Verified};
#[cfg(feature = "sqlite-system")]
pub use scratch::InMemory;
pub use scratch::{Scratch, ScratchError};
pub use stage::catalog;
pub(crate) use stage::{at_head, replayed};
pub use verification::{Verification, VerifyError, VerifyEvent};

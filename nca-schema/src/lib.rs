//! The database schema of NCA, the neurocognitive architecture, as migrations that a program carries
//! with it.
//!
//! ```
//! use diesel::{Connection, SqliteConnection};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut conn = SqliteConnection::establish(":memory:")?;
//! nca_schema::MIGRATIONS.run_pending(&mut conn)?;
//! # Ok(())
//! # }
//! ```
//!
//! The program `nca` has the same migrations: `nca upgrade head` makes a database.

use nca_migrations::{EmbeddedMigrations, embed_migrations};

/// Every migration of the schema, checked when this crate was compiled.
pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
#[cfg(feature = "models")]
pub mod demo;
#[cfg(feature = "models")]
pub mod models;
#[cfg(feature = "models")]
pub mod queries;
#[cfg(feature = "models")]
#[expect(
    missing_docs,
    reason = "generated from a database, which keeps no comments"
)]
pub mod schema;

//! A small brain to look at: what `nca demo` fills a database with and shows.
//!
//! ```
//! use diesel::{Connection, SqliteConnection};
//! use nca_schema::demo;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut conn = SqliteConnection::establish(":memory:")?;
//! nca_schema::MIGRATIONS.run_pending(&mut conn)?;
//! let (_, brain) = demo::brain(&mut conn)?;
//! println!("{brain}");
//! # Ok(())
//! # }
//! ```
//!
//! The clock of the story stands still and its ids are counted, so that it is the same each time.

mod fill;
mod look;
#[cfg(feature = "cli")]
mod own_command;
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
mod read;
mod show;
mod story;

use diesel::QueryResult;

pub use fill::Writes;
pub use look::{Brain, Reads};
#[cfg(feature = "cli")]
pub use own_command::own_command;

/// Whether the demo's brain had to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was not there, and is now.
    Now,
    /// It was there, and was left as it is.
    Before,
}

/// The demo's brain, made first if a migrated database has none.
///
/// # Errors
///
/// What the database says; nothing of it is there then.
pub fn brain<C: Reads + Writes>(conn: &mut C) -> QueryResult<(Made, Brain)> {
    conn.transaction(|conn| {
        if let Some(brain) = conn.look(story::AGENT)? {
            return Ok((Made::Before, brain));
        }
        let seeds = conn.seeds()?;
        fill::fill(conn, &seeds)?;
        let brain = conn.look(story::AGENT)?;
        Ok((Made::Now, brain.ok_or(diesel::result::Error::NotFound)?))
    })
}

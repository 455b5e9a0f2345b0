//! What an application asks every second.
//!
//! Each function gives a query, not its result: Diesel's own type, the same for all three engines, to
//! limit, refine and load with any connection:
//!
//! ```
//! use diesel::prelude::*;
//! use nca_schema::models::memory::{Memory, Tier};
//! use nca_schema::queries;
//!
//! fn context(conn: &mut SqliteConnection, agent: i64) -> QueryResult<Vec<Memory>> {
//!     queries::memory::recent(agent, Tier::Episodic).limit(5).load(conn)
//! }
//! ```
//!
//! Every query says which index serves it, and `tests/queries/plans.rs` asks each engine whether it does. All
//! are ordered to the last row, so that the engines agree.
//!
//! What writes is a trait of the connections, because the engines differ in how: [`Insert`] gives the
//! id of a new row, [`Decay`] sweeps.

mod insert;
mod sweep;

pub mod biology;
pub mod graph;
pub mod health;
pub mod llm;
pub mod memory;

pub use insert::Insert;
pub use sweep::{Decay, Sweep};

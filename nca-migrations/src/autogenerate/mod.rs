//! From a chain and the schema that is desired to the scripts of the next revision, tried on a scratch database
//! as they are made.
//!
//! 1. [`desired`] builds the desired schema where it is written as SQL. A schema module gives it otherwise.
//! 2. [`Ground::new`] runs the chain on a scratch database, and the renames that were asked for.
//! 3. [`Ground::lead`] generates the statements that lead from there to the desired schema and back, running each as it
//!    goes, and compares what comes out.
//!
//! Nothing here writes a file. Whoever makes a revision of the result verifies it like any other, with rows
//! ([`crate::verify`]).

mod desired;
mod error;
mod ground;
mod proposal;

pub use desired::desired;
pub use error::AutogenerateError;
pub use ground::{Ground, WayBack};
pub use nca_migrations_catalog::generate::rename::Candidate;
pub use nca_migrations_catalog::generate::{
    Address, BadAddress, Cost, Fills, Form, Hazard, Obstacle, Options, Stage, Statement, Subject,
};
pub use proposal::{Part, Proposal};

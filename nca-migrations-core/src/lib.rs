//! Reads and checks a migrations directory: text in, a [`chain::Chain`] and problems out.
//!
//! Internal to `nca-migrations`. The macro, the runtime and the command line all read directories
//! through this crate, and so cannot disagree about them.

pub mod chain;
pub mod check;
pub mod dialect;
pub mod digest;
pub mod name;
pub mod sql;
pub mod text;

//! The schema module, the models and the queries on each engine.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod answers;
mod bed;
mod closed_sets;
mod plans;
mod schema;
mod sweeps;
mod volume;

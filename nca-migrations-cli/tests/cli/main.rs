//! Stories with the real program.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod adopt;
mod database;
mod fixture;
mod own_command;
mod problems;
mod revision;
mod streams;
mod workflow;

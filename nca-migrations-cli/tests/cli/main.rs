//! Stories with the real program.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod adopt;
mod configuration;
mod database;
mod edit;
mod fixture;
mod git;
mod own_command;
mod problems;
mod rebase;
mod revision;
mod streams;
mod workflow;

//! What a user of the library lives through, on real SQLite databases.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod adopt;
mod diesel_side_by_side;
mod events;
mod failures;
mod file_based;
mod fleet;
mod foreign_keys;
mod history;
mod messages;
mod outside_a_transaction;
mod properties;
mod refusals;
mod regressions;
mod support;
mod targets;
mod transactions;
mod upgrade;

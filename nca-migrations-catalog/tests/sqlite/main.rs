//! The catalog of SQLite.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod again;
mod bed;
mod chain;
mod changes;
mod files;
mod generate;
mod generated;
mod generator;
mod keywords;
mod kinds;
mod modules;
mod pragmas;
mod rebuilt;
mod sessions;
mod soup;
mod two_ways;
mod typing;

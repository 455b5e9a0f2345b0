//! Offline scripts: what they say, and what the databases' own clients make of them.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod chain;
mod client;
#[cfg(all(unix, feature = "mysql"))]
mod mysql;
#[cfg(all(unix, feature = "postgres"))]
mod postgres;
mod snapshots;
mod sqlite;
mod support;

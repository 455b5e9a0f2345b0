//! Migrations are tried on scratch databases of three engines: what is wrong with one is found, and what is not
//! wrong is not. Databases are compared with what is known of them.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod bed;
mod drifted;
mod history;
mod honest;
mod planted;
mod soil;
mod three_engines;

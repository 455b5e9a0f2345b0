//! The catalog of MariaDB, on a real server.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod bed;
mod chain;
mod changes;
mod dump;
mod elsewhere;
mod generate;
mod kinds;
mod rights;
mod sessions;
mod volume;

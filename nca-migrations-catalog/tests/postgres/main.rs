//! The catalog of PostgreSQL, read from throw-away servers.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod bed;
mod changes;
mod dump;
mod generate;
mod guests;
mod history;
mod kinds;
mod names;
mod nca;
mod schemas;
mod session;
mod versions;

//! `embed_migrations!` as a user's crate meets it: real builds by cargo, in a crate that calls the
//! dependency by another name.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod consumer;
mod faults;
mod rebuild;
mod table;

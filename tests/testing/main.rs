//! The test kit, as users get it: on SQLite, PostgreSQL and MariaDB.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod arguments;
mod catalogs;
#[path = "../../nca-migrations-servers/tests/servers/child.rs"]
mod child;
mod faults;
mod lifetime;
mod messages;
mod shelf;
mod steps;

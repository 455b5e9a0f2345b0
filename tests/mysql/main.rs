//! MySQL and MariaDB: what is special about them. They need a server: see `nca_tests::server`.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod diesel_side_by_side;
mod interrupted;
mod lock;
mod session;
mod support;
mod upgrade;

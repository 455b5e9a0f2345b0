//! What the tests of several crates share.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot set itself up has failed"
)]

mod builder;
mod fixture;
#[cfg(all(unix, any(feature = "postgres", feature = "mysql")))]
pub mod server;

pub use builder::{Builder, tables, three};
pub use fixture::{A, B, C, Fixture, drawn, eight_faults, metadata, symlink};

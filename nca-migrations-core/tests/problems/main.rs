//! Each fault that a migrations directory can have, alone and together, and how it is drawn.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod chain;
mod files;
mod locked;
mod scripts;
mod together;

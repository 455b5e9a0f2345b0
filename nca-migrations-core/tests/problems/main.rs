//! Each fault that a migrations directory can have, alone and together, and how it is drawn.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod chain;
mod files;
mod locked;
mod planned;
mod scripts;
mod together;

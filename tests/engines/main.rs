//! What a user of the library lives through, on every engine: one story, three servers.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod bed;
mod child;
mod forty;
mod picture;

mod concurrently;
mod cut;
mod failures;
mod fleet;
mod kills;
mod stamp;
mod upgrade;

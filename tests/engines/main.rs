//! What a user of the library lives through, on every engine: one story, three servers.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod bed;
mod child;
mod forty;
mod picture;
mod pool;
mod records;
mod role;

mod concurrently;
mod cut;
mod ensure;
mod failures;
mod fleet;
mod guests;
mod killed_in_a_pool;
mod kills;
mod neighbours;
mod peers;
mod pooling;
mod round_trips;
mod schemas;
mod stamp;
mod stopping;
mod upgrade;

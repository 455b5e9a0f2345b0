//! What a user of the library lives through, on every engine: one story, three servers.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod bed;

mod failures;
mod guests;
mod neighbours;
mod peers;
mod pooling;
mod role;
mod round_trips;
mod schemas;
mod stamp;
mod upgrade;

//! NCA's chain on each engine: that the scripts lead where they should, and what happens to rows on
//! the way.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod bed;
mod brain;
mod catalog;

mod digest;
mod moves;
mod preconditions;
mod probes;
mod reference;
mod round_trips;
mod seeds;

//! The schema as a picture.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod areas;
mod bed;
mod hostile;
mod marks;
mod nca;
mod picture;
mod random;
mod snapshots;

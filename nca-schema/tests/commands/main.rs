//! The commands of the program `nca` against databases that others look at too: their own clients read its
//! scripts, a lock holds it up, a signal stops it.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod nca;
mod readme;
mod scripts;
#[cfg(all(unix, feature = "postgres"))]
mod signals;
#[cfg(all(unix, any(feature = "postgres", feature = "mysql")))]
mod wait;

//! Throw-away servers and scratch databases, as users get them.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod child;
mod leftovers;
mod lifetime;
mod like_theirs;
mod messages;
mod parallel;
mod rights;
mod shared;
mod sharing;
mod templates;

//! The throw-away servers that other tests rely on.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod databases;
mod gate;
mod killed;
mod pgbouncer;
mod standby;
mod wire;

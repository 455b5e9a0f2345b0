//! Stories with the real program.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod alembic_page;
mod answers;
mod check;
mod database;
mod fixture;
mod in_process;
mod json;
mod new_user;
mod outcomes;
mod own_command;
mod problems;
mod revision;
mod scripts;
mod signals;
mod stamp;
mod streams;
mod wait;
mod workflow;

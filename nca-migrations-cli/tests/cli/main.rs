//! Stories with the real program.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod adopt;
mod alembic_page;
mod answers;
mod autogenerate;
mod build;
mod check;
mod configuration;
mod database;
mod edit;
mod fixture;
mod git;
mod in_process;
mod json;
mod new_user;
mod outcomes;
mod own_command;
mod picture;
mod problems;
mod rebase;
mod revision;
mod schema;
mod scripts;
mod signals;
mod stamp;
mod streams;
mod verify;
mod wait;
mod workflow;

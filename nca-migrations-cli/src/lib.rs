//! The command line of `nca-migrations`, for any program to mount.
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! use nca_migrations::EmbeddedMigrations;
//! use nca_migrations_cli::Program;
//!
//! # static MIGRATIONS: EmbeddedMigrations = EmbeddedMigrations::EMPTY;
//! # const _: &str = stringify! {
//! static MIGRATIONS: EmbeddedMigrations = nca_migrations::embed_migrations!();
//! # };
//!
//! fn main() -> ExitCode {
//!     Program::new("app", &MIGRATIONS)
//!         .version(env!("CARGO_PKG_VERSION"))
//!         .default_database("app.db")
//!         .main()
//! }
//! ```
//!
//! gives `app upgrade head`, `app downgrade -1`, `app current`, `app history`, `app heads` and
//! `app show`, all over the chain that the program carries. [`Program::directory_commands`] adds
//! those that write and check a migrations directory, where the program is run in a checkout of its own
//! chain; the program `nca-migrate` has them anywhere, and
//! [`Program::own_command`] one that the program itself brings.
//!
//! # What scripts can rely on
//!
//! * Exit codes: see [`Exit`].
//! * Results are on stdout, everything else on stderr. With `--json` a result is one JSON object
//!   that starts with its format number.
//!   Problems in a migrations directory that stop a command are its result then, as `validate` gives
//!   them: `{"format": 1, "directory": "...", "problems": [...]}`. Those in `nca-migrate.toml` have its
//!   name as `file` instead of `directory`, and no `code`.
//! * An error's first line on stderr begins with `FAILED: `.
//! * A closed pipe is not an error.
//! * Passwords in database URLs are never shown.

mod args;
mod chain_source;
mod checkout;
mod commands;
mod config;
mod connection;
mod context;
mod database;
mod directory;
mod dotenv;
mod duration;
mod editor;
mod entry;
mod exit;
mod failed_statement;
mod failure;
mod files;
mod git;
#[cfg(test)]
mod help;
mod interrupt;
mod json;
mod migrate;
mod output;
mod own_command;
mod pages;
mod program;
mod progress;
mod scratch;
mod slug;
mod surroundings;
mod terminal;
mod unknown_flag;
mod url;
mod version;
mod wording;

pub use connection::Connection;
pub use exit::Exit;
pub use output::Streams;
pub use own_command::{OwnCommand, OwnError, Session};
pub use program::Program;

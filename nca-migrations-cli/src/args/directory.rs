//! The commands over a migrations directory.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use nca_migrations::Dialect;
use nca_migrations_core::dialect::UnknownDialect;

/// The commands over a migrations directory.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Create a migrations directory
    #[command(after_help = "\
Example:
  init
  init db/migrations --backends sqlite,postgres

Nothing that is there already is changed.")]
    Init(InitArgs),
    /// Create a migration that follows the last one
    #[command(after_help = "\
Example:
  revision -m \"create users\"

The parent is always the head: a chain is linear. Alembic's --head, --splice, --branch-label and
--depends-on have nothing to say here; of two branches merged in git, one goes to the end of the
other.")]
    Revision(RevisionArgs),
    /// Check the migrations directory, as the build does
    #[command(after_help = "\
Example:
  validate --json

Exit code 0: no problem. 1: problems, all of them shown. `explain CODE` says more about each.")]
    Validate,
    /// Record the scripts as they are in chain.lock
    #[command(after_help = "\
Example:
  lock
  lock --accept 2026-01-05-093000_create_users

What is new is added. A locked script that has changed is refused until it is accepted by name.")]
    Lock(LockArgs),
    /// Explain a problem, or list all
    #[command(after_help = "\
Example:
  explain NCA0202")]
    Explain(ExplainArgs),
    /// Try every migration up and down, and keep the proof (not in this version yet)
    #[command(hide = true, disable_help_flag = true)]
    Verify(UnbuiltArgs),
    /// Write the Diesel schema module (not in this version yet)
    #[command(hide = true, disable_help_flag = true)]
    Schema(UnbuiltArgs),
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The directory to create [default: what --dir says, else `migrations`]
    #[arg(value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
    /// What the chain serves: any of sqlite, postgres, mysql
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        value_parser = backend,
        default_value = "sqlite"
    )]
    pub(crate) backends: Vec<Dialect>,
}

#[derive(Debug, Args)]
pub(crate) struct RevisionArgs {
    /// What the migration does: names its directory
    #[arg(short, long)]
    pub(crate) message: String,
    /// The version, instead of the time now in UTC; must sort after the head's
    #[arg(long, value_name = "VERSION")]
    pub(crate) rev_id: Option<String>,
    /// There is no way back, for this reason: no down script is made
    #[arg(long, value_name = "REASON")]
    pub(crate) irreversible: Option<String>,
    /// Make a script for each backend instead of one for all
    #[arg(long)]
    pub(crate) per_backend: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    /// Accept what has changed in this locked migration; can be given several times
    #[arg(long, value_name = "REVISION")]
    pub(crate) accept: Vec<String>,
    /// What the chain serves from now on: any of sqlite, postgres, mysql
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = backend)]
    pub(crate) backends: Vec<Dialect>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The problem's code, such as NCA0202
    pub(crate) code: Option<String>,
}

/// Whatever a later version will understand.
#[derive(Debug, Args)]
pub(crate) struct UnbuiltArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub(crate) rest: Vec<String>,
}

/// One of a list that may have blanks after its commas.
fn backend(text: &str) -> Result<Dialect, UnknownDialect> {
    text.trim().parse()
}

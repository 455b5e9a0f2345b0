//! The commands over a migrations directory.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
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
    /// Take over the migrations and databases of another tool
    #[command(after_help = "\
Example:
  adopt --backends postgres
  adopt sqlx --from db/sqlx --backends sqlite --dry-run
  adopt refinery --from sql_migrations --backends postgres --dir db/migrations
  adopt alembic --from alembic --sql up.sql --down-sql down.sql --backends postgres
  adopt sqlx --database-url postgres://user@host/app

Diesel's migrations are completed in place. What comes from another tool is written to a
directory of its own (--dir, else `migrations`); its files are only read. For Alembic,
SQL is what `alembic upgrade head --sql` and `alembic downgrade head:base --sql` write.

All that is in the way is listed at once, and then nothing is written. Nothing is
overwritten, and a run that was stopped can be run again.

With --database-url, what that tool recorded there becomes our history; no script is run.
The variable DATABASE_URL only says which backend is meant.")]
    Adopt(AdoptArgs),
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
pub(crate) struct AdoptArgs {
    /// The tool that they come from [default: diesel]
    #[arg(value_enum, value_name = "TOOL")]
    pub(crate) tool: Option<Tool>,
    /// Where that tool's migrations are (Diesel's: --dir); without it only a database is taken over
    #[arg(long, value_name = "DIR")]
    pub(crate) from: Option<PathBuf>,
    /// What the scripts are written for: any of sqlite, postgres, mysql
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = backend)]
    pub(crate) backends: Vec<Dialect>,
    /// Alembic: the output of `alembic upgrade head --sql`
    #[arg(long, value_name = "FILE", requires = "from")]
    pub(crate) sql: Option<PathBuf>,
    /// Alembic: the output of `alembic downgrade head:base --sql`
    #[arg(long, value_name = "FILE", requires = "sql")]
    pub(crate) down_sql: Option<PathBuf>,
    /// Alembic: this revision changes nothing in the schema, though it has code and no SQL; can be
    /// given several times
    #[arg(long, value_name = "REVISION", requires = "sql")]
    pub(crate) no_sql: Vec<String>,
    /// Diesel: remove down scripts without a statement, and declare these migrations irreversible
    #[arg(long)]
    pub(crate) drop_empty_down: bool,
    /// Demand no proof for these migrations, for this reason
    #[arg(long, value_name = "REASON")]
    pub(crate) unverified: Option<String>,
    /// Accept that the database ran another text of this version; can be given several times
    #[arg(long, value_name = "VERSION")]
    pub(crate) accept: Vec<String>,
    /// The tool's own table in the database, where it has another name
    #[arg(long, value_name = "TABLE", value_parser = table)]
    pub(crate) table: Option<String>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A tool that migrations can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    Diesel,
    Sqlx,
    Refinery,
    Alembic,
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

/// A table's name, perhaps with its schema, that needs no quotes.
fn table(text: &str) -> Result<String, String> {
    let is_name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() <= 2 && parts.iter().all(|part| is_name(part)) {
        Ok(text.to_owned())
    } else {
        Err("expected `table` or `schema.table`, of letters, digits and `_`".to_owned())
    }
}

//! The command line as it is understood.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Subcommand};
use nca_migrations::Dialect;
use nca_migrations_core::dialect::UnknownDialect;

/// Options of every command, before or after its name.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Globals {
    /// Database to use, a path or a URL [else `DATABASE_URL`, else the program's own default]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// Write the result as one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Use colour; `auto` means on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

/// The option of programs that read migrations directories.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct DirectoryOption {
    /// Migrations directory [else the nearest `migrations` from here upwards]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) dir: Option<PathBuf>,
}

/// The commands that need a chain, and most of them a database.
#[derive(Debug, Subcommand)]
pub(crate) enum DatabaseCommand {
    /// Apply migrations, up to a target
    #[command(after_help = "\
Example:
  upgrade head          apply everything
  upgrade +1            apply the next one

A target is `head`, a revision (version, slug, or the start of one), `+N` from where the database
is, or `head-N`, `REVISION+N`. The database is created if it is not there and its engine allows it.
Going back to something older is an error: use `downgrade`.")]
    Upgrade(UpgradeArgs),
    /// Revert migrations, down to a target
    #[command(after_help = "\
Example:
  downgrade -1          revert the last one
  downgrade base        revert everything

A target is `base`, a revision (version, slug, or the start of one), `-N` from where the database
is, or `head-N`, `REVISION-N`. What the way back loses is said first; a migration without a way back
stops it before anything is touched.")]
    Downgrade(DowngradeArgs),
    /// Show where the database is
    #[command(after_help = "\
Example:
  current --check-heads         for a deployment: exit 1 unless the database is at the head

Shows nothing when no migration is applied. Writes nothing, not even the bookkeeping tables.")]
    Current(CurrentArgs),
    /// List the migrations, newest first
    #[command(after_help = "\
Example:
  history -i                    mark where the database is
  history -r -3:current         the last three that are applied, and what they follow

Only `-i` and ranges with `current` look at the database, and they write nothing.")]
    History(HistoryArgs),
    /// Show the last migration of the chain
    #[command(after_help = "\
Example:
  heads -v

A chain is linear, so there is one head, or none in an empty chain.")]
    Heads,
    /// Show one migration
    #[command(after_help = "\
Example:
  show head
  show create_users

`current` is the one that the database is at. Unlike with Alembic a target like `-1` is refused: it
would count from the head, where `downgrade -1` counts from the database.")]
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct UpgradeArgs {
    /// Where to go: `head` for everything, a revision, or `+N`
    #[arg(allow_negative_numbers = true)]
    pub(crate) target: String,
}

#[derive(Debug, Args)]
pub(crate) struct DowngradeArgs {
    /// Where to go: `-N`, a revision, or `base` for everything
    #[arg(allow_negative_numbers = true)]
    pub(crate) target: String,
}

#[derive(Debug, Args)]
pub(crate) struct CurrentArgs {
    /// Exit 1 unless the database is at the head
    #[arg(short, long)]
    pub(crate) check_heads: bool,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// Only these, both ends included: `A:B`, `A:`, `:B`
    #[arg(
        short,
        long,
        value_name = "START:END",
        allow_hyphen_values = true,
        long_help = "Only these, both ends included: `A:B`, `A:`, `:B`. An end is a revision, `base`, `head` \
                     or `current`; `-N` as the start counts back from the end, `+N` as the end counts on \
                     from the start"
    )]
    pub(crate) rev_range: Option<String>,
    /// Mark where the database is
    #[arg(short, long)]
    pub(crate) indicate_current: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The migration: a version, a slug, the start of one, `head` or `current`
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    pub(crate) revision: String,
}

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

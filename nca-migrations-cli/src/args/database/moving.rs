//! The arguments of the commands that change what the database is at.

use std::time::Duration;

use clap::Args;
use nca_migrations::Dialect;

use crate::duration::duration;

#[derive(Debug, Args)]
pub(crate) struct UpgradeArgs {
    /// Where to go: `head` for everything, a revision, or `+N`; with `--sql` also `FROM:TO`
    #[arg(allow_negative_numbers = true)]
    pub(crate) target: String,
    #[command(flatten)]
    pub(crate) how: MoveArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DowngradeArgs {
    /// Where to go: `-N`, a revision, or `base` for everything; with `--sql` `FROM:TO`
    #[arg(allow_negative_numbers = true)]
    pub(crate) target: String,
    #[command(flatten)]
    pub(crate) how: MoveArgs,
    /// Go through revisions that this program does not know, with the scripts that the log kept
    #[arg(
        long,
        conflicts_with = "sql",
        long_help = "Go through revisions that this program does not know, with the down scripts that the log \
                     kept when they were applied: for the night when a release has to be taken back and its \
                     program is not at hand"
    )]
    pub(crate) use_kept_scripts: bool,
}

/// What `upgrade` and `downgrade` share.
#[derive(Debug, Args)]
pub(crate) struct MoveArgs {
    /// Say what would be done, step by step, and write nothing
    #[arg(long, conflicts_with = "sql")]
    pub(crate) plan: bool,
    #[command(flatten)]
    pub(crate) script: ScriptArgs,
    /// Make one transaction of the whole run: all or nothing
    #[arg(long)]
    pub(crate) single_transaction: bool,
    /// How long to wait for another process that migrates this database [default: 1m]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) lock_timeout: Option<Duration>,
    /// What the log calls this run: a release, a ticket
    #[arg(long, value_name = "TEXT", conflicts_with = "plan")]
    pub(crate) tag: Option<String>,
}

/// How a command is told to write SQL instead of running it.
#[derive(Debug, Args)]
pub(crate) struct ScriptArgs {
    /// Write the SQL to stdout, and connect to nothing
    #[arg(long)]
    pub(crate) sql: bool,
    /// What the SQL is for: sqlite, postgres or mysql [default: what the database's URL says]
    #[arg(long, value_name = "DIALECT", requires = "sql")]
    pub(crate) dialect: Option<Dialect>,
}

#[derive(Debug, Args)]
pub(crate) struct StampArgs {
    /// Where the database is: `head`, `base`, a revision, `+N` or `-N`; with `--sql` also `FROM:TO`
    #[arg(
        value_name = "REVISION",
        required = true,
        allow_negative_numbers = true
    )]
    pub(crate) revisions: Vec<String>,
    /// Forget all that is recorded first, whatever it is
    #[arg(long)]
    pub(crate) purge: bool,
    #[command(flatten)]
    pub(crate) script: ScriptArgs,
    /// How long to wait for another process that migrates this database [default: 1m]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) lock_timeout: Option<Duration>,
    /// What the log calls this: a release, a ticket
    #[arg(long, value_name = "TEXT")]
    pub(crate) tag: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct EnsureVersionArgs {
    #[command(flatten)]
    pub(crate) script: ScriptArgs,
}

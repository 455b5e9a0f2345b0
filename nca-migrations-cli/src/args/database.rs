//! The commands that need a chain, and most of them a database.

use clap::{Args, Subcommand};

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

//! The commands that need a chain, and most of them a database.

mod looking;
mod moving;
mod program;

use clap::Subcommand;

pub(crate) use looking::{CheckArgs, CurrentArgs, HeadsArgs, HistoryArgs, ShowArgs, WaitArgs};
pub(crate) use moving::{
    DowngradeArgs, EnsureVersionArgs, MoveArgs, ScriptArgs, StampArgs, UpgradeArgs,
};
pub(crate) use program::{CompletionsArgs, ManArgs, MergeArgs};

/// The commands that need a chain, and most of them a database.
#[derive(Debug, Subcommand)]
pub(crate) enum DatabaseCommand {
    /// Apply migrations, up to a target
    #[command(after_help = "\
Examples:
  upgrade head              apply everything
  upgrade +1                apply the next one
  upgrade head --plan       say what that would do, and do nothing
  upgrade head --sql        write the SQL, for somebody else to run
  upgrade one:head --sql    the same for a database that is at `one`

A target is `head`, a revision (version, slug, or the start of one), `+N` from where the database
is, or `head-N`, `REVISION+N`. The database is created if it is not there and its engine allows it.
Going back to something older is an error: use `downgrade`.

Ctrl-C stops after the statement that is running, with nothing half done; a second one ends at once.")]
    Upgrade(UpgradeArgs),
    /// Revert migrations, down to a target
    #[command(after_help = "\
Examples:
  downgrade -1                revert the last one
  downgrade base --plan       say what it takes to revert everything, and what is lost
  downgrade head:one --sql    write the SQL for a database that is at the head

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
    Heads(HeadsArgs),
    /// Show one migration
    #[command(after_help = "\
Example:
  show head
  show create_users

`current` is the one that the database is at. Unlike with Alembic a target like `-1` is refused: it
would count from the head, where `downgrade -1` counts from the database.")]
    Show(ShowArgs),
    /// Record where the database is, and run nothing
    #[command(after_help = "\
Examples:
  stamp head                for a database that was brought there in another way
  stamp create_users
  stamp head --purge        forget all that is recorded first, also what nobody knows
  stamp base:head --sql     write the SQL, for somebody else to run

What is before the target counts as applied, what is after it as not applied. The log keeps what was
recorded until then.")]
    Stamp(StampArgs),
    /// Check that the database is what its migrations made
    #[command(after_help = "\
Examples:
  check                 in a pipeline: exit 0 when nothing differs, 1 otherwise
  check --json          each object that differs

Every applied migration must be one of this chain, and unchanged; and the schema must be what the
revision left behind that the database is at: tables, columns, keys, indexes, views, triggers. Writes
nothing. Being behind the head is no difference: `current --check-heads` asks for that.")]
    Check(CheckArgs),
    /// Create the bookkeeping tables, and migrate nothing
    #[command(
        alias = "ensure_version",
        after_help = "\
Examples:
  ensure-version            where one role creates tables and another one migrates
  ensure-version --sql

`upgrade` creates them by itself. Alembic's spelling, `ensure_version`, works too."
    )]
    EnsureVersion(EnsureVersionArgs),
    /// Wait until the database answers
    #[command(after_help = "\
Example:
  wait --timeout 2m && upgrade head      where the database's container starts beside this one

A database that answers and refuses (a wrong password, no such database) is an error at once. SQLite
has no server: there it waits for the directory of the file.")]
    Wait(WaitArgs),
    /// Show where the chain branches: nowhere
    #[command(
        hide = true,
        after_help = "\
Example:
  branches

A chain is linear, so this shows nothing and is a success, as in Alembic."
    )]
    Branches,
    /// Refuse to merge: a chain is linear
    #[command(
        hide = true,
        after_help = "\
Where two branches of a repository each added a migration, one goes to the end of the other:
  rebase create_users

That is the command of programs with a migrations directory, such as `nca-migrate`."
    )]
    Merge(MergeArgs),
    /// Say what there is instead of templates
    #[command(
        hide = true,
        alias = "list_templates",
        after_help = "\
Example:
  list-templates

Alembic's spelling, `list_templates`, works too."
    )]
    ListTemplates,
    /// Write completions for a shell
    #[command(after_help = "\
Example:
  completions bash > /etc/bash_completion.d/nca
  completions zsh > \"${fpath[1]}/_nca\"")]
    Completions(CompletionsArgs),
    /// Write the manual
    #[command(after_help = "\
Examples:
  man | man -l -                     read it
  man upgrade | man -l -             the page of one command
  man --out /usr/share/man/man1      a file for each command")]
    Man(ManArgs),
}

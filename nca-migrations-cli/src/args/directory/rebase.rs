//! `rebase`.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct RebaseArgs {
    /// The first migration to move; those after it move with it
    #[arg(value_name = "REVISION", conflicts_with = "onto")]
    pub(crate) revision: Option<String>,
    /// The migration to go behind; what does not lead to it moves
    #[arg(long, value_name = "REVISION")]
    pub(crate) onto: Option<String>,
    /// Only show what would be done
    #[arg(short = 'n', long, visible_alias = "plan")]
    pub(crate) dry_run: bool,
    /// Move them though they are locked, or came from the other branch
    #[arg(short, long)]
    pub(crate) yes: bool,
    /// Do not ask the database whether it has one of them applied
    #[arg(long, conflicts_with = "database_url")]
    pub(crate) no_database: bool,
}

//! The arguments of the commands about the program itself, and of those that only answer.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command to write the page of, instead of the program's own
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    pub(crate) command: Option<String>,
    /// Write all pages into this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Whatever Alembic's `merge` takes.
#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// The revisions, in Alembic
    #[arg(
        value_name = "REVISION",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub(crate) rest: Vec<String>,
}

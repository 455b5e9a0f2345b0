//! `revision` and `edit`.

use clap::{ArgAction, Args};
use nca_migrations::Dialect;

use super::{AutogenerateArgs, backend};

#[derive(Clone, Debug, Args)]
pub(crate) struct RevisionArgs {
    /// What the migration does: names its directory
    #[arg(
        short,
        long,
        default_value = "empty message",
        hide_default_value = true
    )]
    pub(crate) message: String,
    /// The version, instead of the time now in UTC; must sort after the head's
    #[arg(long, value_name = "VERSION", allow_hyphen_values = true)]
    pub(crate) rev_id: Option<String>,
    /// There is no way back, for this reason: no down script is made
    #[arg(long, value_name = "REASON")]
    pub(crate) irreversible: Option<String>,
    /// Make a script for each backend instead of one for all
    #[arg(long)]
    pub(crate) per_backend: bool,
    /// Open the new up script in the editor
    #[arg(short, long)]
    pub(crate) edit: bool,
    /// What it follows; only the head can be
    #[arg(long, value_name = "REVISION", hide = true)]
    pub(crate) head: Option<String>,
    #[command(flatten)]
    pub(crate) autogenerate: AutogenerateArgs,
    #[command(flatten)]
    pub(crate) alembic: AlembicRevisionArgs,
}

/// What Alembic's `revision` takes and a linear chain has no use for. Each is answered.
#[derive(Clone, Debug, Args)]
pub(crate) struct AlembicRevisionArgs {
    #[arg(long, hide = true)]
    pub(crate) splice: bool,
    #[arg(long, hide = true, value_name = "LABEL")]
    pub(crate) branch_label: Option<String>,
    #[arg(long, hide = true, value_name = "REVISION", action = ArgAction::Append)]
    pub(crate) depends_on: Vec<String>,
    #[arg(long, hide = true, value_name = "PATH")]
    pub(crate) version_path: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) sql: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EditArgs {
    /// The migration: a version, a slug, the start of one, `head` or `current`
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    pub(crate) revision: String,
    /// Its down script instead of its up script
    #[arg(long)]
    pub(crate) down: bool,
    /// The script that this backend runs, where backends have their own
    #[arg(long, value_name = "NAME", value_parser = backend)]
    pub(crate) backend: Option<Dialect>,
    /// Its metadata.toml instead of a script
    #[arg(long, conflicts_with_all = ["down", "backend"])]
    pub(crate) metadata: bool,
}

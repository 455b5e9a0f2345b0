//! The arguments of the commands that only look.

use std::time::Duration;

use clap::Args;

use crate::args::DesiredArgs;
use crate::url::DatabaseUrl;

use crate::duration::duration;

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// A server where a scratch database may be created, to list what differs at an older revision
    #[arg(long, value_name = "URL", value_parser = str::parse::<DatabaseUrl>)]
    pub(crate) scratch: Option<DatabaseUrl>,
    /// Compare the migrations with the desired schema instead: exit 1 if `revision --autogenerate` would write
    /// anything. Asks no database
    #[arg(long, conflicts_with = "scratch")]
    pub(crate) pending: bool,
    #[command(flatten)]
    pub(crate) desired: DesiredArgs,
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
pub(crate) struct HeadsArgs {
    /// Treat what a head depends on as down revisions: nothing does here, so this changes nothing
    #[arg(long)]
    pub(crate) resolve_dependencies: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The migration: a version, a slug, the start of one, `head` or `current`
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    pub(crate) revision: String,
}

#[derive(Debug, Args)]
pub(crate) struct WaitArgs {
    /// How long to wait at most
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1m")]
    pub(crate) timeout: Duration,
}

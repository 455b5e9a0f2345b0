//! The command line as it is understood.

mod database;
mod directory;

use std::path::PathBuf;

use clap::{Args, ColorChoice};

pub(crate) use database::{
    CheckArgs, CompletionsArgs, CurrentArgs, DatabaseCommand, DowngradeArgs, EnsureVersionArgs,
    HeadsArgs, HistoryArgs, ManArgs, MergeArgs, MoveArgs, ScriptArgs, ShowArgs, StampArgs,
    UpgradeArgs, WaitArgs,
};
pub(crate) use directory::{
    AdoptArgs, AlembicRevisionArgs, Allowed, AutogenerateArgs, Columns, DesiredArgs,
    DirectoryCommand, EditArgs, ExplainArgs, InitArgs, LockArgs, RebaseArgs, RevisionArgs,
    SchemaArgs, SchemaFormat, Tool, VerifyArgs,
};

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

/// The options of programs that read migrations directories.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct DirectoryOption {
    /// Migrations directory [else `NCA_MIGRATE_DIR`, else what nca-migrate.toml says, else the
    /// nearest `migrations` from here upwards]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) dir: Option<PathBuf>,
    /// Configuration file [else `NCA_MIGRATE_CONFIG`, else the nearest nca-migrate.toml from here
    /// upwards]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

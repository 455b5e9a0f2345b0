//! The arguments of `schema`.

use std::path::PathBuf;

use clap::Args;
use nca_migrations::Dialect;

use super::backend;
use crate::url::DatabaseUrl;

#[derive(Debug, Default, Args)]
pub(crate) struct SchemaArgs {
    /// Where the module is [else what nca-migrate.toml says, else diesel.toml]
    #[arg(long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// The backend whose tables it describes [default: as before, else the first that the chain serves]
    #[arg(long, value_name = "BACKEND", value_parser = backend)]
    pub(crate) backend: Option<Dialect>,
    /// The settings of Diesel [default: the nearest diesel.toml, from the module upwards]
    #[arg(long, value_name = "PATH")]
    pub(crate) diesel_toml: Option<PathBuf>,
    /// A server to create a scratch database on, instead of starting one
    #[arg(long, value_name = "URL", value_parser = str::parse::<DatabaseUrl>)]
    pub(crate) server: Vec<DatabaseUrl>,
    /// Write nothing; exit 1 when the module or its pin is not up to date
    #[arg(long, conflicts_with = "print")]
    pub(crate) check: bool,
    /// Write the module to stdout, and nothing else
    #[arg(long)]
    pub(crate) print: bool,
}

//! The arguments of `verify`.

use clap::Args;
use nca_migrations::Dialect;

use super::backend;
use crate::url::DatabaseUrl;

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Try on these: any of sqlite, postgres, mysql [default: all that the chain serves]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = backend)]
    pub(crate) backends: Vec<Dialect>,
    /// A server to create a scratch database on, instead of starting one; one for each backend
    #[arg(long, value_name = "URL", value_parser = str::parse::<DatabaseUrl>)]
    pub(crate) server: Vec<DatabaseUrl>,
    /// Also what has a receipt
    #[arg(long)]
    pub(crate) all: bool,
    /// Write nothing; exit 1 when a receipt is missing or does not hold
    #[arg(long)]
    pub(crate) check: bool,
}

//! `adopt`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use nca_migrations::Dialect;

use super::backend;

#[derive(Debug, Args)]
pub(crate) struct AdoptArgs {
    /// The tool that they come from [default: diesel]
    #[arg(value_enum, value_name = "TOOL")]
    pub(crate) tool: Option<Tool>,
    /// Where that tool's migrations are (Diesel's: --dir); without it only a database is taken over
    #[arg(long, value_name = "DIR")]
    pub(crate) from: Option<PathBuf>,
    /// What the scripts are written for: any of sqlite, postgres, mysql
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = backend)]
    pub(crate) backends: Vec<Dialect>,
    /// Alembic: the output of `alembic upgrade head --sql`
    #[arg(long, value_name = "FILE", requires = "from")]
    pub(crate) sql: Option<PathBuf>,
    /// Alembic: the output of `alembic downgrade head:base --sql`
    #[arg(long, value_name = "FILE", requires = "sql")]
    pub(crate) down_sql: Option<PathBuf>,
    /// Alembic: this revision changes nothing in the schema, though it has code and no SQL; can be
    /// given several times
    #[arg(long, value_name = "REVISION", requires = "sql")]
    pub(crate) no_sql: Vec<String>,
    /// Diesel: remove down scripts without a statement, and declare these migrations irreversible
    #[arg(long)]
    pub(crate) drop_empty_down: bool,
    /// Demand no proof for these migrations, for this reason
    #[arg(long, value_name = "REASON")]
    pub(crate) unverified: Option<String>,
    /// Accept that the database ran another text of this version; can be given several times
    #[arg(long, value_name = "VERSION")]
    pub(crate) accept: Vec<String>,
    /// The tool's own table in the database, where it has another name
    #[arg(long, value_name = "TABLE", value_parser = table)]
    pub(crate) table: Option<String>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A tool that migrations can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    Diesel,
    Sqlx,
    Refinery,
    Alembic,
}

/// A table's name, perhaps with its schema, that needs no quotes.
fn table(text: &str) -> Result<String, String> {
    let is_name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() <= 2 && parts.iter().all(|part| is_name(part)) {
        Ok(text.to_owned())
    } else {
        Err("expected `table` or `schema.table`, of letters, digits and `_`".to_owned())
    }
}

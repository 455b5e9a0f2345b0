//! The arguments of `schema`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use nca_migrations::Dialect;

use super::backend;
use crate::url::DatabaseUrl;

#[derive(Debug, Default, Args)]
pub(crate) struct SchemaArgs {
    /// What to write: Diesel's module, or a picture
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: SchemaFormat,
    /// Where the module is [else what nca-migrate.toml says, else diesel.toml]
    #[arg(long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// Where a picture goes [default: stdout]
    #[arg(short, long, value_name = "PATH", conflicts_with_all = ["file", "print"])]
    pub(crate) output: Option<PathBuf>,
    /// A picture of the schema at this revision, with what it changed marked [default: the head, unmarked]
    #[arg(long, value_name = "REVISION")]
    pub(crate) revision: Option<String>,
    /// Which columns a picture shows [default: all]
    #[arg(long, value_enum, value_name = "WHICH")]
    pub(crate) columns: Option<Columns>,
    /// The backend whose tables it describes [default: as before, else the first that the chain serves]
    #[arg(long, value_name = "BACKEND", value_parser = backend)]
    pub(crate) backend: Option<Dialect>,
    /// The settings of Diesel [default: the nearest diesel.toml, from the module upwards]
    #[arg(long, value_name = "PATH")]
    pub(crate) diesel_toml: Option<PathBuf>,
    /// A server to create a scratch database on, instead of starting one
    #[arg(long, value_name = "URL", value_parser = str::parse::<DatabaseUrl>)]
    pub(crate) server: Vec<DatabaseUrl>,
    /// Write nothing; exit 1 when the module or its pin, or the picture, is not up to date
    #[arg(long, conflicts_with = "print")]
    pub(crate) check: bool,
    /// Write the module to stdout, and nothing else
    #[arg(long)]
    pub(crate) print: bool,
}

/// What `schema` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// The schema module of Diesel
    #[default]
    Rust,
    /// Mermaid's `erDiagram`
    Mermaid,
    /// Graphviz
    Dot,
    /// A picture for documentation
    Svg,
    /// A page to look around in, which needs no network
    Html,
}

/// Which columns a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Columns {
    /// All
    All,
    /// Those of keys, and those that a revision changed
    Keys,
    /// None
    None,
}

impl SchemaFormat {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Mermaid => "mermaid",
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Html => "html",
        }
    }
}

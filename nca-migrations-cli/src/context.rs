//! What every command works with.

use std::path::PathBuf;

use nca_migrations::Migrator;
use nca_migrations::chain::Chain;

use crate::args::Globals;
use crate::chain_source::ChainSource;
use crate::directory::{self, Directory};
use crate::failure::Failure;
use crate::interrupt::Interrupts;
use crate::output::Streams;
use crate::program::Program;
use crate::url::{DatabaseUrl, UrlError};

/// What every command works with.
pub(crate) struct Context<'a> {
    pub(crate) program: &'a Program,
    pub(crate) globals: Globals,
    /// The migrations directory that was asked for.
    pub(crate) dir: Option<PathBuf>,
    pub(crate) streams: &'a mut Streams,
    /// The signals that stop a run, where the process is ours.
    pub(crate) interrupts: Option<&'static Interrupts>,
}

/// A chain, and how a file of it is called.
pub(crate) struct Carried {
    pub(crate) chain: Chain,
    /// What to write before the names of migrations: `migrations/`, or nothing where the chain is
    /// part of the program.
    pub(crate) prefix: String,
}

impl Context<'_> {
    /// The migrations directory to work in.
    pub(crate) fn directory(&self) -> Result<Directory, Failure> {
        match &self.dir {
            Some(path) => Ok(Directory::named(path)),
            None => directory::nearest(),
        }
    }

    /// The chain; that of a directory only when nothing is wrong with it.
    pub(crate) fn chain(&self) -> Result<Carried, Failure> {
        match &self.program.chain {
            ChainSource::Embedded(chain) => Ok(Carried {
                chain: chain.clone(),
                prefix: String::new(),
            }),
            ChainSource::Directory => {
                let directory = self.directory()?;
                let loaded = directory.load();
                if !loaded.problems.is_empty() {
                    return Err(Failure::problems(&directory, loaded.problems));
                }
                Ok(Carried {
                    chain: loaded.chain,
                    prefix: format!("{}/", directory.shown),
                })
            }
        }
    }

    /// The database to work on: the option, else the variable, else the default.
    pub(crate) fn database_url(&self) -> Result<DatabaseUrl, Failure> {
        let variable = || std::env::var("DATABASE_URL").ok();
        let url = self
            .globals
            .database_url
            .clone()
            .or_else(|| variable().filter(|url| !url.is_empty()))
            .or_else(|| self.program.default_database.map(str::to_owned))
            .ok_or(UrlError::Missing)?;
        Ok(url.parse()?)
    }

    /// A migrator that says which program it belongs to.
    pub(crate) fn migrator<'c>(&self, chain: &'c Chain) -> Migrator<'c> {
        let version = self.program.version.unwrap_or_default();
        Migrator::new(chain).program(self.program.name, version)
    }
}

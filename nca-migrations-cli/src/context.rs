//! What every command works with.

use nca_migrations::Migrator;
use nca_migrations::chain::Chain;

use crate::args::Globals;
use crate::chain_source::ChainSource;
use crate::config::Config;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::interrupt::Interrupts;
use crate::output::Streams;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::url::{DatabaseUrl, UrlError};

/// What every command works with.
pub(crate) struct Context<'a> {
    pub(crate) program: &'a Program,
    pub(crate) globals: Globals,
    pub(crate) surroundings: Surroundings<'a>,
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
        self.surroundings.directory()
    }

    /// What `nca-migrate.toml` says.
    pub(crate) fn config(&self) -> Result<&Config, Failure> {
        self.surroundings.config()
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

    /// The database to work on: the option, else the variable, else `.env`, else
    /// `nca-migrate.toml`, else the default.
    pub(crate) fn database_url(&self) -> Result<DatabaseUrl, Failure> {
        Ok(self.known_database()?.ok_or(UrlError::Missing)?)
    }

    /// The same; none where nothing names one.
    pub(crate) fn known_database(&self) -> Result<Option<DatabaseUrl>, Failure> {
        if let Some(url) = &self.globals.database_url {
            return Ok(Some(url.parse()?));
        }
        if let Some((url, base)) = self.surroundings.database()? {
            let url: DatabaseUrl = url.parse()?;
            return Ok(Some(match base {
                Some(base) => url.relative_to(&base),
                None => url,
            }));
        }
        let default = self.program.default_database;
        Ok(default.map(str::parse).transpose()?)
    }

    /// A migrator that says which program it belongs to.
    pub(crate) fn migrator<'c>(&self, chain: &'c Chain) -> Migrator<'c> {
        let version = self.program.version.unwrap_or_default();
        Migrator::new(chain).program(self.program.name, version)
    }
}

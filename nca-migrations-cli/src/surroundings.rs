//! What a command finds around it: the working directory, variables, and files that are looked for.
//!
//! An option is stronger than a variable, a variable than `.env`, that than `nca-migrate.toml`, and
//! that than what is built in.

use std::cell::OnceCell;
use std::env;
use std::path::{Path, PathBuf};

use crate::chain_source::ChainSource;
use crate::checkout;
use crate::config::{Config, Location};
use crate::directory::{self, Directory};
use crate::dotenv;
use crate::failure::Failure;
use crate::files;

/// Names the database.
const DATABASE_URL: &str = "DATABASE_URL";
/// Names the migrations directory, as `--dir` does.
const DIR: &str = "NCA_MIGRATE_DIR";
/// Names the configuration file, as `--config` does.
const CONFIG: &str = "NCA_MIGRATE_CONFIG";

/// What a command finds around it, looked for when it is needed.
pub(crate) struct Surroundings<'a> {
    chain: &'a ChainSource,
    /// Whether the program has commands over a directory.
    has_directory_commands: bool,
    /// The migrations directory that was asked for, and the configuration file.
    dir: Option<PathBuf>,
    config_file: Option<PathBuf>,
    config: OnceCell<Config>,
}

impl<'a> Surroundings<'a> {
    pub(crate) fn new(
        chain: &'a ChainSource,
        has_directory_commands: bool,
        dir: Option<PathBuf>,
        config_file: Option<PathBuf>,
    ) -> Self {
        Self {
            chain,
            has_directory_commands,
            dir,
            config_file,
            config: OnceCell::new(),
        }
    }

    /// The migrations directory that an option or a variable names.
    pub(crate) fn named_directory(&self) -> Option<Directory> {
        let named = self.dir.clone().or_else(|| path_variable(DIR));
        named.map(|path| Directory::named(&path))
    }

    /// The migrations directory to work in.
    ///
    /// # Errors
    /// When there is none, or the program carries a chain that is not written there.
    pub(crate) fn directory(&self) -> Result<Directory, Failure> {
        if let Some(named) = self.named_directory() {
            return Ok(named);
        }
        let here = here()?;
        if !self.is_checkout(&here) && self.config_file.is_none() {
            return Err(self.no_checkout());
        }
        match &self.config()?.directory {
            Some(directory) => Ok(directory.clone()),
            None => directory::nearest(&here).ok_or(Failure::NoDirectory),
        }
    }

    /// The directory of the migrations that the program carries, if it carries any: it needs no other.
    ///
    /// # Errors
    /// When that is not in reach.
    pub(crate) fn own_directory(&self) -> Result<Option<Directory>, Failure> {
        match self.chain {
            ChainSource::Embedded(chain) if !chain.is_empty() => self.directory().map(Some),
            _ => Ok(None),
        }
    }

    fn no_checkout(&self) -> Failure {
        let first = match self.chain {
            ChainSource::Embedded(chain) => chain.get(0),
            ChainSource::Directory => None,
        };
        Failure::NoCheckout {
            first: first.map(|first| first.name.to_string()),
        }
    }

    /// What the configuration file says; the defaults where there is none to be read.
    ///
    /// # Errors
    /// When it cannot be read or understood.
    pub(crate) fn config(&self) -> Result<&Config, Failure> {
        if let Some(config) = self.config.get() {
            return Ok(config);
        }
        let config = match self.location()? {
            Some(location) => location.read()?,
            None => Config::default(),
        };
        Ok(self.config.get_or_init(|| config))
    }

    fn location(&self) -> Result<Option<Location>, Failure> {
        if let Some(named) = &self.config_file {
            return Ok(Some(Location::named(named)));
        }
        let here = here()?;
        if !self.reads_files(&here) {
            return Ok(None);
        }
        let variable = path_variable(CONFIG).map(|path| Location::named(&path));
        Ok(variable.or_else(|| Location::nearest(&here)))
    }

    /// The text that names the database, unless an option does, with what its relative path is
    /// relative to if that is not the working directory.
    ///
    /// # Errors
    /// When a file that may name it cannot be read or understood.
    pub(crate) fn database(&self) -> Result<Option<(String, Option<PathBuf>)>, Failure> {
        if let Some(url) = env::var(DATABASE_URL).ok().filter(|url| !url.is_empty()) {
            return Ok(Some((url, None)));
        }
        let here = here()?;
        if self.reads_files(&here)
            && let Some(url) = dotenv::variable(&here, DATABASE_URL)?
        {
            return Ok(Some((url, None)));
        }
        let database = self.config()?.database.as_ref();
        Ok(database.map(|database| (database.url.clone(), Some(database.base.clone()))))
    }

    /// Whether files that nobody named are looked for.
    fn reads_files(&self, here: &Path) -> bool {
        match self.chain {
            ChainSource::Directory => true,
            ChainSource::Embedded(_) => self.is_checkout(here),
        }
    }

    /// Whether the program's own chain is written here or above.
    fn is_checkout(&self, here: &Path) -> bool {
        let ChainSource::Embedded(chain) = self.chain else {
            return true;
        };
        if !self.has_directory_commands {
            return false;
        }
        // A file that is not understood may be anybody's.
        let configured = Location::nearest(here).and_then(|found| found.read().ok()?.directory);
        let directory = configured.or_else(|| directory::nearest(here));
        directory.is_some_and(|directory| checkout::is_of(chain, &directory))
    }
}

/// Whether a program with directory commands should offer them in its help, where it is run.
pub(crate) fn offers_directory_commands(chain: &ChainSource) -> bool {
    let surroundings = Surroundings::new(chain, true, None, None);
    here().is_ok_and(|here| surroundings.is_checkout(&here))
}

/// The working directory.
pub(crate) fn here() -> Result<PathBuf, Failure> {
    env::current_dir()
        .map_err(|error| files::failure("find", "the working directory".to_owned(), error))
}

fn path_variable(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

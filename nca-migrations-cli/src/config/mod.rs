//! `nca-migrate.toml`: what a project has settled once, so that no command needs it again.

mod desired;
mod diagram;
mod read;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use nca_migrations::Dialect;
use nca_migrations_catalog::diagram::Settings;
use nca_migrations_core::problem::Message;
use nca_migrations_core::source::{Place, Source};

use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;
use crate::slug;
use crate::version::VersionFormat;

/// The file's name.
pub(crate) const FILE: &str = "nca-migrate.toml";

/// What the file says; the defaults where there is none.
#[derive(Debug)]
pub(crate) struct Config {
    /// Where the migrations are.
    pub(crate) directory: Option<Directory>,
    /// What `init` sets a chain up for.
    pub(crate) backends: Option<Vec<Dialect>>,
    /// The database, when nothing nearer names one.
    pub(crate) database: Option<Database>,
    /// The generated schema module.
    pub(crate) schema: Option<Directory>,
    /// The desired schema as SQL: for a backend, or for all that have no file of their own.
    pub(crate) desired: Vec<(Option<Dialect>, Directory)>,
    /// What pictures of the schema look like.
    pub(crate) diagram: Settings,
    /// How long the slug of a message may be.
    pub(crate) slug_length: usize,
    /// How the version of a new migration is written.
    pub(crate) version_format: VersionFormat,
}

/// A database that the file names.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) url: String,
    /// What a relative path of a SQLite database is relative to: the file's own directory.
    pub(crate) base: PathBuf,
}

/// Something in the file that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub(crate) message: Message,
    pub(crate) place: Place,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            directory: None,
            backends: None,
            database: None,
            schema: None,
            desired: Vec::new(),
            diagram: Settings::default(),
            slug_length: slug::LONGEST,
            version_format: VersionFormat::default(),
        }
    }
}

/// Where a configuration file is, and how its user would write that.
#[derive(Clone, Debug)]
pub(crate) struct Location {
    pub(crate) path: PathBuf,
    pub(crate) shown: String,
}

impl Location {
    /// The file that somebody named.
    pub(crate) fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            shown: path
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/"),
        }
    }

    /// The nearest one, from `here` upwards.
    pub(crate) fn nearest(here: &Path) -> Option<Self> {
        here.ancestors()
            .enumerate()
            .find(|(_, ancestor)| ancestor.join(FILE).is_file())
            .map(|(levels, ancestor)| Self {
                path: ancestor.join(FILE),
                shown: format!("{}{FILE}", "../".repeat(levels)),
            })
    }

    /// A path that the file names, which is relative to where the file is.
    fn directory(&self, named: &str) -> Directory {
        let base = self.path.parent().unwrap_or(Path::new(""));
        let shown_base = self.shown.rfind('/').map_or("", |at| &self.shown[..=at]);
        let path = base.join(named);
        if Path::new(named).is_absolute() {
            return Directory::named(&path);
        }
        let shown = Directory::named(Path::new(&format!("{shown_base}{named}"))).shown;
        Directory { path, shown }
    }

    /// What it says.
    ///
    /// # Errors
    /// When it cannot be read, or with everything in it that is not understood.
    pub(crate) fn read(&self) -> Result<Config, Failure> {
        let unreadable = |error| files::failure("read", self.shown.clone(), error);
        let bytes = std::fs::read(&self.path).map_err(unreadable)?;
        let source = Source::of_bytes(self.path.clone(), self.shown.clone(), &bytes)
            .map_err(|_| unreadable(std::io::Error::other("it is not UTF-8")))?;
        read::read(self, &Arc::new(source)).map_err(|complaints| Failure::Config {
            shown: self.shown.clone(),
            complaints,
        })
    }
}

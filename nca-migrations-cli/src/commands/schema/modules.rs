//! The modules that are to be, and the files that are there.

use nca_migrations::Dialect;
use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diesel_schema::{DEFAULT, ModuleError, Section, Warning, module};

use super::settings::Found;
use crate::directory::Directory;

/// Why there is no module to write.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SchemaError {
    #[error(
        "the chain does not serve {0}\n\
         `nca-migrate lock --backends` says what it serves from now on"
    )]
    NotServed(Dialect),
    #[error(
        "nothing says where the schema module is\n\
         name it: `--file src/schema.rs`, `schema` in nca-migrate.toml, or `file` in diesel.toml"
    )]
    NoFile,
    #[error(
        "nothing says where the module of `[print_schema.{0}]` is: expected `file` in that section of diesel.toml"
    )]
    NoFileOf(String),
    #[error("{0}")]
    Module(#[from] ModuleError),
}

impl SchemaError {
    pub(crate) const fn is_usage(&self) -> bool {
        !matches!(self, Self::Module(_))
    }
}

/// A module as it is to be.
pub(super) struct Written {
    /// The section of the settings.
    pub(super) key: String,
    pub(super) file: Directory,
    pub(super) text: String,
    /// What is there.
    pub(super) before: Option<String>,
    pub(super) warnings: Vec<Warning>,
}

/// That every section has a file, before a database is asked.
pub(super) fn named(found: &Found) -> Result<(), SchemaError> {
    let mut sections = found.settings.sections.iter();
    sections.try_for_each(|section| file(found, section).map(|_| ()))
}

pub(super) fn file(found: &Found, section: &Section) -> Result<Directory, SchemaError> {
    let named = section.file.as_deref().map(|file| found.beside(file));
    match (&found.file, named) {
        // The one that was named is the one of the section without a key.
        (Some(file), _) if section.key == DEFAULT => Ok(file.clone()),
        (_, Some(file)) => Ok(file),
        _ if section.key == DEFAULT => Err(SchemaError::NoFile),
        _ => Err(SchemaError::NoFileOf(section.key.clone())),
    }
}

/// One for each section.
pub(super) fn of(catalog: &Catalog, found: &Found) -> Result<Vec<Written>, SchemaError> {
    let one = |section: &Section| {
        let file = file(found, section)?;
        let made = module(catalog, section)?;
        Ok(Written {
            key: section.key.clone(),
            before: std::fs::read_to_string(&file.path).ok(),
            file,
            text: made.text,
            warnings: made.warnings,
        })
    };
    found.settings.sections.iter().map(one).collect()
}

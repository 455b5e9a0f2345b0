//! The statements that lead from one catalog to another of the same engine, with the rows kept.
//!
//! [`generate()`] is pure: two catalogs in, statements or obstacles out. Each statement says what it may cost
//! ([`Hazard`]). What the engine cannot do, or what only a person can decide, is an [`Obstacle`]; nothing is
//! left out in silence.
//!
//! Renames are not found by looking: [`renames()`] gives the statements for those that were asked for, and whoever
//! calls runs them on a scratch database and reads its catalog again before the rest is generated, because the
//! engine alone knows what else a rename touches. [`rename::candidates`] lists what might have been one.

mod address;
mod fill;
mod hazard;
mod mysql;
mod obstacle;
mod pairs;
mod postgres;
pub mod rename;
mod sqlite;
mod statement;

use nca_migrations_core::dialect::Dialect;

pub use address::{Address, BadAddress};
pub use fill::Fills;
pub use hazard::{Cost, Hazard, Subject};
pub use obstacle::Obstacle;
pub use rename::Renames;
pub use statement::{Stage, Statement};

use crate::model::Catalog;

/// What a person has decided about a change.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What rows get in columns that take no NULL and have no other value.
    pub fills: Fills,
    /// How it is done where there is more than one way.
    pub form: Form,
}

/// How a change is made where there is a short way that blocks others and a long one that does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The short way.
    #[default]
    Plain,
    /// The way that lets others go on reading and writing, in stages ([`Stage`]).
    Online,
}

/// The statements that lead from one catalog to another. None if they are alike.
///
/// # Errors
/// Everything that stands in the way.
pub fn generate(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    match to.dialect {
        Dialect::Postgres => postgres::generate(from, to, options),
        Dialect::Mysql => mysql::generate(from, to, options),
        _ => sqlite::generate(from, to, options),
    }
}

/// The statements for renames: tables first, then columns. On MySQL and MariaDB views and triggers that name what
/// gets another name go before, and are made by what is generated afterwards. That goes for the way back, too:
/// after the renames there is the rest to generate.
///
/// # Errors
/// When the catalog does not have what is to be renamed, or already has what it is to be called.
pub fn renames(catalog: &Catalog, renames: &Renames) -> Result<Vec<Statement>, Vec<Obstacle>> {
    rename::statements(catalog, renames)
}

//! A catalog as a tree of lines: what people read, what a fingerprint is over, and what is compared.

mod describe;
mod fingerprint;
mod read;
mod write;

use nca_migrations_core::dialect::Dialect;

pub(crate) use describe::resolve_references;
pub use read::OutlineSyntax;

use crate::model::Catalog;
use crate::model::name::unquoted;

/// The format of the text, and of what a fingerprint is over.
pub const FORMAT: u32 = 1;

/// A catalog as a tree of lines.
///
/// ```
/// use nca_migrations_catalog::model::{Catalog, Column, ColumnType, Name, Table};
/// use nca_migrations_catalog::Outline;
/// use nca_migrations_core::dialect::Dialect;
///
/// let mut users = Table::new(Name::plain("users"));
/// users.columns.push(Column {
///     name: "id".to_owned(),
///     column_type: ColumnType { written: "INTEGER".to_owned(), name: Name::plain("INTEGER") },
///     nullable: false,
///     default: None,
///     identity: None,
///     generated: None,
///     collation: None,
///     settings: Vec::new(),
///     comment: None,
/// });
/// let catalog = Catalog { tables: vec![users], ..Catalog::empty(Dialect::Sqlite) };
/// let outline = Outline::of(&catalog);
/// assert_eq!(outline.to_string(), "\
/// catalog sqlite 1
///
/// table users
///   column id: INTEGER not null
/// ");
/// assert_eq!(outline.to_string().parse(), Ok(outline));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The kind of engine.
    pub dialect: Dialect,
    /// What is at the top: schemas, types, tables, views and so on.
    pub items: Vec<Item>,
}

/// An object, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is, in lower case and without blanks: `table`, `foreign-key`.
    pub kind: String,
    /// Its name, written as [`crate::model::Name`] is; empty for what has none.
    pub name: String,
    /// What it is like, apart from its parts.
    pub definition: String,
    /// Its parts: columns in their order, everything else sorted.
    pub items: Vec<Item>,
}

impl Outline {
    /// The outline of a catalog.
    pub fn of(catalog: &Catalog) -> Self {
        describe::catalog(catalog)
    }

    /// The outline of an empty database.
    pub const fn empty(dialect: Dialect) -> Self {
        Self {
            dialect,
            items: Vec::new(),
        }
    }
}

impl Item {
    /// Its name as it is, where that is one name: without the quotes that the text has around it.
    pub fn plain_name(&self) -> String {
        unquoted(&self.name)
    }

    /// Whether its place among its like counts.
    pub(crate) fn is_placed(&self, dialect: Dialect) -> bool {
        self.kind == COLUMN && dialect != Dialect::Postgres
    }
}

pub(crate) const COLUMN: &str = "column";

//! What a database holds, one noun a file.
//!
//! Text that comes from the engine (types, expressions, definitions) is in the engine's own normal
//! form: as its catalog prints it where it keeps an understanding of it, or, on SQLite, which keeps
//! what was typed, with white space, comments and needless quotes taken out.
//!
//! Lists are in the order that the engine keeps where that means something (columns, the parts of a
//! key, the values of an enum), else sorted by name.

mod check;
mod column;
mod foreign_key;
mod index;
mod key;
pub(crate) mod name;
mod other;
mod part;
mod routine;
mod sequence;
mod setting;
mod table;
mod trigger;
mod types;
mod view;

use nca_migrations_core::dialect::Dialect;

pub use check::{Check, Exclusion};
pub use column::{Column, ColumnType, Generated, Identity, Storage};
pub use foreign_key::{Action, ForeignKey};
pub use index::Index;
pub use key::{Deferral, Key};
pub use name::{Name, is_same_column};
pub use other::Other;
pub use part::{Order, Part, PartOf};
pub use routine::{Routine, RoutineKind};
pub use sequence::Sequence;
pub use setting::Setting;
pub use table::Table;
pub use trigger::Trigger;
pub use types::{Attribute, Composite, Domain, Enum, Extension, Schema};
pub use view::{View, ViewKind};

/// What a database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// The kind of engine that it was read from.
    pub dialect: Dialect,
    /// Schemas besides the one that names without a schema are in.
    pub schemas: Vec<Schema>,
    /// Extensions. What belongs to one is not listed by itself.
    pub extensions: Vec<Extension>,
    /// Types that are a list of values.
    pub enums: Vec<Enum>,
    /// Types that restrict another.
    pub domains: Vec<Domain>,
    /// Types that are rows.
    pub composites: Vec<Composite>,
    /// Sequences, those that belong to columns too. Not those of identity columns, which are part of
    /// their columns.
    pub sequences: Vec<Sequence>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Views.
    pub views: Vec<View>,
    /// Functions, procedures and aggregates.
    pub routines: Vec<Routine>,
    /// Everything else, by its definition.
    pub others: Vec<Other>,
}

impl Catalog {
    /// The catalog of an empty database.
    pub const fn empty(dialect: Dialect) -> Self {
        Self {
            dialect,
            schemas: Vec::new(),
            extensions: Vec::new(),
            enums: Vec::new(),
            domains: Vec::new(),
            composites: Vec::new(),
            sequences: Vec::new(),
            tables: Vec::new(),
            views: Vec::new(),
            routines: Vec::new(),
            others: Vec::new(),
        }
    }

    /// The table of that name, as the engine compares names.
    pub fn table(&self, name: &Name) -> Option<&Table> {
        let mut tables = self.tables.iter();
        match self.dialect {
            Dialect::Sqlite => {
                tables.find(|table| table.name.name.eq_ignore_ascii_case(&name.name))
            }
            _ => tables.find(|table| table.name == *name),
        }
    }
}

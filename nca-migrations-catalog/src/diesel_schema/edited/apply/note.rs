//! What happens besides what the edits say.

use std::fmt;

use nca_migrations_core::dialect::Dialect;

/// Something that a person has to know of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// It goes with a column.
    GoesWith {
        /// The kind of engine.
        dialect: Dialect,
        /// What goes, in words.
        object: String,
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A column stays where it is, or comes last.
    Unmoved {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
}

/// A sentence without an end.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GoesWith {
                dialect,
                object,
                table,
                column,
            } => write!(
                f,
                "on {} {object} of table `{table}` goes with column `{column}`",
                dialect.title()
            ),
            Self::Unmoved { table, column } => write!(
                f,
                "PostgreSQL has no places for columns: `{column}` of table `{table}` is not where the module has it"
            ),
        }
    }
}

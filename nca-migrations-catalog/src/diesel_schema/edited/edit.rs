//! What was changed in a module.

use std::fmt;

use super::module::{Column, DieselType, Join, Table, TableName};

/// A change of a module that means something to a database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Edit {
    /// A `table!` that was not there.
    TableAdded(Table),
    /// A `table!` that is there no longer.
    TableRemoved(TableName),
    /// A column that was not there.
    ColumnAdded {
        /// The table.
        table: TableName,
        /// The column.
        column: Column,
        /// Where it comes.
        at: At,
    },
    /// A column that is there no longer.
    ColumnRemoved {
        /// The table.
        table: TableName,
        /// The column.
        column: String,
    },
    /// A column at another place among the others.
    ColumnMoved {
        /// The table.
        table: TableName,
        /// The column.
        column: String,
        /// Where it comes now.
        at: At,
    },
    /// Another type, apart from whether it takes NULL.
    TypeChanged {
        /// The table.
        table: TableName,
        /// The column as it is now.
        column: Column,
        /// What it was.
        from: DieselType,
    },
    /// A column takes NULL that did not, or the other way round.
    NullabilityChanged {
        /// The table.
        table: TableName,
        /// The column.
        column: String,
        /// Whether it takes NULL now.
        nullable: bool,
    },
    /// Another `max_length`, of the same type.
    MaxLengthChanged {
        /// The table.
        table: TableName,
        /// The column as it is now.
        column: Column,
        /// What it was.
        from: Option<u64>,
    },
    /// Another primary key.
    PrimaryKeyChanged {
        /// The table.
        table: TableName,
        /// Its columns now.
        columns: Vec<String>,
    },
    /// A `joinable!` that was not there.
    JoinAdded(Join),
    /// A `joinable!` that is there no longer, of tables and a column that still are, or of a parent that is not.
    JoinRemoved(Join),
}

/// A place among the columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// In front of all.
    Front,
    /// Behind another.
    Behind(String),
    /// Behind all.
    End,
}

/// A line in words: `column a of table t is added`.
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TableAdded(table) => write!(f, "table `{}` is added", table.name),
            Self::TableRemoved(table) => write!(f, "table `{table}` is removed"),
            Self::ColumnAdded { table, column, .. } => {
                let Column {
                    name, diesel_type, ..
                } = column;
                write!(
                    f,
                    "column `{name}` of table `{table}` is added as `{diesel_type}`"
                )
            }
            Self::ColumnRemoved { table, column } => {
                write!(f, "column `{column}` of table `{table}` is removed")
            }
            Self::ColumnMoved { table, column, at } => {
                write!(f, "column `{column}` of table `{table}` is moved ")?;
                match at {
                    At::Front => write!(f, "to the front"),
                    At::Behind(other) => write!(f, "behind `{other}`"),
                    At::End => write!(f, "to the end"),
                }
            }
            Self::TypeChanged {
                table,
                column,
                from,
            } => {
                let Column {
                    name, diesel_type, ..
                } = column;
                write!(
                    f,
                    "column `{name}` of table `{table}` is `{diesel_type}`, it was `{from}`"
                )
            }
            Self::NullabilityChanged {
                table,
                column,
                nullable,
            } => {
                let takes = if *nullable { "takes" } else { "takes no" };
                write!(f, "column `{column}` of table `{table}` {takes} NULL")
            }
            Self::MaxLengthChanged {
                table,
                column,
                from,
            } => {
                let length = |length: Option<u64>| {
                    length.map_or_else(|| "none".to_owned(), |length| length.to_string())
                };
                let (name, now) = (&column.name, length(column.max_length));
                write!(
                    f,
                    "the `max_length` of column `{name}` of table `{table}` is {now}, it was {}",
                    length(*from)
                )
            }
            Self::PrimaryKeyChanged { table, columns } => {
                write!(
                    f,
                    "the primary key of table `{table}` is ({})",
                    columns.join(", ")
                )
            }
            Self::JoinAdded(join) => write!(f, "`{join}` is joinable"),
            Self::JoinRemoved(join) => write!(f, "`{join}` is not joinable any more"),
        }
    }
}

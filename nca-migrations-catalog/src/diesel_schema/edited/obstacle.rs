//! Why an edit cannot be applied to a catalog.

use nca_migrations_core::dialect::Dialect;

/// What stands in the way of an edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Obstacle {
    /// What it is about is not there.
    #[error(
        "{edit}, and on {dialect} there is no {object}; write what is meant in a .sql file (`--from`)",
        dialect = .dialect.title()
    )]
    Missing {
        /// The edit, in words.
        edit: String,
        /// The kind of engine.
        dialect: Dialect,
        /// What is not there.
        object: String,
    },
    /// What it adds is there already.
    #[error(
        "{edit}, and on {dialect} there is a {object} already; rename one of them, or write what is meant in \
         a .sql file (`--from`)",
        dialect = .dialect.title()
    )]
    Taken {
        /// The edit, in words.
        edit: String,
        /// The kind of engine.
        dialect: Dialect,
        /// What is there.
        object: String,
    },
    /// Nobody knows what type it is there.
    #[error(
        "column `{column}` of table `{table}` is `{diesel_type}`, and what that is on {dialect} is not known: no column of \
         the chain has it there; say it in a .sql file (`--from`)",
        dialect = .dialect.title()
    )]
    Type {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The type, as Diesel has it.
        diesel_type: String,
        /// The kind of engine.
        dialect: Dialect,
    },
    /// Something else depends on what is removed.
    #[error(
        "{edit}, and on {dialect} {object} needs it; say what becomes of that in a .sql file (`--from`)",
        dialect = .dialect.title()
    )]
    Needed {
        /// The edit, in words.
        edit: String,
        /// The kind of engine.
        dialect: Dialect,
        /// What needs it.
        object: String,
    },
    /// It cannot be done for another reason.
    #[error(
        "{edit}, and on {dialect} {because}",
        dialect = .dialect.title()
    )]
    Impossible {
        /// The edit, in words.
        edit: String,
        /// The kind of engine.
        dialect: Dialect,
        /// Why, and what to do instead.
        because: String,
    },
}

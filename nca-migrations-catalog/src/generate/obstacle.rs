//! What stands in the way of a script.

use crate::model::Name;

/// What stands in the way of a script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Obstacle {
    /// A column takes no NULL, and rows that are there have nothing else.
    #[error(
        "{table}.{column} takes no NULL, and nothing says what the rows that are there get\n\
         `--fill '{table}.{column}=EXPRESSION'` does, or give the column a default",
        column = Name::plain(.column)
    )]
    NeedsFill {
        /// The table.
        table: Name,
        /// The column.
        column: String,
    },
    /// It cannot be said in SQL what is wanted.
    #[error("{object} cannot be generated: {because}")]
    Inexpressible {
        /// The object, in words: `column a of table t`.
        object: String,
        /// Why, and what to do instead.
        because: String,
    },
    /// What was to be renamed is not there.
    #[error("there is no {0} to rename")]
    NothingToRename(String),
    /// What it was to be called is there already.
    #[error("{old} cannot be called {new}: there is one of that name")]
    NameTaken {
        /// What was to be renamed.
        old: String,
        /// The name that it was to get.
        new: String,
    },
}

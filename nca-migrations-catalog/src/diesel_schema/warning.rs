//! What is to be said of a module that was written.

use std::path::PathBuf;

/// Something that will be in the way of whoever uses the module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// PostgreSQL does not take the array of text that Diesel binds for it.
    #[error(
        "column `{column}` of table `{table}` is of type `{element}[]`, which PostgreSQL does not convert `text[]` \
         to; `text[]` works better with Diesel"
    )]
    TextArray {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The type of its elements.
        element: String,
    },
    /// Different names in the database are one in Rust.
    #[error(
        "{what} {} are all `{rust_name}` in Rust, so the module does not compile",
        quoted(names)
    )]
    SameName {
        /// What they are: `tables`, `columns of t`.
        what: String,
        /// The names in the database.
        names: Vec<String>,
        /// The name in Rust.
        rust_name: String,
    },
    /// A patch that changes nothing.
    #[error("the patch `{}` has no change in it", .0.display())]
    EmptyPatch(PathBuf),
    /// Different types in the database are one in Rust, and the first is defined for all.
    #[error(
        "types {} are all `{rust_name}` in Rust; the first is defined for all",
        quoted(names)
    )]
    SameType {
        /// The names in the database.
        names: Vec<String>,
        /// The name in Rust.
        rust_name: String,
    },
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

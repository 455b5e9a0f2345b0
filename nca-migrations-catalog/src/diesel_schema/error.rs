//! Why a module cannot be written.

use std::fmt;
use std::path::PathBuf;

use nca_migrations_core::dialect::Dialect;

/// Why a module cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModuleError {
    /// There are tables that `table!` cannot say. All of them, in the order of the tables.
    #[error("{}", lines(.0))]
    Unmappable(Vec<Unmappable>),
    /// `schema` names one of a database that has none.
    #[error(
        "`schema = \"{schema}\"` is for PostgreSQL: {dialect} has no schemas within a database; remove it from \
         `diesel.toml`"
    )]
    Schema {
        /// The kind of engine.
        dialect: Dialect,
        /// The schema.
        schema: String,
    },
    /// The settings name a patch whose text they do not hold.
    #[error("the patch `{}` was not read", .0.display())]
    PatchNotRead(PathBuf),
    /// The patch is not one.
    #[error("`{}` is no unified diff: {error}", file.display())]
    PatchSyntax {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        error: String,
    },
    /// The module is not what the patch was made for.
    #[error(
        "the patch `{}` does not apply to the module of this database: {error}; write the module without \
         `patch_file`, change it by hand, and make the patch anew with `diff -u`",
        file.display()
    )]
    PatchDoesNotApply {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        error: String,
    },
}

/// Something that `table!` cannot say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unmappable {
    /// Diesel demands a primary key.
    #[error(
        "table `{table}` has no primary key, which Diesel demands; give it one, or leave the table out with \
         `filter.except_tables`"
    )]
    NoPrimaryKey {
        /// The table.
        table: String,
    },
    /// Diesel has no type for it.
    #[error(
        "column `{column}` of table `{table}` is of type `{written}`, which Diesel has no type for on {dialect}; \
         {}, or leave the table out with `filter.except_tables`",
        other_type(*.dialect)
    )]
    Type {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The type, as the engine writes it.
        written: String,
        /// The kind of engine.
        dialect: Dialect,
    },
    /// A type's name makes no name in Rust.
    #[error(
        "column `{column}` of table `{table}` is of type `{sql_name}`, which makes no name of a type in Rust; \
         rename the type, or leave the table out with `filter.except_tables`"
    )]
    TypeName {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The type.
        sql_name: String,
    },
}

fn other_type(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "declare it with a type that says how it is read, such as `TEXT` or `BLOB`"
        }
        _ => "give it another",
    }
}

fn lines(all: &[impl fmt::Display]) -> String {
    let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

//! The types of columns, as Diesel has them.

mod known;
mod mysql;
mod postgres;
mod sqlite;

use std::fmt;

use heck::ToUpperCamelCase as _;
use nca_migrations_core::dialect::Dialect;

pub(super) use known::is_known;

use super::error::Unmappable;
use super::scope::Scope;
use super::settings::Section;
use crate::model::{Column, Table};

/// The type of a column in Diesel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SqlType {
    /// Its name in Rust, without what is around it.
    pub(super) rust_name: String,
    /// Its name in the database.
    pub(super) sql_name: String,
    /// The schema of its name in the database, unless that is `public`.
    pub(super) schema: Option<String>,
    pub(super) is_array: bool,
    pub(super) is_nullable: bool,
    pub(super) is_unsigned: bool,
    /// How many characters or bytes, where the type says.
    pub(super) max_length: Option<u64>,
}

impl SqlType {
    /// A type without anything around it, which takes no NULL.
    pub(super) fn plain(name: &str) -> Self {
        Self {
            rust_name: name.to_owned(),
            sql_name: name.to_owned(),
            schema: None,
            is_array: false,
            is_nullable: false,
            is_unsigned: false,
            max_length: None,
        }
    }
}

/// The type of a column, or why there is none.
pub(super) fn of(
    scope: &Scope<'_>,
    section: &Section,
    table: &Table,
    column: &Column,
) -> Result<SqlType, Unmappable> {
    match scope.dialect() {
        Dialect::Sqlite => sqlite::of(scope, section, table, column),
        Dialect::Postgres => Ok(postgres::of(scope, section, column)),
        _ => mysql::of(table, column),
    }
}

/// The name in Rust of a type that is called so.
fn rust_name(sql_name: &str) -> String {
    sql_name.to_upper_camel_case()
}

/// MySQL has no names for its enums and the like: a definition is a column's own.
pub(super) fn own_name(table: &str, column: &str, rust_name: &str) -> String {
    format!("{table} {column} {rust_name}").to_upper_camel_case()
}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let around = [
            (self.is_nullable, "Nullable<", ">"),
            (self.is_array, "Array<Nullable<", ">>"),
            (self.is_unsigned, "Unsigned<", ">"),
        ];
        let around = around.iter().filter(|(is, _, _)| *is);
        for (_, open, _) in around.clone() {
            f.write_str(open)?;
        }
        f.write_str(&self.rust_name)?;
        for (_, _, close) in around.rev() {
            f.write_str(close)?;
        }
        Ok(())
    }
}

//! The statements that make objects: <https://www.sqlite.org/lang.html>.

mod column;
mod constraint;
mod index;
mod table;
mod trigger;
mod view;

use nca_migrations_core::dialect::Dialect;

pub(super) use column::{column, is_constant};
pub(super) use constraint::{check, foreign_key};
pub(super) use index::index;
pub(super) use table::table;
pub(super) use trigger::trigger;
pub(super) use view::view;

use crate::model::Setting;
use crate::quote;

/// A name in quotes.
pub(super) fn identifier(name: &str) -> String {
    quote::identifier(Dialect::Sqlite, name)
}

/// Names in quotes, in parentheses.
fn list(names: &[String]) -> String {
    let names = names.iter().map(|name| &**name);
    format!("({})", quote::list(Dialect::Sqlite, names))
}

/// `CONSTRAINT "name" `, if it has one.
fn named(name: Option<&String>) -> String {
    name.map(|name| format!("CONSTRAINT {} ", identifier(name)))
        .unwrap_or_default()
}

/// ` ON CONFLICT REPLACE`, ` MATCH FULL`: what is set is what is written.
fn clauses(settings: &[Setting]) -> String {
    let clauses = settings.iter().map(|setting| format!(" {setting}"));
    clauses.collect::<String>().to_ascii_uppercase()
}

/// ` COLLATE NOCASE`.
fn collate(collation: Option<&String>) -> String {
    match collation.map(|collation| &**collation) {
        None => String::new(),
        Some(own @ ("BINARY" | "NOCASE" | "RTRIM")) => format!(" COLLATE {own}"),
        Some(other) => format!(" COLLATE {}", identifier(other)),
    }
}

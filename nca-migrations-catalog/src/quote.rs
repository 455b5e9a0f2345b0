//! Names and text in SQL.

use nca_migrations_core::dialect::Dialect;

use crate::model::Name;

/// A name in quotes.
pub fn identifier(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::Mysql => format!("`{}`", name.replace('`', "``")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// An object's name in quotes, with its schema if it is in another than names without one.
pub fn name(dialect: Dialect, name: &Name) -> String {
    let object = identifier(dialect, &name.name);
    match &name.schema {
        Some(schema) => format!("{}.{object}", identifier(dialect, schema)),
        None => object,
    }
}

/// Names in quotes, with commas between.
pub fn list<'a>(dialect: Dialect, names: impl IntoIterator<Item = &'a str>) -> String {
    let names = names.into_iter().map(|name| identifier(dialect, name));
    names.collect::<Vec<_>>().join(", ")
}

/// Text as a string. On MySQL a backslash is written as itself twice, which holds unless the session has
/// `NO_BACKSLASH_ESCAPES`.
pub fn text(dialect: Dialect, text: &str) -> String {
    let text = text.replace('\'', "''");
    match dialect {
        Dialect::Mysql => format!("'{}'", text.replace('\\', "\\\\")),
        _ => format!("'{text}'"),
    }
}

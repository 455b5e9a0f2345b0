//! Columns, as they are written in `CREATE TABLE` and after `ADD COLUMN`.

use std::fmt::Write as _;

use super::{beside, ident, name, option, sequence, value, values, word};
use crate::model::{Column, ColumnType, Identity, Name, Setting, Storage};

/// `"a" integer DEFAULT 0 NOT NULL`.
pub(in crate::generate::postgres) fn definition(table: &Name, column: &Column) -> String {
    let mut sql = format!("{} {}", ident(&column.name), of_type(column));
    let options: Vec<String> = values(&column.settings, "option").map(option).collect();
    if !options.is_empty() {
        let _ = write!(sql, " OPTIONS ({})", options.join(", "));
    }
    if let Some(generated) = &column.generated {
        let storage = match generated.storage {
            Storage::Stored => "STORED",
            Storage::Virtual => "VIRTUAL",
        };
        let _ = write!(
            sql,
            " GENERATED ALWAYS AS ({}) {storage}",
            generated.expression
        );
    }
    if let Some(of) = &column.identity {
        sql.push(' ');
        sql.push_str(&identity(table, of));
    }
    if let Some(default) = &column.default {
        let _ = write!(sql, " DEFAULT {default}");
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
    }
    sql
}

/// `character varying(20) COLLATE "C"`.
pub(in crate::generate::postgres) fn of_type(column: &Column) -> String {
    let mut sql = column.column_type.written.clone();
    if let Some(collation) = &column.collation {
        let _ = write!(sql, " COLLATE {}", word(collation));
    }
    sql
}

/// `GENERATED ALWAYS AS IDENTITY (START WITH 10)`.
pub(in crate::generate::postgres) fn identity(table: &Name, of: &Identity) -> String {
    let (when, settings) = match of {
        Identity::Always(settings) => ("ALWAYS", &**settings),
        Identity::ByDefault(settings) => ("BY DEFAULT", &**settings),
        Identity::Increment => ("BY DEFAULT", [].as_slice()),
    };
    let mut options = sequence::options(settings);
    // Its type is the column's.
    options.retain(|option| !option.starts_with("AS "));
    if let Some(named) = value(settings, "named") {
        options.insert(0, format!("SEQUENCE NAME {}", name(&beside(table, named))));
    }
    if options.is_empty() {
        format!("GENERATED {when} AS IDENTITY")
    } else {
        format!("GENERATED {when} AS IDENTITY ({})", options.join(" "))
    }
}

/// What `ALTER COLUMN` has to say of how a column is kept.
pub(in crate::generate::postgres) fn kept(from: &[Setting], to: &Column) -> Vec<String> {
    let mut actions = Vec::new();
    let storage = value(&to.settings, "storage");
    if value(from, "storage") != storage {
        let storage = storage.or_else(|| default_storage(&to.column_type));
        actions
            .extend(storage.map(|storage| format!("SET STORAGE {}", storage.to_ascii_uppercase())));
    }
    if value(from, "compression") != value(&to.settings, "compression") {
        let method = value(&to.settings, "compression").unwrap_or("DEFAULT");
        actions.push(format!("SET COMPRESSION {method}"));
    }
    actions
}

/// How the values of a type of the server's own are kept unless something else is said: `typstorage` of
/// <https://www.postgresql.org/docs/current/catalog-pg-type.html>. `SET STORAGE DEFAULT` is 16's.
pub(in crate::generate::postgres) fn default_storage(of: &ColumnType) -> Option<&'static str> {
    if of.name.schema.is_some() {
        return None;
    }
    match &*of.name.name {
        "numeric" | "inet" | "cidr" => Some("main"),
        "text" | "varchar" | "bpchar" | "bytea" | "json" | "jsonb" | "xml" | "bit" | "varbit"
        | "tsvector" => Some("extended"),
        name if name.starts_with('_') => Some("extended"),
        _ => None,
    }
}

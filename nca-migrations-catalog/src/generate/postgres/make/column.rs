//! Columns, as they are written in `CREATE TABLE` and after `ADD COLUMN`.

use std::fmt::Write as _;

use super::{beside, ident, name, option, sequence, value, values, word};
use crate::model::{Column, Identity, Name, Setting, Storage};

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
pub(in crate::generate::postgres) fn kept(from: &[Setting], to: &[Setting]) -> Vec<String> {
    let mut actions = Vec::new();
    if value(from, "storage") != value(to, "storage") {
        // `DEFAULT` is 16's.
        let storage = value(to, "storage").map(str::to_ascii_uppercase);
        actions.push(storage.map_or_else(String::new, |storage| format!("SET STORAGE {storage}")));
    }
    if value(from, "compression") != value(to, "compression") {
        let method = value(to, "compression").unwrap_or("DEFAULT");
        actions.push(format!("SET COMPRESSION {method}"));
    }
    actions
}

//! SQLite: a type is what its declaration reads like.

use nca_migrations_core::dialect::Dialect;

use super::SqlType;
use crate::diesel_schema::error::Unmappable;
use crate::diesel_schema::scope::Scope;
use crate::diesel_schema::settings::{RowIds, Section};
use crate::model::{Column, Table};

pub(super) fn of(
    scope: &Scope<'_>,
    section: &Section,
    table: &Table,
    column: &Column,
) -> Result<SqlType, Unmappable> {
    let declared = column.column_type.written.to_lowercase();
    let has = |part: &str| declared.contains(part);
    let rust_name = if declared == "boolean" || declared == "bool" || has("tiny") && has("int") {
        "Bool"
    } else if declared == "int2" || has("small") && has("int") {
        "SmallInt"
    } else if declared == "int8" || has("big") && has("int") {
        "BigInt"
    } else if has("int") {
        let is_row_id = || {
            declared == "integer" && scope.is_row_id(table, &column.name)
                || scope.refers_to_row_id(table, &column.name)
        };
        if section.row_ids == RowIds::BigInt && is_row_id() {
            "BigInt"
        } else {
            "Integer"
        }
    } else if has("char") || has("clob") || has("text") {
        "Text"
    } else if has("blob") || has("binary") || declared.is_empty() {
        "Binary"
    } else if has("float") || has("real") {
        "Float"
    } else if has("double") || has("num") || has("dec") {
        "Double"
    } else {
        match &*declared {
            "datetime" | "timestamp" => "Timestamp",
            "date" => "Date",
            "time" => "Time",
            _ => {
                return Err(Unmappable::Type {
                    table: table.name.name.clone(),
                    column: column.name.clone(),
                    written: column.column_type.written.clone(),
                    dialect: Dialect::Sqlite,
                });
            }
        }
    };
    Ok(SqlType {
        is_nullable: column.nullable,
        ..SqlType::plain(rust_name)
    })
}

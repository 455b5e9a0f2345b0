//! PostgreSQL: a type is called what the system's table of types calls it, with two exceptions: the name of an
//! array is its element's with an underscore before it, and a domain is what it restricts.

use super::{SqlType, rust_name};
use crate::diesel_schema::scope::Scope;
use crate::diesel_schema::settings::Section;
use crate::model::{Column, ColumnType};

pub(super) fn of(scope: &Scope<'_>, section: &Section, column: &Column) -> SqlType {
    let domain = scope.domain(&column.column_type.name);
    let base = domain.map_or(&column.column_type, |domain| &domain.base);
    let own = domain.is_some_and(|domain| {
        let mut patterns = section.domains_as_types.iter();
        patterns.any(|pattern| pattern.finds(&domain.name.name))
    });
    let name = if own {
        &column.column_type.name
    } else {
        &base.name
    };
    let element = name.name.strip_prefix('_');
    let sql_name = element.unwrap_or(&name.name);
    SqlType {
        rust_name: rust_name(sql_name),
        sql_name: sql_name.to_owned(),
        schema: scope.type_schema(name),
        is_array: element.is_some(),
        is_nullable: column.nullable && domain.is_none_or(|domain| domain.nullable),
        is_unsigned: false,
        max_length: length(base),
    }
}

/// The length of a string of characters or bits.
fn length(of: &ColumnType) -> Option<u64> {
    if !matches!(&*of.name.name, "bpchar" | "varchar" | "bit" | "varbit") {
        return None;
    }
    let (_, length) = of.written.strip_suffix(')')?.rsplit_once('(')?;
    length.parse().ok()
}

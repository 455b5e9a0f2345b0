//! PostgreSQL: a type is called what the system's table of types calls it, with two exceptions: the name of an
//! array is its element's with an underscore before it, and a domain is what it restricts.

use super::{SqlType, rust_name};
use crate::diesel_schema::scope::Scope;
use crate::diesel_schema::settings::Section;
use crate::model::{Column, ColumnType, Name};

pub(super) fn of(scope: &Scope<'_>, section: &Section, column: &Column) -> SqlType {
    let domain = scope.domain(&column.column_type.name);
    let system = system_domain(&column.column_type.name);
    let base = domain.map(|domain| &domain.base).or(system.as_ref());
    let own = base.is_some() && {
        let mut patterns = section.domains_as_types.iter();
        patterns.any(|pattern| pattern.finds(&column.column_type.name.name))
    };
    let base = base.unwrap_or(&column.column_type);
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

/// What the domains of `information_schema` restrict
/// (<https://www.postgresql.org/docs/current/infoschema-datatypes.html>): a catalog does not list them.
fn system_domain(name: &Name) -> Option<ColumnType> {
    let is_here = name.schema.as_deref() == Some("information_schema");
    let (base, written) = match &*name.name {
        "cardinal_number" => ("int4", "integer"),
        "character_data" => ("varchar", "character varying"),
        "sql_identifier" => ("name", "name"),
        "time_stamp" => ("timestamptz", "timestamp(2) with time zone"),
        "yes_or_no" => ("varchar", "character varying(3)"),
        _ => return None,
    };
    is_here.then(|| ColumnType {
        written: written.to_owned(),
        name: Name::plain(base),
    })
}

/// The length of a string of characters or bits.
fn length(of: &ColumnType) -> Option<u64> {
    if !matches!(&*of.name.name, "bpchar" | "varchar" | "bit" | "varbit") {
        return None;
    }
    let (_, length) = of.written.strip_suffix(')')?.rsplit_once('(')?;
    length.parse().ok()
}

//! Types.

use std::fmt::Write as _;

use super::{constraint, ident, name, text, value, word};
use crate::model::{Attribute, Composite, Domain, Enum, Name};

pub(in crate::generate::postgres) fn enumeration(of: &Enum) -> String {
    let values: Vec<String> = of.values.iter().map(|value| text(value)).collect();
    format!(
        "CREATE TYPE {} AS ENUM ({})",
        name(&of.name),
        values.join(", ")
    )
}

/// With its default and its conditions.
pub(in crate::generate::postgres) fn domain(of: &Domain) -> String {
    let mut sql = format!("CREATE DOMAIN {} AS {}", name(&of.name), of.base.written);
    if let Some(collation) = &of.collation {
        let _ = write!(sql, " COLLATE {}", word(collation));
    }
    if let Some(default) = &of.default {
        let _ = write!(sql, " DEFAULT {default}");
    }
    if !of.nullable {
        sql.push_str(" NOT NULL");
    }
    for check in &of.checks {
        // `CREATE DOMAIN` knows no NOT VALID.
        if !super::has(&check.settings, "not valid") {
            sql.push_str("\n  ");
            sql.push_str(&constraint::check(check));
        }
    }
    sql
}

pub(in crate::generate::postgres) fn composite(of: &Composite) -> String {
    let range = [
        ("range of", "SUBTYPE"),
        ("subtype operator class", "SUBTYPE_OPCLASS"),
        ("collation", "COLLATION"),
        ("canonical", "CANONICAL"),
        ("subtype difference", "SUBTYPE_DIFF"),
        ("multirange", "MULTIRANGE_TYPE_NAME"),
    ];
    if value(&of.settings, "range of").is_some() {
        let options = range.into_iter().filter_map(|(setting, word)| {
            let value = value(&of.settings, setting)?;
            // Names, but for types, collations and functions, which the server has written as SQL.
            let value = match setting {
                "subtype operator class" => ident(value),
                "multirange" => name(&Name {
                    schema: of.name.schema.clone(),
                    name: value.to_owned(),
                }),
                _ => value.to_owned(),
            };
            Some(format!("{word} = {value}"))
        });
        let options: Vec<String> = options.collect();
        return format!(
            "CREATE TYPE {} AS RANGE ({})",
            name(&of.name),
            options.join(", ")
        );
    }
    let attributes: Vec<String> = of.attributes.iter().map(attribute).collect();
    let attributes = if attributes.is_empty() {
        String::new()
    } else {
        format!("\n  {}\n", attributes.join(",\n  "))
    };
    format!("CREATE TYPE {} AS ({attributes})", name(&of.name))
}

pub(in crate::generate::postgres) fn attribute(of: &Attribute) -> String {
    let mut sql = format!("{} {}", ident(&of.name), of.attribute_type.written);
    if let Some(collation) = &of.collation {
        let _ = write!(sql, " COLLATE {}", word(collation));
    }
    sql
}

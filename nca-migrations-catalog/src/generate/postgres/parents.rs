//! Tables that other tables are parts of, or inherit from.

use crate::model::{Catalog, Column, Name, Table};

/// The tables that a table is a partition of or inherits from, as SQL.
pub(super) fn parents(table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    for setting in &table.settings {
        let value = setting.value.as_deref().unwrap_or_default();
        match setting.name {
            "partition of" => found.push(split_bound(value).0.to_owned()),
            "inherits" => found.extend(value.split(", ").map(str::to_owned)),
            _ => {}
        }
    }
    found
}

/// The parent and the bound of a partition: `days` and `FOR VALUES ..`.
pub(super) fn split_bound(value: &str) -> (&str, &str) {
    let at = value
        .find(" FOR VALUES ")
        .or_else(|| value.rfind(" DEFAULT"));
    let (parent, bound) = value.split_at(at.unwrap_or(value.len()));
    (parent, bound.trim_start())
}

/// A name that the server wrote as SQL.
pub(super) fn resolved(written: &str) -> Name {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                parts.last_mut().into_iter().for_each(|part| part.push('"'));
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(String::new()),
            c => parts.last_mut().into_iter().for_each(|part| part.push(c)),
        }
    }
    let name = parts.pop().unwrap_or_default();
    Name {
        schema: parts.pop(),
        name,
    }
}

/// The table that a column's parent is, if both are in this catalog.
pub(super) fn parent_column<'a>(
    catalog: &'a Catalog,
    table: &Table,
    column: &str,
) -> Option<(&'a Table, &'a Column)> {
    parents(table).iter().find_map(|parent| {
        let parent = catalog.table(&resolved(parent))?;
        let column = parent.columns.iter().find(|of| of.name == column)?;
        Some((parent, column))
    })
}

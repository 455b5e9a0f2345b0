//! What follows from the parts of a table.

use super::parts::{Column, ForeignKey, Index, KINDS, Kind, Schema, Sort, Table};

pub(super) fn kind(column: &Column) -> &'static Kind {
    match &column.made {
        None => &KINDS[column.kind],
        // A number or a text.
        Some(made) => &KINDS[if made.by == 2 { 11 } else { 0 }],
    }
}

/// In `InnoDB` and in one piece.
pub(super) fn is_plain(table: &Table) -> bool {
    !table.other_engine && !table.versioned && table.partitions == 0
}

pub(super) fn find<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| column.name == name)
}

/// The primary key, of columns that can be in one.
pub(super) fn key(table: &Table) -> Vec<&str> {
    let can = |name: &&&str| {
        find(table, name).is_some_and(|column| {
            column.made.is_none() && matches!(kind(column).sort, Sort::Number | Sort::Text)
        })
    };
    let mut names: Vec<&str> = table.key.iter().filter(can).copied().collect();
    names.dedup();
    names
}

/// The column that is numbered: the first of the primary key, and a whole number.
pub(super) fn numbered(table: &Table) -> Option<&str> {
    let first = *key(table).first()?;
    let column = find(table, first)?;
    (table.increments && kind(column).written.contains("int")).then_some(first)
}

/// A column that has a foreign key is of the type of what it leads to.
pub(super) fn leads<'a>(
    schema: &'a Schema,
    table: &'a Table,
    column: &str,
) -> Option<(&'a ForeignKey, &'a Column)> {
    let key = table.foreign_keys.iter().find(|key| key.column == column)?;
    let parent = schema
        .tables
        .iter()
        .find(|parent| parent.name == key.parent)?;
    let unique = unique(parent).filter(|_| key.action % 2 == 1);
    let referenced = find(
        parent,
        unique.or_else(|| self::key(parent).first().copied())?,
    )?;
    let leads_on = parent
        .foreign_keys
        .iter()
        .any(|key| key.column == referenced.name);
    let own = find(table, column)?;
    let is_key = self::key(table).contains(&column);
    let can = is_plain(parent) && is_plain(table) && !leads_on && !is_key && own.made.is_none();
    can.then_some((key, referenced))
}

/// The first column of a unique key, if a foreign key can lead to it.
fn unique(table: &Table) -> Option<&str> {
    let can = |name: &str| {
        find(table, name).is_some_and(|column| {
            column.made.is_none() && matches!(kind(column).sort, Sort::Number | Sort::Text)
        })
    };
    let mut uniques = table
        .indexes
        .iter()
        .filter(|index| index.kind == "UNIQUE" && !index.hidden);
    let first = |index: &Index| {
        index
            .parts
            .first()
            .filter(|(name, special)| !special && can(name))
            .copied()
    };
    let unique = uniques.find_map(first);
    unique.map(|(name, _)| name)
}

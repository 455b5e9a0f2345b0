//! Rows that lead to others.

use std::collections::HashSet;

use super::super::changed::is_null;
use super::super::same;
use super::may_fail;
use crate::generate::{Hazard, Options};
use crate::model::{Catalog, ForeignKey, Part, Table};

/// Tables that go on referring to one that goes.
pub(in super::super) fn of_children(table: &Table, to: &Catalog) -> impl Iterator<Item = Hazard> {
    let refers = |child: &&Table| {
        let mut keys = child.foreign_keys.iter();
        keys.any(|key| same(&key.references.name, &table.name.name))
    };
    to.tables
        .iter()
        .filter(refers)
        .map(|child| may_fail(child, format!("they lead to `{}`", table.name)))
}

/// Whether rows may lead nowhere that led somewhere. NULL leads nowhere, and may.
pub(super) fn leads_elsewhere(
    old: &Table,
    new: &Table,
    key: &ForeignKey,
    changed: &HashSet<String>,
    options: &Options,
) -> bool {
    let is_null = |name: &String| is_null(old, new, name, options);
    let leads = |key: &ForeignKey| {
        let columns = key.columns.clone();
        (columns, key.references.clone(), key.referenced.clone())
    };
    let is_new = !old
        .foreign_keys
        .iter()
        .any(|other| leads(other) == leads(key));
    let moves = key
        .columns
        .iter()
        .any(|name| changed.contains(&name.to_ascii_lowercase()));
    (is_new || moves) && !key.columns.iter().any(is_null)
}

/// Whether rows of a table refer to values of another that may have changed, or to other columns of it than before.
pub(super) fn refers(child: &Table, old: &Table, new: &Table, changed: &HashSet<String>) -> bool {
    let (before, own) = (primary_key(old), primary_key(new));
    let mut keys = child.foreign_keys.iter();
    keys.any(|key| {
        let elsewhere = key.referenced.is_empty() && before != own;
        let mut names = key.referenced.iter().map(|name| name.to_ascii_lowercase());
        let moves = if key.referenced.is_empty() {
            own.iter().any(|name| changed.contains(name))
        } else {
            names.any(|name| changed.contains(&name))
        };
        same(&key.references.name, &new.name.name) && (elsewhere || moves)
    })
}

/// The columns of a primary key, in lower case.
fn primary_key(table: &Table) -> Vec<String> {
    let parts = table.primary_key.iter().flat_map(|key| &key.parts);
    let names = parts.filter_map(Part::name);
    names.map(str::to_ascii_lowercase).collect()
}

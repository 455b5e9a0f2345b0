//! Columns whose values may be others after a table was built anew.

use std::collections::HashSet;

use super::affinity::Affinity;
use super::mention::mentions;
use super::{rowid, same};
use crate::generate::Options;
use crate::model::{Column, Table};

/// The columns of the new table whose values the old one did not have so, or compared otherwise, in lower case: new
/// ones, those of another type or collation, those that take no NULL any more, and what is made from them.
pub(super) fn columns(old: &Table, new: &Table) -> HashSet<String> {
    let mut changed = HashSet::new();
    loop {
        let before = changed.len();
        for column in &new.columns {
            if is_changed(old, new, column, &changed) {
                changed.insert(column.name.to_ascii_lowercase());
            }
        }
        if changed.len() == before {
            return changed;
        }
    }
}

fn is_changed(old: &Table, new: &Table, column: &Column, changed: &HashSet<String>) -> bool {
    let Some(before) = find(old, &column.name) else {
        return true;
    };
    let filled = before.nullable && !column.nullable && !rowid::is(old, before);
    let made = column.generated.as_ref();
    Affinity::of(before, old) != Affinity::of(column, new)
        || before.collation != column.collation
        || before.generated.as_ref().map(|made| &made.expression)
            != made.map(|made| &made.expression)
        || made.is_none() && filled
        || made.is_some_and(|made| mentions(&made.expression, changed))
}

/// Whether a column is new, and NULL in every row that was there.
pub(super) fn is_null(old: &Table, new: &Table, name: &str, options: &Options) -> bool {
    let column = find(new, name).filter(|_| find(old, name).is_none());
    column.is_some_and(|column| {
        column.default.is_none()
            && column.generated.is_none()
            && !rowid::is(new, column)
            && (column.nullable || options.fills.get(&new.name, &column.name).is_none())
    })
}

/// Whether a column is new, and the rowid.
pub(super) fn is_numbered(old: &Table, new: &Table, name: &str, options: &Options) -> bool {
    let column = find(new, name).filter(|_| find(old, name).is_none());
    column.is_some_and(|column| {
        rowid::is(new, column) && options.fills.get(&new.name, &column.name).is_none()
    })
}

/// A table's column of this name.
pub(super) fn find<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| same(&column.name, name))
}

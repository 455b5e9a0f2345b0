//! Keys in which no two rows may be alike.

use super::super::changed::{self, find};
use super::super::ddl;
use super::super::mention::mentions;
use crate::generate::Options;
use crate::model::{Part, PartOf, Table};

/// Whether no two rows are alike in this key of the new table: a key of the old one had no more columns, or a column is
/// new and NULL or a number that each row has for itself.
pub(super) fn is_kept(old: &Table, new: &Table, parts: &[Part], options: &Options) -> bool {
    let mut names = parts.iter().filter_map(Part::name);
    if names.any(|name| {
        changed::is_null(old, new, name, options) || changed::is_numbered(old, new, name, options)
    }) {
        return true;
    }
    let changed = changed::columns(old, new);
    let now: Vec<_> = parts.iter().map(|part| compared(part, new)).collect();
    let indexes = old
        .indexes
        .iter()
        .filter(|index| index.unique && index.predicate.is_none());
    let keys = old
        .primary_key
        .iter()
        .chain(&old.uniques)
        .map(|key| &key.parts);
    let mut keys = keys.chain(indexes.map(|index| &index.parts));
    keys.any(|key| {
        key.iter().all(|part| {
            let of = compared(part, old);
            !mentions(&of.0, &changed) && now.contains(&of)
        })
    })
}

/// What a part of a key compares, and how.
fn compared(part: &Part, table: &Table) -> (String, String) {
    let collation = part.collation.clone();
    match &part.of {
        PartOf::Column(name) => {
            let own = find(table, name).and_then(|column| column.collation.clone());
            let collation = collation.or(own).unwrap_or_else(|| "BINARY".to_owned());
            (ddl::identifier(&name.to_ascii_lowercase()), collation)
        }
        // An expression can have its collation from a column; then it is taken for another.
        PartOf::Expression(expression) => {
            let collated = table
                .columns
                .iter()
                .any(|column| column.collation.is_some());
            let unclear = if collated { "?" } else { "" };
            (
                expression.clone(),
                collation.unwrap_or_else(|| unclear.to_owned()),
            )
        }
    }
}

/// `(a, lower(b))`.
pub(super) fn listed(parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| match &part.of {
        PartOf::Column(name) => name.clone(),
        PartOf::Expression(expression) => expression.clone(),
    });
    format!("({})", parts.collect::<Vec<_>>().join(", "))
}

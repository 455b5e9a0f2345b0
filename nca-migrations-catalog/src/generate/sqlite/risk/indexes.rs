//! Indexes that cannot be built over the rows that are there.

use super::super::changed;
use super::super::expression;
use super::super::mention::mentions;
use super::keys::{is_kept, listed};
use super::may_fail;
use crate::generate::{Hazard, Options};
use crate::model::{Index, PartOf, Table};

/// Why an index may fail that is built on a table which was there.
pub(in super::super) fn of_index(
    old: &Table,
    new: &Table,
    index: &Index,
    options: &Options,
) -> Vec<Hazard> {
    let changed = changed::columns(old, new);
    let is_new = !old.indexes.contains(index);
    let expressions = index.parts.iter().filter_map(|part| match &part.of {
        PartOf::Column(_) => None,
        PartOf::Expression(expression) => Some(expression),
    });
    let expressions: Vec<&String> = expressions.chain(&index.predicate).collect();
    let mut columns = index.parts.iter().filter_map(|part| part.name());
    let moves = columns.any(|name| changed.contains(&name.to_ascii_lowercase()))
        || expressions
            .iter()
            .any(|expression| mentions(expression, &changed));
    if !(is_new || moves) {
        return Vec::new();
    }
    let failing = expressions
        .into_iter()
        .filter(|expression| expression::may_fail(expression));
    let mut whys: Vec<String> = failing
        .map(|expression| format!("`{expression}` is worked out"))
        .collect();
    if index.unique && !is_kept(old, new, &index.parts, options) {
        whys.push(format!("no two may be alike in {}", listed(&index.parts)));
    }
    whys.into_iter().map(|why| may_fail(new, why)).collect()
}

//! What rows may not fit when their table changes.

use std::collections::HashSet;

use super::changed::{self, find};
use super::mention::mentions;
use super::rowid::{self, has};
use super::{ddl, same};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Options, Subject};
use crate::model::{Catalog, Column, ForeignKey, Index, Part, PartOf, Table};

/// What may keep rows of the old table out of the new one, or leave other tables' rows without theirs.
pub(super) fn of_rows(old: &Table, new: &Table, to: &Catalog, options: &Options) -> Vec<Hazard> {
    let changed = changed::columns(old, new);
    let mut whys = Vec::new();
    for column in &new.columns {
        let before = find(old, &column.name);
        whys.extend(before.and_then(|before| of_column((before, old), (column, new))));
        let is_new = before.is_none_or(|before| before.nullable || before.generated.is_none())
            || changed.contains(&column.name.to_ascii_lowercase());
        if column.generated.is_some() && !column.nullable && is_new {
            whys.push(format!("`{}` takes no NULL", column.name));
        }
    }
    for column in new.columns.iter().filter(|column| !column.nullable) {
        let fill = options.fills.get(&new.name, &column.name);
        let filled = find(old, &column.name).is_none_or(|before| before.nullable);
        if filled && column.generated.is_none() && fill.is_some_and(|fill| !ddl::is_constant(fill))
        {
            whys.push(format!("what fills `{}` may be NULL", column.name));
        }
    }
    let keys = new.primary_key.iter().chain(&new.uniques);
    for key in keys.filter(|key| !is_kept(old, new, &key.parts, options)) {
        whys.push(format!("no two may be alike in {}", listed(&key.parts)));
    }
    let checks = Pairs::by(&old.checks, &new.checks, |check| check.expression.clone());
    let again = checks.both.iter().map(|(_, check)| *check);
    let again = again.filter(|check| mentions(&check.expression, &changed));
    for check in checks.new.iter().copied().chain(again) {
        whys.push(format!("`{}` is checked", check.expression));
    }
    for key in &new.foreign_keys {
        if leads_elsewhere(old, new, key, &changed, options) {
            whys.push(format!("each has to lead to a row of `{}`", key.references));
        }
    }
    for child in to
        .tables
        .iter()
        .filter(|child| refers(child, old, new, &changed))
    {
        whys.push(format!("rows of `{}` lead to what changes", child.name));
    }
    whys.dedup();
    whys.into_iter().map(|why| may_fail(new, why)).collect()
}

fn may_fail(table: &Table, why: impl Into<String>) -> Hazard {
    Hazard::new(Cost::MayFail, Subject::Table(table.name.clone())).because(why)
}

/// Tables that go on referring to one that goes.
pub(super) fn of_children(table: &Table, to: &Catalog) -> impl Iterator<Item = Hazard> {
    let refers = |child: &&Table| {
        let mut keys = child.foreign_keys.iter();
        keys.any(|key| same(&key.references.name, &table.name.name))
    };
    to.tables
        .iter()
        .filter(refers)
        .map(|child| may_fail(child, format!("they lead to `{}`", table.name)))
}

fn of_column(old: (&Column, &Table), new: (&Column, &Table)) -> Option<String> {
    let (column, table) = new;
    let name = &column.name;
    if column.generated.is_some() {
        return None;
    }
    if rowid::is(table, column) && !rowid::is(old.1, old.0) {
        return Some(format!("`{name}` has to be a whole number"));
    }
    let as_before = has(old.1, "strict") && old.0.column_type == column.column_type;
    let written = &column.column_type.written;
    let takes_all = written == "ANY" || rowid::is(table, column);
    (has(table, "strict") && !as_before && !takes_all)
        .then(|| format!("what is in `{name}` has to be {written}"))
}

/// Whether rows may lead nowhere that led somewhere. NULL leads nowhere, and may.
fn leads_elsewhere(
    old: &Table,
    new: &Table,
    key: &ForeignKey,
    changed: &HashSet<String>,
    options: &Options,
) -> bool {
    let is_null = |name: &String| changed::is_null(old, new, name, options);
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
fn refers(child: &Table, old: &Table, new: &Table, changed: &HashSet<String>) -> bool {
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

/// Whether a unique index that is built on a table that was there may fail.
pub(super) fn of_index(
    old: &Table,
    new: &Table,
    index: &Index,
    options: &Options,
) -> Option<Hazard> {
    let changed = changed::columns(old, new);
    let is_there = old.indexes.contains(index);
    let parts = index.parts.iter().any(|part| match &part.of {
        PartOf::Column(name) => changed.contains(&name.to_ascii_lowercase()),
        PartOf::Expression(expression) => mentions(expression, &changed),
    });
    let predicate = index.predicate.as_ref();
    let moves = parts || predicate.is_some_and(|text| mentions(text, &changed));
    let fits = is_there && !moves || is_kept(old, new, &index.parts, options);
    (index.unique && !fits).then(|| {
        let why = format!("no two may be alike in {}", listed(&index.parts));
        may_fail(new, why)
    })
}

/// Whether no two rows are alike in this key of the new table: a key of the old one had no more columns, or a column is
/// new and NULL or a number that each row has for itself.
fn is_kept(old: &Table, new: &Table, parts: &[Part], options: &Options) -> bool {
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
fn listed(parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| match &part.of {
        PartOf::Column(name) => name.clone(),
        PartOf::Expression(expression) => expression.clone(),
    });
    format!("({})", parts.collect::<Vec<_>>().join(", "))
}

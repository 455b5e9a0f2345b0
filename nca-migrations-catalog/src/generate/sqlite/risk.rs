//! What rows may not fit when their table is built anew.

use super::affinity::Affinity;
use super::rowid::{self, has};
use super::{alike, same};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Subject};
use crate::model::{Column, Part, PartOf, Table};

/// What may keep rows of the old table out of the new one.
pub(super) fn of_rows(old: &Table, new: &Table) -> Vec<Hazard> {
    let mut whys = Vec::new();
    for column in &new.columns {
        let before = old.columns.iter().find(|c| same(&c.name, &column.name));
        whys.extend(before.and_then(|before| of_column((before, old), (column, new))));
        let is_new = before.is_none_or(|before| before.nullable || before.generated.is_none());
        if column.generated.is_some() && !column.nullable && is_new {
            whys.push(format!("`{}` takes no NULL", column.name));
        }
    }
    let keys = new.primary_key.iter().chain(&new.uniques);
    for key in keys.filter(|key| !is_kept(old, new, &key.parts)) {
        whys.push(format!("no two may be alike in {}", listed(&key.parts)));
    }
    for check in Pairs::by(&old.checks, &new.checks, |check| check.expression.clone()).new {
        whys.push(format!("`{}` is checked", check.expression));
    }
    let leads = |key: &crate::model::ForeignKey| {
        (
            key.columns.clone(),
            key.references.clone(),
            key.referenced.clone(),
        )
    };
    for key in Pairs::by(&old.foreign_keys, &new.foreign_keys, leads).new {
        whys.push(format!("each has to lead to a row of `{}`", key.references));
    }
    let subject = Subject::Table(new.name.clone());
    let hazard = |why| Hazard::new(Cost::MayFail, subject.clone()).because(why);
    whys.into_iter().map(hazard).collect()
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

/// Whether rows that were different in the old table are so in this key of the new one: a key of the old one had no more
/// columns.
pub(super) fn is_kept(old: &Table, new: &Table, parts: &[Part]) -> bool {
    let now: Vec<Option<_>> = parts.iter().map(|part| looked_up(part, old, new)).collect();
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
        let mut before = key.iter().map(|part| looked_up(part, old, old));
        before.all(|part| part.is_some() && now.contains(&part))
    })
}

/// What a part of a key compares. None where values that were different may have become the same.
fn looked_up(part: &Part, old: &Table, new: &Table) -> Option<(String, String)> {
    let named = |table: &Table, name: &str| {
        let mut columns = table.columns.iter();
        columns.find(|column| same(&column.name, name)).cloned()
    };
    match &part.of {
        PartOf::Column(name) => {
            let (before, now) = (named(old, name)?, named(new, name)?);
            let is_same = Affinity::of(&before, old) == Affinity::of(&now, new)
                && before.generated == now.generated;
            let collation = part.collation.clone().or(now.collation).unwrap_or_default();
            is_same.then(|| (name.to_ascii_lowercase(), collation))
        }
        PartOf::Expression(expression) => alike::lists(&old.columns, &new.columns).then(|| {
            (
                expression.clone(),
                part.collation.clone().unwrap_or_default(),
            )
        }),
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

//! What rows may not fit when their table changes.

mod columns;
mod indexes;
mod keys;
mod references;

pub(super) use indexes::of_index;
pub(super) use references::of_children;

use super::changed;
use super::mention::mentions;
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Options, Subject};
use crate::model::{Catalog, Table};
use keys::{is_kept, listed};
use references::{leads_elsewhere, refers};

/// What may keep rows of the old table out of the new one, or leave other tables' rows without theirs.
pub(super) fn of_rows(old: &Table, new: &Table, to: &Catalog, options: &Options) -> Vec<Hazard> {
    let changed = changed::columns(old, new);
    let columns = new.columns.iter();
    let mut whys: Vec<String> = columns
        .flat_map(|column| columns::of_column(old, new, column, &changed, options))
        .collect();
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

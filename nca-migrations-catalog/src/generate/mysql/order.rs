//! What comes before what.

use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Name, Table};

/// What is done to a table that stays or comes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    Create(&'a Table),
    Alter(&'a Table, &'a Table),
}

/// Of things by their names, those first that others need. Where some need each other, the first of them.
pub(super) fn needed_first<'a, T>(
    all: &[&'a T],
    name: impl Fn(&T) -> &Name,
    needs: impl Fn(&'a T) -> Vec<Name>,
) -> Vec<&'a T> {
    let mut order = Vec::new();
    let mut seen = vec![false; all.len()];
    let mut stack: Vec<(usize, bool)> = (0..all.len()).rev().map(|at| (at, false)).collect();
    while let Some((at, is_ready)) = stack.pop() {
        if is_ready {
            order.push(all[at]);
        }
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        stack.push((at, true));
        for need in needs(all[at]).iter().rev() {
            let found = all.iter().position(|other| name(other) == need);
            stack.extend(
                found
                    .filter(|found| !seen[*found])
                    .map(|found| (found, false)),
            );
        }
    }
    order
}

fn parents(table: &Table) -> Vec<Name> {
    let keys = table.foreign_keys.iter();
    keys.map(|key| key.references.clone()).collect()
}

/// Tables that foreign keys lead to come before those that have the keys.
pub(super) fn parents_first<'a>(tables: &[&'a Table]) -> Vec<&'a Table> {
    needed_first(tables, |table| &table.name, parents)
}

pub(super) fn tables<'a>(pairs: &Pairs<'a, Table>, to: &'a Catalog) -> Vec<Step<'a>> {
    let all: Vec<&Table> = to.tables.iter().collect();
    let step = |table: &'a Table| {
        let mut both = pairs.both.iter();
        match both.find(|(_, new)| new.name == table.name) {
            Some((old, new)) => Step::Alter(old, new),
            None => Step::Create(table),
        }
    };
    parents_first(&all).into_iter().map(step).collect()
}

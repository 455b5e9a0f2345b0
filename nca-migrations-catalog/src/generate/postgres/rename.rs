//! What is the same under another name, and is only to be called so.

use std::collections::HashMap;

use super::difference::{same_index, same_key};
use super::thing::{Id, On};
use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Check, Exclusion, ForeignKey, Table};

/// The old ids of what gets another name, and the new ones.
pub(super) fn renamed(from: &Catalog, to: &Catalog) -> HashMap<Id, Id> {
    let mut renamed = HashMap::new();
    for table in &to.tables {
        if let Some(before) = from.table(&table.name) {
            of_table(before, table, &mut renamed);
        }
    }
    for view in &to.views {
        let Some(before) = from.views.iter().find(|before| before.name == view.name) else {
            continue;
        };
        let pairs = Pairs::by(&before.indexes, &view.indexes, |index| index.name.clone());
        let on = On::View(view).name();
        pair(
            pairs,
            same_index,
            |index| Id::Index(on.clone(), index.name.clone()),
            &mut renamed,
        );
    }
    // A serial column's sequence is that column's, whatever its name.
    let pairs = Pairs::by(&from.sequences, &to.sequences, |sequence| {
        sequence.name.clone()
    });
    pair(
        pairs,
        |a, b| a.owned_by.is_some() && a.owned_by == b.owned_by && a.name.schema == b.name.schema,
        |sequence| Id::Sequence(sequence.name.clone()),
        &mut renamed,
    );
    let owners: Vec<(Id, Id)> = renamed
        .iter()
        .filter_map(|(old, new)| match (old, new) {
            (Id::Sequence(old), Id::Sequence(new)) => {
                Some((Id::Owner(old.clone()), Id::Owner(new.clone())))
            }
            _ => None,
        })
        .collect();
    renamed.extend(owners);
    for domain in &to.domains {
        let Some(before) = from
            .domains
            .iter()
            .find(|before| before.name == domain.name)
        else {
            continue;
        };
        let pairs = Pairs::by(&before.checks, &domain.checks, |check| check.name.clone());
        let id = |check: &Check| {
            Id::DomainCheck(domain.name.clone(), check.name.clone().unwrap_or_default())
        };
        pair(pairs, same_check, id, &mut renamed);
    }
    renamed
}

fn of_table(from: &Table, to: &Table, renamed: &mut HashMap<Id, Id>) {
    let constraint =
        |name: &Option<String>| Id::Constraint(to.name.clone(), name.clone().unwrap_or_default());
    let keys = Pairs::by(
        from.primary_key.as_slice(),
        to.primary_key.as_slice(),
        |key| key.name.clone(),
    );
    pair(keys, same_key, |key| constraint(&key.name), renamed);
    let keys = Pairs::by(&from.uniques, &to.uniques, |key| key.name.clone());
    pair(keys, same_key, |key| constraint(&key.name), renamed);
    let keys = Pairs::by(&from.foreign_keys, &to.foreign_keys, |key| key.name.clone());
    pair(keys, same_foreign_key, |key| constraint(&key.name), renamed);
    let checks = Pairs::by(&from.checks, &to.checks, |check| check.name.clone());
    pair(checks, same_check, |check| constraint(&check.name), renamed);
    let exclusions = Pairs::by(&from.exclusions, &to.exclusions, |of| of.name.clone());
    pair(
        exclusions,
        same_exclusion,
        |of| constraint(&Some(of.name.clone())),
        renamed,
    );
    let indexes = Pairs::by(&from.indexes, &to.indexes, |index| index.name.clone());
    pair(
        indexes,
        same_index,
        |index| Id::Index(to.name.clone(), index.name.clone()),
        renamed,
    );
}

/// Pairs what is gone with what is new and the same.
fn pair<T>(
    pairs: Pairs<'_, T>,
    is_same: impl Fn(&T, &T) -> bool,
    id: impl Fn(&T) -> Id,
    renamed: &mut HashMap<Id, Id>,
) {
    let mut gone = pairs.gone;
    for new in pairs.new {
        if let Some(at) = gone.iter().position(|old| is_same(old, new)) {
            renamed.insert(id(gone.remove(at)), id(new));
        }
    }
}

fn same_foreign_key(a: &ForeignKey, b: &ForeignKey) -> bool {
    let unnamed = |key: &ForeignKey| ForeignKey {
        name: None,
        comment: None,
        ..key.clone()
    };
    unnamed(a) == unnamed(b)
}

fn same_check(a: &Check, b: &Check) -> bool {
    a.expression == b.expression && a.settings == b.settings
}

fn same_exclusion(a: &Exclusion, b: &Exclusion) -> bool {
    let unnamed = |of: &Exclusion| Exclusion {
        name: String::new(),
        comment: None,
        ..of.clone()
    };
    unnamed(a) == unnamed(b)
}

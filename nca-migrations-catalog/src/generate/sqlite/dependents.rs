//! Views and triggers that have to go for a while.
//!
//! `ALTER TABLE .. RENAME` and `DROP COLUMN` look at every view and trigger of the database, and fail if one of them
//! leads to what is not there just then: <https://www.sqlite.org/lang_altertable.html#altertabrename>.

use std::collections::HashSet;

use super::mention::{leads_nowhere, mentions, of_the_row, words};
use super::same;
use crate::model::{Catalog, Trigger, View};

/// What depends on changed tables.
#[derive(Default)]
pub(super) struct Dependents {
    /// The changed tables and the views that lead to them, in lower case.
    names: HashSet<String>,
    /// The triggers that lead nowhere, in lower case.
    broken: HashSet<String>,
}

impl Dependents {
    /// What depends on these tables, and what leads nowhere already.
    pub(super) fn of(catalog: &Catalog, tables: impl IntoIterator<Item = String>) -> Self {
        let mut names: HashSet<String> = tables.into_iter().map(|name| lower(&name)).collect();
        if names.is_empty() {
            // No statement looks at anything.
            return Self::default();
        }
        // A view that cannot be read has no columns.
        let broken = catalog.views.iter().filter(|view| view.columns.is_empty());
        names.extend(broken.map(|view| lower(&view.name.name)));
        loop {
            let before = names.len();
            for view in &catalog.views {
                if mentions(&view.definition, &names) {
                    names.insert(lower(&view.name.name));
                }
            }
            if names.len() == before {
                break;
            }
        }
        let broken = broken_triggers(catalog);
        Self { names, broken }
    }

    pub(super) fn has_view(&self, view: &View) -> bool {
        self.has(&view.name.name)
    }

    /// A trigger on what is changed, or that mentions it.
    pub(super) fn has_trigger(&self, trigger: &Trigger, on: &str) -> bool {
        self.has(on)
            || mentions(&trigger.definition, &self.names)
            || self.broken.contains(&lower(&trigger.name))
    }

    /// A trigger that leads to what is changed, besides what it is on.
    pub(super) fn has_other_trigger(&self, trigger: &Trigger, on: &str) -> bool {
        let others = words(&trigger.definition).filter(|word| !same(word, on));
        let mut others = others.filter(|word| self.names.contains(word));
        others.next().is_some() || self.broken.contains(&lower(&trigger.name))
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(&lower(name))
    }
}

/// As far as that can be told: those that read or write what is not there, and those that name a column of the row
/// which it does not have.
fn broken_triggers(catalog: &Catalog) -> HashSet<String> {
    let owners = catalog
        .tables
        .iter()
        .map(|of| (&of.name, &of.columns, &of.triggers));
    let views = catalog
        .views
        .iter()
        .map(|of| (&of.name, &of.columns, &of.triggers));
    let owners: Vec<_> = owners.chain(views).collect();
    let known: HashSet<String> = owners.iter().map(|(name, ..)| lower(&name.name)).collect();
    let mut broken = HashSet::new();
    for (_, columns, triggers) in owners {
        let rowid = ["rowid", "oid", "_rowid_"].map(str::to_owned);
        let columns = columns.iter().map(|column| lower(&column.name));
        let columns: HashSet<String> = columns.chain(rowid).collect();
        let leads_nowhere = |of: &&Trigger| {
            leads_nowhere(&of.definition, &known)
                || of_the_row(&of.definition).any(|name| !columns.contains(&name))
        };
        broken.extend(
            triggers
                .iter()
                .filter(leads_nowhere)
                .map(|of| lower(&of.name)),
        );
    }
    broken
}

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Views in an order in which each comes after those that it mentions.
pub(super) fn in_order<'a>(views: impl IntoIterator<Item = &'a View>) -> Vec<&'a View> {
    let views: Vec<&View> = views.into_iter().collect();
    let mut waiting: HashSet<String> = views.iter().map(|view| lower(&view.name.name)).collect();
    let mut left: Vec<(&View, HashSet<String>)> = views
        .into_iter()
        .map(|view| {
            let own = lower(&view.name.name);
            let others = words(&view.definition).filter(|word| *word != own);
            (view, others.filter(|word| waiting.contains(word)).collect())
        })
        .collect();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let free = left
            .iter()
            .position(|(_, others)| others.is_disjoint(&waiting));
        // A circle cannot be read, but it can be made.
        let (view, _) = left.remove(free.unwrap_or(0));
        waiting.remove(&lower(&view.name.name));
        ordered.push(view);
    }
    ordered
}

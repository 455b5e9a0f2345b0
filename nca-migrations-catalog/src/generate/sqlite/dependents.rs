//! Views and triggers that have to go for a while.
//!
//! `ALTER TABLE .. RENAME` and `DROP COLUMN` look at every view and trigger of the database, and fail if one of them
//! leads to what is not there just then: <https://www.sqlite.org/lang_altertable.html#altertabrename>.

use std::collections::HashSet;

use super::mention::{leads_nowhere, mentions, words};
use super::same;
use crate::model::{Catalog, Trigger, View};

/// What depends on changed tables.
#[derive(Default)]
pub(super) struct Dependents {
    /// The changed tables and the views that lead to them, in lower case.
    names: HashSet<String>,
    /// All that triggers can lead to. None if no statement looks at them.
    known: Option<HashSet<String>>,
}

impl Dependents {
    /// What depends on these tables, and what leads nowhere already.
    pub(super) fn of(catalog: &Catalog, tables: impl IntoIterator<Item = String>) -> Self {
        let lower = |name: &str| name.to_ascii_lowercase();
        let mut names: HashSet<String> = tables.into_iter().map(|name| lower(&name)).collect();
        if names.is_empty() {
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
        let tables = catalog.tables.iter().map(|table| lower(&table.name.name));
        let views = catalog.views.iter().map(|view| lower(&view.name.name));
        let known = Some(tables.chain(views).collect());
        Self { names, known }
    }

    pub(super) fn has_view(&self, view: &View) -> bool {
        self.has(&view.name.name)
    }

    /// A trigger on what is changed, or that mentions it.
    pub(super) fn has_trigger(&self, trigger: &Trigger, on: &str) -> bool {
        let Some(known) = &self.known else {
            return false;
        };
        self.has(on)
            || mentions(&trigger.definition, &self.names)
            || leads_nowhere(&trigger.definition, known)
    }

    /// A trigger that leads to what is changed, besides what it is on.
    pub(super) fn has_other_trigger(&self, trigger: &Trigger, on: &str) -> bool {
        let Some(known) = &self.known else {
            return false;
        };
        let others = words(&trigger.definition).filter(|word| !same(word, on));
        let mut others = others.filter(|word| self.names.contains(word));
        others.next().is_some() || leads_nowhere(&trigger.definition, known)
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(&name.to_ascii_lowercase())
    }
}

/// Views in an order in which each comes after those that it mentions.
pub(super) fn in_order<'a>(views: impl IntoIterator<Item = &'a View>) -> Vec<&'a View> {
    let mut left: Vec<&View> = views.into_iter().collect();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let names = |at: usize| {
            let others = left.iter().enumerate().filter(|(other, _)| *other != at);
            others
                .map(|(_, view)| view.name.name.to_ascii_lowercase())
                .collect()
        };
        let free = (0..left.len()).find(|at| !mentions(&left[*at].definition, &names(*at)));
        // A circle cannot be read, but it can be made.
        ordered.push(left.remove(free.unwrap_or(0)));
    }
    ordered
}

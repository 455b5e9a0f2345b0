//! Indexes, views and triggers that go and come.

use std::collections::HashSet;

use super::dependents::{Dependents, in_order};
use super::{alike, ddl, risk, same};
use crate::generate::{Cost, Hazard, Options, Statement, Subject};
use crate::model::{Catalog, Index, Table, Trigger, View};

/// Indexes, views and triggers that go and come.
pub(super) struct Objects<'a> {
    dropped_triggers: Vec<&'a Trigger>,
    dropped_views: Vec<&'a View>,
    dropped_indexes: Vec<&'a Index>,
    indexes: Vec<NewIndex<'a>>,
    views: Vec<&'a View>,
    triggers: Vec<(&'a Trigger, &'a str)>,
}

struct NewIndex<'a> {
    index: &'a Index,
    table: &'a Table,
    /// The table as it was, if it was there.
    before: Option<&'a Table>,
}

impl<'a> Objects<'a> {
    /// What has to go and to come, where these tables are built anew.
    pub(super) fn between(
        from: &'a Catalog,
        to: &'a Catalog,
        dependents: &Dependents,
        rebuilt: &HashSet<&str>,
    ) -> Self {
        let stays = |view: &View| !dependents.has_view(view) && find_view(to, view).is_some();
        let dropped_views = from.views.iter().filter(|view| !stays(view));
        let views = to
            .views
            .iter()
            .filter(|view| !find_view(from, view).is_some_and(&stays));
        // What is on a view or table that goes, goes with it.
        let owner_stays = |owner: &str| {
            let view = from.views.iter().find(|view| view.name.name == owner);
            view.map_or_else(
                || {
                    to.tables.iter().any(|table| same(&table.name.name, owner))
                        && !rebuilt.contains(owner)
                },
                &stays,
            )
        };
        let trigger_stays = |trigger: &Trigger, on: &str| {
            owner_stays(on)
                && !dependents.has_trigger(trigger, on)
                && triggers(to)
                    .any(|(other, other_on)| same(on, other_on) && alike::triggers(trigger, other))
        };
        // Views go before any table changes; one on a table may lead to another that changes first.
        let goes_along = |trigger: &Trigger, on: &str| {
            let on_view = from.views.iter().any(|view| view.name.name == on);
            !owner_stays(on) && (on_view || !dependents.has_other_trigger(trigger, on))
        };
        let dropped_triggers = triggers(from)
            .filter(|(trigger, on)| !trigger_stays(trigger, on) && !goes_along(trigger, on));
        let new_triggers = triggers(to).filter(|(trigger, on)| {
            let mut before = triggers(from);
            !before.any(|(other, other_on)| {
                same(on, other_on)
                    && alike::triggers(other, trigger)
                    && trigger_stays(other, other_on)
            })
        });
        let (mut dropped_indexes, mut indexes) = (Vec::new(), Vec::new());
        for old in &from.tables {
            if let Some(new) = to.table(&old.name)
                && !rebuilt.contains(&*old.name.name)
            {
                let gone = |index: &&Index| !new.indexes.contains(index);
                dropped_indexes.extend(old.indexes.iter().filter(gone));
            }
        }
        for table in &to.tables {
            let old = from.table(&table.name);
            for index in &table.indexes {
                let is_there = old.is_some_and(|old| old.indexes.contains(index));
                let is_lost = old.is_none_or(|old| rebuilt.contains(&*old.name.name));
                if !is_there || is_lost {
                    indexes.push(NewIndex {
                        index,
                        table,
                        before: old,
                    });
                }
            }
        }
        Self {
            dropped_triggers: dropped_triggers.map(|(trigger, _)| trigger).collect(),
            dropped_views: in_order(dropped_views),
            dropped_indexes,
            indexes,
            views: in_order(views),
            triggers: new_triggers.collect(),
        }
    }

    pub(super) fn go(&self) -> Vec<Statement> {
        let drop = |what: &str, name: &str| {
            Statement::new(format!("DROP {what} {}", ddl::identifier(name)))
        };
        let triggers = self
            .dropped_triggers
            .iter()
            .map(|trigger| drop("TRIGGER", &trigger.name));
        let views = self
            .dropped_views
            .iter()
            .rev()
            .map(|view| drop("VIEW", &view.name.name));
        let indexes = self
            .dropped_indexes
            .iter()
            .map(|index| drop("INDEX", &index.name));
        triggers.chain(views).chain(indexes).collect()
    }

    pub(super) fn come(&self, options: &Options) -> Vec<Statement> {
        let indexes = self.indexes.iter().map(|index| index.statement(options));
        let views = self
            .views
            .iter()
            .map(|view| Statement::new(ddl::view(view)));
        let triggers = self.triggers.iter();
        let triggers = triggers.map(|(trigger, on)| Statement::new(ddl::trigger(trigger, on)));
        indexes.chain(views).chain(triggers).collect()
    }
}

impl NewIndex<'_> {
    /// Nobody can write to the database while a transaction does: <https://www.sqlite.org/lockingv3.html>. That an
    /// index comes back with its table is a part of writing that anew.
    fn statement(&self, options: &Options) -> Statement {
        let (index, table) = (self.index, self.table);
        let statement = Statement::new(ddl::index(index, &table.name.name));
        let Some(before) = self.before else {
            return statement;
        };
        let subject = Subject::Table(table.name.clone());
        let blocks =
            (!before.indexes.contains(index)).then(|| Hazard::new(Cost::BlocksWrites, subject));
        let hazards = blocks
            .into_iter()
            .chain(risk::of_index(before, table, index, options));
        hazards.fold(statement, Statement::costs)
    }
}

fn find_view<'a>(catalog: &'a Catalog, view: &View) -> Option<&'a View> {
    catalog.views.iter().find(|other| alike::views(view, other))
}

fn triggers(catalog: &Catalog) -> impl Iterator<Item = (&Trigger, &str)> {
    let tables = catalog.tables.iter().flat_map(|table| {
        table
            .triggers
            .iter()
            .map(|trigger| (trigger, &*table.name.name))
    });
    let views = catalog.views.iter().flat_map(|view| {
        view.triggers
            .iter()
            .map(|trigger| (trigger, &*view.name.name))
    });
    tables.chain(views)
}

/// Tables in an order in which each comes after those that it refers to, as far as there is one.
pub(super) fn parents_first(tables: Vec<&Table>) -> Vec<&Table> {
    let mut left = tables;
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |table: &Table| {
            let mut parents = table.foreign_keys.iter().map(|key| &key.references.name);
            parents.any(|parent| {
                !same(parent, &table.name.name)
                    && left.iter().any(|other| same(&other.name.name, parent))
            })
        };
        let free = left.iter().position(|table| !waits(table));
        ordered.push(left.remove(free.unwrap_or(0)));
    }
    ordered
}

//! What each thing of a catalog needs of the others.
//!
//! A catalog does not say it, so it is read from the text: what is mentioned by name is taken for needed.
//! That finds more than there is, never less, of what the server keeps track of.

use std::collections::{HashMap, HashSet};

use super::graph::{Graph, Strength};
use super::parents::{parents, resolved};
use super::thing::{Id, On, Thing};
use crate::model::{Key, Name, Part, Table};

pub(super) struct Needs<'g, 'a> {
    graph: &'g Graph<'a>,
    at: usize,
    found: HashMap<usize, Strength>,
}

impl<'g, 'a> Needs<'g, 'a> {
    /// What a thing of a catalog needs, in the catalog's order.
    pub(super) fn of(graph: &'g Graph<'a>, at: usize) -> Vec<(usize, Strength)> {
        let mut needs = Self {
            graph,
            at,
            found: HashMap::new(),
        };
        needs.find();
        let mut found: Vec<(usize, Strength)> = needs.found.into_iter().collect();
        found.sort_unstable_by_key(|(at, _)| *at);
        found
    }

    fn find(&mut self) {
        let thing = self.graph.things[self.at];
        self.said(&thing);
        let graph = self.graph;
        let mentions = &graph.mentions[self.at];
        for name in &mentions.names {
            let strength = match thing {
                // A word in a type is that type.
                Thing::Column(_, column) if column.generated.is_none() => Strength::Sure,
                Thing::Domain(_) | Thing::Composite(_) | Thing::Table(_) => Strength::Sure,
                _ if mentions.relations.contains(name) => Strength::Sure,
                _ => Strength::Mentioned,
            };
            self.named(name, strength, &mentions.names);
        }
        for operator in &mentions.operators {
            for at in graph.operators.get(operator).into_iter().flatten() {
                self.need_at(*at, Strength::Mentioned);
            }
        }
        for name in &mentions.body {
            self.named(name, Strength::Body, &mentions.body);
        }
    }

    fn need(&mut self, id: &Id, strength: Strength) {
        if let Some(at) = self.graph.at.get(id) {
            self.need_at(*at, strength);
        }
    }

    fn need_at(&mut self, at: usize, strength: Strength) {
        if at != self.at {
            let known = self.found.entry(at).or_insert(strength);
            *known = strength.max(*known);
        }
    }

    /// Everything that is called so, and the columns of a table that is, if they are among `others`.
    fn named(&mut self, name: &str, strength: Strength, others: &HashSet<String>) {
        let graph = self.graph;
        let thing = graph.things[self.at];
        for at in graph.by_name.get(name).into_iter().flatten() {
            match graph.things[*at] {
                // A policy of the same name is not what is meant.
                Thing::Other(of) if of.on.is_some() || of.kind == "operator" => continue,
                Thing::Table(_) if thing.table().is_some() && !reads_tables(&thing) => continue,
                Thing::Table(table) => {
                    for column in &table.columns {
                        if others.contains(&column.name) || others.contains("*") {
                            let id = Id::Column(table.name.clone(), column.name.clone());
                            self.need(&id, strength.min(Strength::Mentioned));
                        }
                    }
                }
                _ => {}
            }
            self.need_at(*at, strength);
        }
    }

    fn column(&mut self, table: &Name, column: &str) {
        self.need(
            &Id::Column(table.clone(), column.to_owned()),
            Strength::Sure,
        );
    }

    /// The columns of its own table that an expression has in it.
    fn own_columns(&mut self, table: &Table) {
        let graph = self.graph;
        for column in &table.columns {
            if graph.mentions[self.at].names.contains(&column.name) {
                self.column(&table.name, &column.name);
            }
        }
    }

    /// What is said of a thing, outside of expressions.
    fn said(&mut self, thing: &Thing<'_>) {
        if let Some(schema) = schema_of(thing) {
            self.need(&Id::Schema(schema.to_owned()), Strength::Sure);
        }
        if let Some(table) = thing.table() {
            self.need(&Id::Table(table.clone()), Strength::Sure);
        }
        match thing {
            Thing::DomainDefault(of) | Thing::DomainCheck(of, _) => {
                self.need(&Id::Type(of.name.clone()), Strength::Sure);
            }
            Thing::Owner(of) => {
                self.need(&Id::Sequence(of.name.clone()), Strength::Sure);
                if let Some((table, column)) = &of.owned_by {
                    self.column(table, column);
                }
            }
            Thing::Column(table, column) if column.generated.is_some() => self.own_columns(table),
            Thing::Default(table, column) => self.column(&table.name, &column.name),
            Thing::Parent(table) => self.parents(table),
            Thing::Replica(table) => self.replica(table),
            Thing::Primary(table, key) | Thing::Unique(table, key) => self.key(table, key),
            Thing::ForeignKey(table, key) => {
                for column in &key.columns {
                    self.column(&table.name, column);
                }
                self.need(&Id::Table(key.references.clone()), Strength::Sure);
                for column in &key.referenced {
                    self.column(&key.references, column);
                }
                self.referenced(&key.references, &key.referenced);
            }
            Thing::Exclusion(table, of) => {
                self.own_columns(table);
                self.parts(
                    &table.name,
                    of.parts.iter().map(|(part, _)| part),
                    &of.include,
                );
            }
            Thing::Index(on, of) => {
                if let On::Table(table) = on {
                    self.own_columns(table);
                } else {
                    self.need(&Id::View(on.name().clone()), Strength::Sure);
                }
                self.parts(on.name(), of.parts.iter(), &of.include);
            }
            Thing::Check(table, _) | Thing::Trigger(On::Table(table), _) => self.own_columns(table),
            Thing::Trigger(On::View(view), _) => {
                self.need(&Id::View(view.name.clone()), Strength::Sure);
            }
            Thing::Other(of) => {
                if let Some(on) = &of.on {
                    self.need(&Id::Table(on.clone()), Strength::Sure);
                    self.need(&Id::View(on.clone()), Strength::Sure);
                    let table = self.graph.at.get(&Id::Table(on.clone()));
                    if let Some(Thing::Table(table)) = table.map(|at| self.graph.things[*at]) {
                        self.own_columns(table);
                    }
                }
            }
            Thing::View(_) => self.grouped(),
            _ => {}
        }
    }

    fn parts<'p>(
        &mut self,
        table: &Name,
        parts: impl Iterator<Item = &'p Part>,
        include: &'p [String],
    ) {
        let columns = parts.filter_map(Part::name);
        for column in columns.chain(include.iter().map(String::as_str)) {
            self.column(table, column);
        }
    }

    fn key(&mut self, table: &Table, key: &Key) {
        self.parts(&table.name, key.parts.iter(), &key.include);
    }

    /// The keys and unique indexes that a foreign key to these columns may lead to.
    fn referenced(&mut self, table: &Name, columns: &[String]) {
        let graph = self.graph;
        let same = |parts: &[Part]| {
            parts.len() == columns.len()
                && parts.iter().all(|part| {
                    let is_it = |column: &String| Some(column.as_str()) == part.name();
                    columns.iter().any(is_it)
                })
        };
        for (at, thing) in graph.things.iter().enumerate() {
            let leads = match thing {
                Thing::Primary(of, key) | Thing::Unique(of, key) => {
                    of.name == *table && same(&key.parts)
                }
                Thing::Index(On::Table(of), index) => {
                    of.name == *table && index.unique && same(&index.parts)
                }
                _ => false,
            };
            if leads {
                self.need_at(at, Strength::Sure);
            }
        }
    }

    /// A query that groups by a primary key needs that key.
    fn grouped(&mut self) {
        let graph = self.graph;
        let names = &graph.mentions[self.at].names;
        if !names.contains("group") {
            return;
        }
        for (at, thing) in graph.things.iter().enumerate() {
            if let Thing::Primary(table, _) = thing
                && names.contains(&table.name.name)
            {
                self.need_at(at, Strength::Mentioned);
            }
        }
    }

    fn parents(&mut self, table: &Table) {
        for parent in parents(table) {
            let name = resolved(&parent);
            self.need(&Id::Table(name.clone()), Strength::Sure);
            // They have to be alike before.
            if let Some(at) = self.graph.at.get(&Id::Table(name.clone()))
                && let Thing::Table(parent) = self.graph.things[*at]
            {
                for column in &parent.columns {
                    self.column(&name, &column.name);
                }
            }
            for column in &table.columns {
                self.column(&table.name, &column.name);
            }
        }
        // An index that is there is taken for the partition's, one that is not is made with another name.
        let graph = self.graph;
        for (at, thing) in graph.things.iter().enumerate() {
            let is_index = matches!(
                thing,
                Thing::Primary(..) | Thing::Unique(..) | Thing::Index(..) | Thing::Check(..)
            );
            if is_index && thing.table() == Some(&table.name) {
                self.need_at(at, Strength::Sure);
            }
        }
    }

    fn replica(&mut self, table: &Table) {
        for setting in &table.settings {
            let value = setting.value.as_deref().unwrap_or_default();
            if let ("replica identity", Some(index)) =
                (setting.name, value.strip_prefix("using index "))
            {
                self.need(
                    &Id::Index(table.name.clone(), index.to_owned()),
                    Strength::Sure,
                );
                self.need(
                    &Id::Constraint(table.name.clone(), index.to_owned()),
                    Strength::Sure,
                );
            }
        }
    }
}

/// Triggers and policies do; columns, keys and the like have nothing to do with other tables.
const fn reads_tables(thing: &Thing<'_>) -> bool {
    matches!(
        thing,
        Thing::Trigger(..) | Thing::Default(..) | Thing::Column(..)
    )
}

fn schema_of<'a>(thing: &Thing<'a>) -> Option<&'a str> {
    let name = match thing {
        Thing::Extension(of) => return of.schema.as_deref(),
        Thing::Enum(of) => &of.name,
        Thing::Domain(of) => &of.name,
        Thing::Composite(of) => &of.name,
        Thing::Sequence(of) => &of.name,
        Thing::Table(of) => &of.name,
        Thing::View(of) => &of.name,
        Thing::Routine(of) => &of.name,
        Thing::Other(of) => &of.name,
        _ => return None,
    };
    name.schema.as_deref()
}

//! A catalog's things, and what each needs of the others.

use std::collections::HashMap;

use super::make::{beside, value};
use super::mention::{Mentions, mentions};
use super::needs::Needs;
use super::parents::resolved;
use super::text::text;
use super::thing::{Id, On, Thing, list};
use crate::model::{Catalog, Name};

/// How sure a need is. Where needs go in a circle, the least sure is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// It is in a body that the server does not follow: it matters to the order, no more.
    Body,
    /// It is mentioned by name.
    Mentioned,
    /// It is said.
    Sure,
}

/// A catalog's things, and what each needs.
pub(super) struct Graph<'a> {
    pub(super) things: Vec<Thing<'a>>,
    pub(super) ids: Vec<Id>,
    pub(super) at: HashMap<Id, usize>,
    pub(super) needs: Vec<Vec<(usize, Strength)>>,
    pub(super) mentions: Vec<Mentions>,
    /// What is made after what, besides.
    pub(super) firsts: Vec<(usize, usize)>,
    pub(super) by_name: HashMap<String, Vec<usize>>,
    pub(super) operators: HashMap<String, Vec<usize>>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(catalog: &'a Catalog, known_as: impl Fn(Id) -> Id) -> Self {
        let things = list(catalog);
        let ids: Vec<Id> = things.iter().map(|thing| known_as(thing.id())).collect();
        let mut graph = Self {
            at: ids.iter().cloned().zip(0..).collect(),
            needs: Vec::new(),
            mentions: Vec::new(),
            firsts: Vec::new(),
            by_name: HashMap::new(),
            operators: HashMap::new(),
            ids,
            things,
        };
        for (at, thing) in graph.things.iter().enumerate() {
            if let Some(name) = global_name(thing) {
                graph.by_name.entry(name.to_owned()).or_default().push(at);
            }
            if let Thing::Other(other) = thing
                && other.kind == "operator"
            {
                let symbol = other.name.name.split(' ').next().unwrap_or_default();
                graph
                    .operators
                    .entry(symbol.to_owned())
                    .or_default()
                    .push(at);
            }
        }
        graph.mentions = graph
            .things
            .iter()
            .map(|thing| mentions(&text(thing)))
            .collect();
        for at in 0..graph.things.len() {
            let found = Needs::of(&graph, at);
            graph.needs.push(found);
        }
        graph.partitions_first();
        graph
    }
}

impl Graph<'_> {
    /// An index of a partitioned table takes those that its partitions have already, with their names, and makes
    /// those that they have not.
    fn partitions_first(&mut self) {
        let mut parts: HashMap<Name, Vec<usize>> = HashMap::new();
        for (at, thing) in self.things.iter().enumerate() {
            let settings = match thing {
                Thing::Primary(_, key) | Thing::Unique(_, key) => &key.settings,
                Thing::Index(_, index) => &index.settings,
                _ => continue,
            };
            if let Some(whole) = value(settings, "part of") {
                parts.entry(resolved(whole)).or_default().push(at);
            }
        }
        let mut firsts = Vec::new();
        for (at, thing) in self.things.iter().enumerate() {
            let (table, name) = match thing {
                Thing::Primary(table, key) | Thing::Unique(table, key) => {
                    (table, key.name.as_deref())
                }
                Thing::Index(On::Table(table), index) => (table, Some(index.name.as_str())),
                _ => continue,
            };
            let whole = beside(&table.name, name.unwrap_or_default());
            for part in parts.get(&whole).into_iter().flatten() {
                firsts.push((at, *part));
            }
        }
        self.firsts = firsts;
    }
}

/// The name by which a thing is mentioned anywhere.
fn global_name<'a>(thing: &Thing<'a>) -> Option<&'a str> {
    Some(match thing {
        Thing::Enum(of) => &of.name.name,
        Thing::Domain(of) => &of.name.name,
        Thing::Composite(of) => &of.name.name,
        Thing::Sequence(of) => &of.name.name,
        Thing::Table(of) => &of.name.name,
        Thing::View(of) => &of.name.name,
        Thing::Routine(of) => &of.name.name,
        // `mood_hash using hash`.
        Thing::Other(of) => match of.name.name.split_once(" using ") {
            Some((name, _)) if of.kind.starts_with("operator ") => name,
            _ => &of.name.name,
        },
        _ => return None,
    })
}

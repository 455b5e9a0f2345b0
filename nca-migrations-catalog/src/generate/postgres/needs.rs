//! What each thing of a catalog needs of the others.
//!
//! A catalog does not say it, so it is read from the text: what is mentioned by name is taken for needed.
//! That finds more than there is, never less, of what the server keeps track of.

use std::collections::HashMap;

use super::mention::{Mentions, mentions};
use super::thing::{Id, On, Thing, list};
use crate::model::{Catalog, Column, ColumnType, Key, Name, Part, PartOf, Routine, Table};

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
    by_name: HashMap<String, Vec<usize>>,
    operators: HashMap<String, Vec<usize>>,
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
            let mut needs = Needs {
                graph: &graph,
                at,
                found: HashMap::new(),
            };
            needs.find();
            let mut found: Vec<(usize, Strength)> = needs.found.into_iter().collect();
            found.sort_unstable_by_key(|(at, _)| *at);
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
            if let Some(whole) = super::make::value(settings, "part of") {
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
            let whole = super::make::beside(&table.name, name.unwrap_or_default());
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

/// The SQL in a thing that may mention others, but for what belongs to it and is a thing by itself.
fn text(thing: &Thing<'_>) -> String {
    let of_parts = |parts: &mut dyn Iterator<Item = &Part>| {
        let words = parts.map(|part| {
            let expression = match &part.of {
                PartOf::Expression(expression) => expression.as_str(),
                PartOf::Column(_) => "",
            };
            let class = part.operator_class.as_deref().unwrap_or_default();
            let collation = part.collation.as_deref().unwrap_or_default();
            format!("{expression} {class} \"{collation}\" ")
        });
        words.collect::<String>()
    };
    match thing {
        Thing::Domain(of) => of_type(&of.base, of.collation.as_ref()),
        Thing::DomainDefault(of) => of.default.clone().unwrap_or_default(),
        Thing::DomainCheck(_, check) | Thing::Check(_, check) => check.expression.clone(),
        Thing::Composite(of) => {
            let attributes = of.attributes.iter();
            let mut text: String = attributes
                .map(|of| of_type(&of.attribute_type, of.collation.as_ref()))
                .collect();
            for setting in &of.settings {
                text.push(' ');
                text.push_str(setting.value.as_deref().unwrap_or_default());
            }
            text
        }
        Thing::Column(_, column) => {
            let generated = column.generated.as_ref();
            let expression = generated.map_or("", |generated| &generated.expression);
            let of_type = of_type(&column.column_type, column.collation.as_ref());
            format!("{of_type} {expression}")
        }
        Thing::Default(_, column) => column.default.clone().unwrap_or_default(),
        Thing::Table(table) => {
            let mut settings = table.settings.iter();
            let of = settings.find(|setting| matches!(setting.name, "of" | "server" | "using"));
            of.and_then(|of| of.value.clone()).unwrap_or_default()
        }
        Thing::Exclusion(_, of) => {
            let operators: String = of
                .parts
                .iter()
                .map(|(_, of)| format!("a {of} b "))
                .collect();
            let predicate = of.predicate.as_deref().unwrap_or_default();
            let parts = of_parts(&mut of.parts.iter().map(|(part, _)| part));
            format!("{parts} {operators} {predicate}")
        }
        Thing::Index(_, of) => {
            let predicate = of.predicate.as_deref().unwrap_or_default();
            let method = of.method.as_deref().unwrap_or_default();
            format!("{} {method} {predicate}", of_parts(&mut of.parts.iter()))
        }
        Thing::Trigger(_, of) => of.definition.clone(),
        Thing::View(of) => {
            let defaults = of
                .columns
                .iter()
                .filter_map(|column| column.default.as_ref());
            let defaults: String = defaults.map(|default| format!(" , {default}")).collect();
            format!("{}{defaults}", of.definition)
        }
        Thing::Routine(of) => of.definition.clone(),
        Thing::Other(of) => match of.kind {
            "cast" | "transform" | "operator" => format!("{} {}", of.name.name, of.definition),
            _ => of.definition.clone(),
        },
        _ => String::new(),
    }
}

fn of_type(of: &ColumnType, collation: Option<&String>) -> String {
    let collation = collation.map(|name| format!(" \"{}\"", name.replace('.', "\".\"")));
    format!("{}{} ", of.written, collation.unwrap_or_default())
}

/// Whether the server follows what is in a routine's body: it is not a string.
pub(super) fn is_parsed(routine: &Routine) -> bool {
    !routine.definition.contains("\nAS ")
}

struct Needs<'g, 'a> {
    graph: &'g Graph<'a>,
    at: usize,
    found: HashMap<usize, Strength>,
}

impl Needs<'_, '_> {
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
    fn named(
        &mut self,
        name: &str,
        strength: Strength,
        others: &std::collections::HashSet<String>,
    ) {
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
            Thing::Column(table, column) => {
                if column.generated.is_some() {
                    self.own_columns(table);
                }
            }
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
            Thing::Check(table, _) => self.own_columns(table),
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
            Thing::Trigger(On::Table(table), _) => self.own_columns(table),
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

/// The tables that a table is a partition of or inherits from, as SQL.
pub(super) fn parents(table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    for setting in &table.settings {
        let value = setting.value.as_deref().unwrap_or_default();
        match setting.name {
            "partition of" => found.push(split_bound(value).0.to_owned()),
            "inherits" => found.extend(value.split(", ").map(str::to_owned)),
            _ => {}
        }
    }
    found
}

/// The parent and the bound of a partition: `days` and `FOR VALUES ..`.
pub(super) fn split_bound(value: &str) -> (&str, &str) {
    let at = value
        .find(" FOR VALUES ")
        .or_else(|| value.rfind(" DEFAULT"));
    let (parent, bound) = value.split_at(at.unwrap_or(value.len()));
    (parent, bound.trim_start())
}

/// A name that the server wrote as SQL.
pub(super) fn resolved(written: &str) -> Name {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                parts.last_mut().into_iter().for_each(|part| part.push('"'));
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(String::new()),
            c => parts.last_mut().into_iter().for_each(|part| part.push(c)),
        }
    }
    let name = parts.pop().unwrap_or_default();
    Name {
        schema: parts.pop(),
        name,
    }
}

/// The table that a column's parent is, if both are in this catalog.
pub(super) fn parent_column<'a>(
    catalog: &'a Catalog,
    table: &Table,
    column: &str,
) -> Option<(&'a Table, &'a Column)> {
    parents(table).iter().find_map(|parent| {
        let parent = catalog.table(&resolved(parent))?;
        let column = parent.columns.iter().find(|of| of.name == column)?;
        Some((parent, column))
    })
}

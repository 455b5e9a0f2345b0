//! What a catalog holds, one by one.

use crate::model::{
    Catalog, Check, Column, Composite, Domain, Enum, Exclusion, Extension, ForeignKey, Index, Key,
    Name, Other, Routine, Schema, Sequence, Table, Trigger, View,
};

/// Something that statements make, change and drop by itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing<'a> {
    Schema(&'a Schema),
    Extension(&'a Extension),
    Enum(&'a Enum),
    Domain(&'a Domain),
    DomainDefault(&'a Domain),
    DomainCheck(&'a Domain, &'a Check),
    Composite(&'a Composite),
    Sequence(&'a Sequence),
    /// That a sequence goes with a column.
    Owner(&'a Sequence),
    Table(&'a Table),
    Column(&'a Table, &'a Column),
    Default(&'a Table, &'a Column),
    /// What a table is a partition of, or inherits from.
    Parent(&'a Table),
    /// What tells the rows of a table apart for replication.
    Replica(&'a Table),
    Primary(&'a Table, &'a Key),
    Unique(&'a Table, &'a Key),
    ForeignKey(&'a Table, &'a ForeignKey),
    Check(&'a Table, &'a Check),
    Exclusion(&'a Table, &'a Exclusion),
    Index(On<'a>, &'a Index),
    Trigger(On<'a>, &'a Trigger),
    View(&'a View),
    Routine(&'a Routine),
    Other(&'a Other),
}

/// What an index or a trigger belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum On<'a> {
    Table(&'a Table),
    View(&'a View),
}

/// What makes a thing the same one in two catalogs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Id {
    Schema(String),
    Extension(String),
    Type(Name),
    DomainDefault(Name),
    DomainCheck(Name, String),
    Sequence(Name),
    Owner(Name),
    Table(Name),
    Column(Name, String),
    Default(Name, String),
    Parent(Name),
    Replica(Name),
    Constraint(Name, String),
    Index(Name, String),
    Trigger(Name, String),
    View(Name),
    Routine(Name, String),
    Other(&'static str, Name, Option<Name>),
}

impl<'a> On<'a> {
    pub(super) const fn name(self) -> &'a Name {
        match self {
            Self::Table(table) => &table.name,
            Self::View(view) => &view.name,
        }
    }
}

impl Thing<'_> {
    pub(super) fn id(&self) -> Id {
        let text = |name: &Option<String>| name.clone().unwrap_or_default();
        match *self {
            Self::Schema(schema) => Id::Schema(schema.name.clone()),
            Self::Extension(extension) => Id::Extension(extension.name.clone()),
            Self::Enum(of) => Id::Type(of.name.clone()),
            Self::Domain(of) => Id::Type(of.name.clone()),
            Self::Composite(of) => Id::Type(of.name.clone()),
            Self::DomainDefault(of) => Id::DomainDefault(of.name.clone()),
            Self::DomainCheck(of, check) => Id::DomainCheck(of.name.clone(), text(&check.name)),
            Self::Sequence(of) => Id::Sequence(of.name.clone()),
            Self::Owner(of) => Id::Owner(of.name.clone()),
            Self::Table(table) => Id::Table(table.name.clone()),
            Self::Column(table, column) => Id::Column(table.name.clone(), column.name.clone()),
            Self::Default(table, column) => Id::Default(table.name.clone(), column.name.clone()),
            Self::Parent(table) => Id::Parent(table.name.clone()),
            Self::Replica(table) => Id::Replica(table.name.clone()),
            Self::Primary(table, key) | Self::Unique(table, key) => {
                Id::Constraint(table.name.clone(), text(&key.name))
            }
            Self::ForeignKey(table, key) => Id::Constraint(table.name.clone(), text(&key.name)),
            Self::Check(table, check) => Id::Constraint(table.name.clone(), text(&check.name)),
            Self::Exclusion(table, of) => Id::Constraint(table.name.clone(), of.name.clone()),
            Self::Index(on, index) => Id::Index(on.name().clone(), index.name.clone()),
            Self::Trigger(on, trigger) => Id::Trigger(on.name().clone(), trigger.name.clone()),
            Self::View(view) => Id::View(view.name.clone()),
            Self::Routine(of) => Id::Routine(of.name.clone(), of.arguments.clone()),
            Self::Other(of) => Id::Other(of.kind, of.name.clone(), of.on.clone()),
        }
    }

    /// The name that a thing has for itself in its schema: of relations with types, which share theirs.
    pub(super) fn claims(&self) -> Option<Name> {
        let beside = |of: &Name, name: &str| Name {
            schema: of.schema.clone(),
            name: name.to_owned(),
        };
        Some(match self {
            Self::Table(of) => of.name.clone(),
            Self::View(of) => of.name.clone(),
            Self::Sequence(of) => of.name.clone(),
            Self::Enum(of) => of.name.clone(),
            Self::Domain(of) => of.name.clone(),
            Self::Composite(of) => of.name.clone(),
            Self::Index(on, index) => beside(on.name(), &index.name),
            // They have names of their own, which are no relations'.
            Self::Other(of) if of.kind == "statistics" => {
                beside(&of.name, &format!("statistics {}", of.name.name))
            }
            Self::Primary(table, key) | Self::Unique(table, key) => {
                beside(&table.name, key.name.as_deref()?)
            }
            Self::Exclusion(table, of) => beside(&table.name, &of.name),
            Self::Column(table, column) if column.identity.is_some() => beside(
                &table.name,
                &format!("{}_{}_seq", table.name.name, column.name),
            ),
            _ => return None,
        })
    }

    /// What it is, in words: `type mood`.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Enum(of) => format!("type {}", of.name),
            Self::Domain(of) => format!("domain {}", of.name),
            Self::Composite(of) => format!("type {}", of.name),
            Self::Routine(of) => format!("function {}({})", of.name, of.arguments),
            Self::View(of) => format!("view {}", of.name),
            Self::Other(of) => format!("{} {}", of.kind, of.name),
            _ => "something".to_owned(),
        }
    }

    /// The table that it is a part of and goes with.
    pub(super) fn table(&self) -> Option<&Name> {
        match self {
            Self::Table(table)
            | Self::Column(table, _)
            | Self::Default(table, _)
            | Self::Parent(table)
            | Self::Replica(table)
            | Self::Primary(table, _)
            | Self::Unique(table, _)
            | Self::ForeignKey(table, _)
            | Self::Check(table, _)
            | Self::Exclusion(table, _)
            | Self::Index(On::Table(table), _)
            | Self::Trigger(On::Table(table), _) => Some(&table.name),
            _ => None,
        }
    }
}

/// Everything in a catalog.
pub(super) fn list(catalog: &Catalog) -> Vec<Thing<'_>> {
    let mut things: Vec<Thing<'_>> = Vec::new();
    things.extend(catalog.schemas.iter().map(Thing::Schema));
    things.extend(catalog.extensions.iter().map(Thing::Extension));
    things.extend(catalog.enums.iter().map(Thing::Enum));
    for domain in &catalog.domains {
        things.push(Thing::Domain(domain));
        if domain.default.is_some() {
            things.push(Thing::DomainDefault(domain));
        }
        let checks = domain.checks.iter();
        things.extend(checks.map(|check| Thing::DomainCheck(domain, check)));
    }
    things.extend(catalog.composites.iter().map(Thing::Composite));
    for sequence in &catalog.sequences {
        things.push(Thing::Sequence(sequence));
        if sequence.owned_by.is_some() {
            things.push(Thing::Owner(sequence));
        }
    }
    for table in &catalog.tables {
        of_table(table, &mut things);
    }
    for view in &catalog.views {
        things.push(Thing::View(view));
        let on = On::View(view);
        things.extend(view.indexes.iter().map(|index| Thing::Index(on, index)));
        things.extend(view.triggers.iter().map(|of| Thing::Trigger(on, of)));
    }
    things.extend(catalog.routines.iter().map(Thing::Routine));
    things.extend(catalog.others.iter().map(Thing::Other));
    things
}

fn of_table<'a>(table: &'a Table, things: &mut Vec<Thing<'a>>) {
    things.push(Thing::Table(table));
    for column in &table.columns {
        things.push(Thing::Column(table, column));
        if column.default.is_some() {
            things.push(Thing::Default(table, column));
        }
    }
    let has = |name: &str| table.settings.iter().any(|setting| setting.name == name);
    if has("partition of") || has("inherits") {
        things.push(Thing::Parent(table));
    }
    if has("replica identity") {
        things.push(Thing::Replica(table));
    }
    let on = On::Table(table);
    things.extend(
        table
            .primary_key
            .iter()
            .map(|key| Thing::Primary(table, key)),
    );
    things.extend(table.uniques.iter().map(|key| Thing::Unique(table, key)));
    things.extend(table.checks.iter().map(|check| Thing::Check(table, check)));
    things.extend(
        table
            .exclusions
            .iter()
            .map(|of| Thing::Exclusion(table, of)),
    );
    things.extend(table.indexes.iter().map(|index| Thing::Index(on, index)));
    things.extend(
        table
            .foreign_keys
            .iter()
            .map(|key| Thing::ForeignKey(table, key)),
    );
    things.extend(table.triggers.iter().map(|of| Thing::Trigger(on, of)));
}

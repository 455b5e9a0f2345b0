//! What becomes of each thing.

use std::collections::{BTreeMap, BTreeSet};

use super::casts;
use super::make::{has, other, routine};
use super::needs::{Graph, Strength, is_parsed};
use super::thing::{Id, On, Thing};
use crate::generate::Obstacle;
use crate::model::{
    Catalog, Column, Composite, Enum, Index, Key, Setting, Storage, View, ViewKind,
};

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as it is.
    Stays,
    /// It is changed in its place.
    Changes,
    /// It is dropped and made again.
    Replaced,
    /// It is dropped.
    Goes,
    /// It is made.
    Comes,
}

pub(super) struct Fates {
    of: BTreeMap<Id, Fate>,
    /// Columns that get another type, or one that is made anew.
    pub(super) retyped: BTreeSet<Id>,
    pub(super) obstacles: Vec<Obstacle>,
}

impl Fates {
    pub(super) fn of(&self, id: &Id) -> Fate {
        self.of.get(id).copied().unwrap_or(Fate::Stays)
    }

    pub(super) fn is_made(&self, id: &Id) -> bool {
        matches!(self.of(id), Fate::Comes | Fate::Replaced)
    }

    pub(super) fn is_dropped(&self, id: &Id) -> bool {
        matches!(self.of(id), Fate::Goes | Fate::Replaced)
    }
}

pub(super) fn fates(
    (from, to): (&Graph<'_>, &Graph<'_>),
    (old, new): (&Catalog, &Catalog),
    used: &dyn Fn(&str) -> bool,
) -> Fates {
    let mut fates = Fates {
        of: BTreeMap::new(),
        retyped: BTreeSet::new(),
        obstacles: Vec::new(),
    };
    let mut enums = Vec::new();
    for (thing, id) in from.things.iter().zip(&from.ids) {
        let fate = match to.at.get(id) {
            None => Fate::Goes,
            Some(at) => {
                let other = &to.things[*at];
                if let (Thing::Enum(before), Thing::Enum(after)) = (thing, other) {
                    enums.push((id, *before, *after));
                }
                if let (Thing::Column(_, before), Thing::Column(_, after)) = (thing, other)
                    && is_retyped(before, after)
                    && after.generated.is_none()
                {
                    fates.retyped.insert(id.clone());
                }
                difference(thing, other)
            }
        };
        fates.of.insert(id.clone(), fate);
    }
    for id in &to.ids {
        fates.of.entry(id.clone()).or_insert(Fate::Comes);
    }
    spread(&mut fates, from, (old, new));
    // Whether a new value can be used is known when everything else is.
    for (id, before, after) in enums {
        let added = |value: &&String| !before.values.contains(value);
        let is_used = after.values.iter().filter(added).any(|value| {
            used(value)
                || to
                    .ids
                    .iter()
                    .zip(&to.mentions)
                    .enumerate()
                    .any(|(at, (id, mentions))| {
                        let is_written =
                            matches!(fates.of(id), Fate::Comes | Fate::Changes | Fate::Replaced);
                        let lives = match to.things[at] {
                            Thing::Routine(of) => !of.definition.contains("LANGUAGE plpgsql"),
                            _ => false,
                        };
                        is_written
                            && (mentions.strings.contains(value)
                                || lives && mentions.body_strings.contains(value))
                    })
        });
        if is_used && fates.of(id) == Fate::Changes {
            fates.of.insert(id.clone(), Fate::Replaced);
        }
    }
    spread(&mut fates, from, (old, new));
    fates
}

/// What is replaced takes with it what needs it.
fn spread(fates: &mut Fates, from: &Graph<'_>, catalogs: (&Catalog, &Catalog)) {
    let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); from.things.len()];
    for (at, needs) in from.needs.iter().enumerate() {
        for (need, strength) in needs {
            if *strength >= Strength::Mentioned {
                dependents[*need].push(at);
            }
        }
    }
    let breaks = |fates: &Fates, at: usize| {
        let id = &from.ids[at];
        match fates.of(id) {
            Fate::Replaced => true,
            // Something else by the same name may take its place, for what says the same as before.
            Fate::Goes => match &from.things[at] {
                Thing::Primary(..) | Thing::Unique(..) => true,
                Thing::Index(_, index) => index.unique,
                Thing::Routine(of) => catalogs
                    .1
                    .routines
                    .iter()
                    .any(|other| other.name == of.name),
                _ => false,
            },
            _ => fates.retyped.contains(id),
        }
    };
    let mut open: Vec<usize> = (0..from.things.len())
        .filter(|at| breaks(fates, *at))
        .collect();
    while let Some(at) = open.pop() {
        for dependent in dependents[at].clone() {
            let id = &from.ids[dependent];
            if !matches!(fates.of(id), Fate::Stays | Fate::Changes) {
                continue;
            }
            let is_retype = matches!(fates.of(&from.ids[at]), Fate::Stays | Fate::Changes);
            let (thing, on) = (&from.things[dependent], &from.things[at]);
            let goes = fates.of(&from.ids[at]) == Fate::Goes;
            if goes && !matches!(on, Thing::Routine(_)) && !matches!(thing, Thing::ForeignKey(..)) {
                continue;
            }
            match effect(thing, on, is_retype, catalogs) {
                Effect::None => continue,
                Effect::Replaced => {
                    fates.of.insert(id.clone(), Fate::Replaced);
                }
                Effect::Retyped => {
                    fates.of.insert(id.clone(), Fate::Changes);
                    if !fates.retyped.insert(id.clone()) {
                        continue;
                    }
                }
                Effect::Stuck => {
                    let because = format!(
                        "{} has to be dropped and made again, and no statement does that to what a table \
                         is made of; write it by hand",
                        on.words()
                    );
                    let object = match thing {
                        Thing::Table(table) | Thing::Column(table, _) => {
                            format!("table {}", table.name)
                        }
                        _ => "the change".to_owned(),
                    };
                    let obstacle = Obstacle::Inexpressible { object, because };
                    if !fates.obstacles.contains(&obstacle) {
                        fates.obstacles.push(obstacle);
                    }
                    continue;
                }
            }
            open.push(dependent);
        }
    }
}

enum Effect {
    None,
    Replaced,
    Retyped,
    Stuck,
}

/// What happens to a thing when one that it needs is replaced, or, a column, gets another type:
/// <https://www.postgresql.org/docs/current/sql-altertable.html>. Indexes and constraints follow a column's
/// type by themselves.
fn effect(
    thing: &Thing<'_>,
    on: &Thing<'_>,
    is_retype: bool,
    (old, new): (&Catalog, &Catalog),
) -> Effect {
    if is_retype {
        return match thing {
            Thing::View(_) | Thing::Trigger(..) => Effect::Replaced,
            Thing::Routine(of) if is_parsed(of) => Effect::Replaced,
            Thing::Column(_, column) if column.generated.is_some() => Effect::Replaced,
            Thing::Other(of) if matches!(of.kind, "policy" | "rule") => Effect::Replaced,
            Thing::Other(of) if of.kind == "publication" && of.definition.contains(" where ") => {
                Effect::Replaced
            }
            Thing::ForeignKey(..) | Thing::Default(..) => match on {
                Thing::Column(table, column)
                    if !casts::is_same_family(old, new, &table.name, column) =>
                {
                    Effect::Replaced
                }
                _ => Effect::None,
            },
            _ => Effect::None,
        };
    }
    let is_type = matches!(on, Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_));
    match thing {
        Thing::Column(_, column) => match &column.generated {
            None if is_type => Effect::Retyped,
            Some(_) => Effect::Replaced,
            None => Effect::Stuck,
        },
        Thing::Table(_) => Effect::Stuck,
        Thing::Schema(_)
        | Thing::Extension(_)
        | Thing::Sequence(_)
        | Thing::Owner(_)
        | Thing::Parent(_) => Effect::None,
        _ => Effect::Replaced,
    }
}

pub(super) fn is_retyped(from: &Column, to: &Column) -> bool {
    from.column_type != to.column_type || from.collation != to.collation
}

/// What has to happen to a thing that is in both catalogs.
fn difference(from: &Thing<'_>, to: &Thing<'_>) -> Fate {
    let changes = |is_same: bool| if is_same { Fate::Stays } else { Fate::Changes };
    let replaced = |is_replaced: bool, is_same: bool| {
        if is_replaced {
            Fate::Replaced
        } else {
            changes(is_same)
        }
    };
    match (*from, *to) {
        (Thing::Schema(a), Thing::Schema(b)) => changes(a == b),
        (Thing::Extension(a), Thing::Extension(b)) => changes(a == b),
        (Thing::Enum(a), Thing::Enum(b)) => replaced(!only_adds(a, b), a == b),
        (Thing::Domain(a), Thing::Domain(b)) => replaced(
            a.base != b.base || a.collation != b.collation,
            a.nullable == b.nullable && a.comment == b.comment,
        ),
        (Thing::DomainDefault(a), Thing::DomainDefault(b)) => changes(a.default == b.default),
        (Thing::DomainCheck(_, a), Thing::DomainCheck(_, b))
        | (Thing::Check(_, a), Thing::Check(_, b)) => {
            let is_replaced = a.expression != b.expression
                || !same_settings(&a.settings, &b.settings, &["not valid", "inherited"])
                || has(&b.settings, "not valid") && !has(&a.settings, "not valid");
            let same = a.name == b.name && a.comment == b.comment;
            let inherited = has(&a.settings, "inherited") == has(&b.settings, "inherited");
            let validated = has(&a.settings, "not valid") == has(&b.settings, "not valid");
            replaced(is_replaced, same && inherited && validated)
        }
        (Thing::Composite(a), Thing::Composite(b)) => replaced(
            !only_alters(a, b),
            a.attributes == b.attributes && a.comment == b.comment,
        ),
        (Thing::Sequence(a), Thing::Sequence(b)) => {
            changes(a.name == b.name && a.settings == b.settings && a.comment == b.comment)
        }
        (Thing::Owner(a), Thing::Owner(b)) => changes(a.owned_by == b.owned_by),
        (Thing::Table(a), Thing::Table(b)) => changes(
            same_settings(
                &a.settings,
                &b.settings,
                &["partition of", "inherits", "replica identity"],
            ) && a.comment == b.comment,
        ),
        (Thing::Column(_, a), Thing::Column(_, b)) => {
            let is_same = a.column_type == b.column_type
                && a.collation == b.collation
                && a.nullable == b.nullable
                && a.identity == b.identity
                && a.generated == b.generated
                && a.comment == b.comment
                && a.settings == b.settings;
            replaced(is_derived_anew(a, b), is_same)
        }
        (Thing::Default(_, a), Thing::Default(_, b)) => changes(a.default == b.default),
        (Thing::Parent(a), Thing::Parent(b)) | (Thing::Replica(a), Thing::Replica(b)) => {
            let names = match from {
                Thing::Replica(_) => ["replica identity"].as_slice(),
                _ => &["partition of", "inherits"],
            };
            let of = |settings: &[Setting]| -> Vec<Setting> {
                let settings = settings
                    .iter()
                    .filter(|setting| names.contains(&setting.name));
                settings.cloned().collect()
            };
            changes(of(&a.settings) == of(&b.settings))
        }
        (Thing::Primary(_, a), Thing::Primary(_, b))
        | (Thing::Unique(_, a), Thing::Unique(_, b)) => replaced(
            !same_key(a, b),
            a.name == b.name && a.comment == b.comment && a.settings == b.settings,
        ),
        (Thing::ForeignKey(_, a), Thing::ForeignKey(_, b)) => {
            let is_replaced = a.columns != b.columns
                || a.references != b.references
                || a.referenced != b.referenced
                || a.on_update != b.on_update
                || a.on_delete != b.on_delete
                || !same_settings(&a.settings, &b.settings, &["not valid"])
                || has(&b.settings, "not valid") && !has(&a.settings, "not valid");
            replaced(is_replaced, a == b)
        }
        (Thing::Exclusion(_, a), Thing::Exclusion(_, b)) => {
            let is_same = a.method == b.method
                && a.parts == b.parts
                && a.include == b.include
                && a.predicate == b.predicate
                && a.deferral == b.deferral
                && same_settings(&a.settings, &b.settings, &["comment on index"]);
            replaced(!is_same, a == b)
        }
        (Thing::Index(_, a), Thing::Index(_, b)) => replaced(
            !same_index(a, b),
            a.name == b.name && a.comment == b.comment,
        ),
        (Thing::Trigger(_, a), Thing::Trigger(_, b)) => {
            replaced(a.definition != b.definition, a == b)
        }
        (Thing::View(a), Thing::View(b)) => {
            let is_same = a.definition == b.definition
                && a.settings == b.settings
                && a.comment == b.comment
                && a.columns == b.columns;
            replaced(!is_extended(a, b), is_same)
        }
        (Thing::Routine(a), Thing::Routine(b)) => {
            let in_place = a.kind == b.kind
                && (a.definition == b.definition
                    || a.kind != crate::model::RoutineKind::Aggregate
                        && routine::signature(a) == routine::signature(b));
            replaced(!in_place, a == b)
        }
        (Thing::Other(a), Thing::Other(b)) => {
            let only_options = other::without_options(a).is_some()
                && other::without_options(a) == other::without_options(b);
            replaced(a.definition != b.definition && !only_options, a == b)
        }
        // What was one thing is another of the same name.
        _ => Fate::Replaced,
    }
}

/// Settings in any order, but for some.
fn same_settings(a: &[Setting], b: &[Setting], but: &[&str]) -> bool {
    let counted = |settings: &[Setting]| -> BTreeSet<Setting> {
        let settings = settings
            .iter()
            .filter(|setting| !but.contains(&setting.name));
        settings.cloned().collect()
    };
    counted(a) == counted(b)
}

/// Whether the values of one are in the other, in the same order.
fn only_adds(from: &Enum, to: &Enum) -> bool {
    let mut rest = to.values.iter();
    from.values
        .iter()
        .all(|value| rest.any(|other| other == value))
}

/// Whether attributes go and come at the end, and no more.
fn only_alters(from: &Composite, to: &Composite) -> bool {
    if !same_settings(&from.settings, &to.settings, &[]) {
        return false;
    }
    let stay = from
        .attributes
        .iter()
        .filter(|of| to.attributes.contains(of));
    let count = stay.clone().count();
    let names_go = |name: &str| from.attributes.iter().any(|of| of.name == name);
    to.attributes.len() >= count
        && stay.eq(&to.attributes[..count])
        && !to.attributes[count..].iter().any(|of| names_go(&of.name))
}

/// Whether a column's values have to be made anew by its expression.
fn is_derived_anew(from: &Column, to: &Column) -> bool {
    match (&from.generated, &to.generated) {
        (_, None) => matches!(&from.generated, Some(of) if of.storage == Storage::Virtual),
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a != b || is_retyped(from, to),
    }
}

/// But for its name.
pub(super) fn same_key(a: &Key, b: &Key) -> bool {
    a.parts == b.parts
        && a.include == b.include
        && a.deferral == b.deferral
        && same_settings(&a.settings, &b.settings, &["comment on index", "part of"])
}

/// But for its name.
pub(super) fn same_index(a: &Index, b: &Index) -> bool {
    a.unique == b.unique
        && a.method == b.method
        && a.parts == b.parts
        && a.include == b.include
        && a.predicate == b.predicate
        && same_settings(&a.settings, &b.settings, &["part of"])
}

/// Whether `CREATE OR REPLACE VIEW` makes one of the other: the columns that are there stay as they are.
/// <https://www.postgresql.org/docs/current/sql-createview.html>
fn is_extended(from: &View, to: &View) -> bool {
    if from.definition == to.definition && from.kind == to.kind {
        return from.kind == ViewKind::Plain || from.settings == to.settings;
    }
    let mut pairs = from.columns.iter().zip(&to.columns);
    from.kind == ViewKind::Plain
        && to.kind == ViewKind::Plain
        && from.columns.len() <= to.columns.len()
        && pairs.all(|(a, b)| {
            a.name == b.name && a.column_type == b.column_type && a.collation == b.collation
        })
}

/// Whether a thing goes with what it is on, when that goes.
pub(super) fn of_view(on: On<'_>) -> Option<Id> {
    match on {
        On::View(view) => Some(Id::View(view.name.clone())),
        On::Table(_) => None,
    }
}

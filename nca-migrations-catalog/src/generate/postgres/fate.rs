//! What becomes of each thing.

use std::collections::{BTreeMap, BTreeSet};

use super::casts;
use super::difference::{difference, is_retyped};
use super::graph::{Graph, Strength};
use super::text::is_parsed;
use super::thing::{Id, Thing};
use crate::generate::Obstacle;
use crate::model::Catalog;

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

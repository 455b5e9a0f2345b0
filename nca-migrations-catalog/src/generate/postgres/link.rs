//! What has to be done before what.

use std::collections::HashMap;

use super::fate::Fate;
use super::graph::Strength;
use super::parents::{parents, resolved};
use super::plan::{LAST, MIDDLE, Plan};
use super::rank::kind_rank;
use super::thing::{Id, Thing};
use crate::model::Name;

impl Plan<'_, '_> {
    fn after(&mut self, op: usize, before: usize, strength: Strength) {
        if op != before {
            let known = self.ops[op].after.entry(before).or_insert(strength);
            *known = strength.max(*known);
        }
    }

    pub(super) fn link(&mut self) {
        let made = |plan: &Self, id: &Id| {
            let at = plan.to.at.get(id)?;
            plan.made.get(at).copied()
        };
        for at in 0..self.from.things.len() {
            let id = &self.from.ids[at];
            let dropped = self.dropped.get(&at).copied();
            let changed = match self.fates.of(id) {
                Fate::Changes => made(self, id),
                _ => None,
            };
            if let (Some(dropped), Some(made)) = (dropped, made(self, id)) {
                self.after(made, dropped, Strength::Sure);
            }
            for (need, strength) in &self.from.needs[at] {
                let need_id = &self.from.ids[*need];
                // What the server does not follow it does not hold back.
                if *strength == Strength::Body {
                    continue;
                }
                let need_dropped = self.dropped.get(need).copied();
                let need_changed = match self.fates.of(need_id) {
                    // What a table is for itself does not wait for its columns.
                    Fate::Changes
                        if dropped.is_some_and(|op| self.ops[op].rank.0 == LAST)
                            && matches!(self.from.things[*need], Thing::Table(_)) =>
                    {
                        None
                    }
                    Fate::Changes => made(self, need_id),
                    _ => None,
                };
                if let (Some(op), Some(need)) = (dropped, need_dropped.or(need_changed)) {
                    // A type that is made anew only gets out of the way: tables may still be of it then.
                    let away = self.buried.contains_key(need_id)
                        && matches!(
                            self.from.things[at],
                            Thing::Table(_)
                                | Thing::Column(..)
                                | Thing::Enum(_)
                                | Thing::Domain(_)
                                | Thing::Composite(_)
                        );
                    let renamed = self.buried.contains_key(id);
                    if !renamed && !away {
                        self.after(need, op, *strength);
                    }
                }
                if let (Some(op), Some(need)) = (changed, need_dropped)
                    && self.fates.of(need_id) == Fate::Goes
                {
                    self.after(need, op, *strength);
                }
                if let Some(burial) = self.buried.get(need_id).copied() {
                    let own = self.buried.get(id).copied();
                    for op in changed.into_iter().chain(dropped).chain(own) {
                        self.after(burial, op, *strength);
                    }
                }
            }
        }
        for at in 0..self.to.things.len() {
            let Some(op) = self.made.get(&at).copied() else {
                continue;
            };
            for (need, strength) in &self.to.needs[at] {
                if let Some(need) = self.made.get(need) {
                    self.after(op, *need, *strength);
                }
            }
        }
        for (at, first) in &self.to.firsts {
            if let (Some(op), Some(first)) = (self.made.get(at), self.made.get(first)) {
                self.after(*op, *first, Strength::Sure);
            }
        }
        self.link_names();
        self.link_sequences();
        self.link_partitions();
        self.link_fills();
        self.link_extensions();
    }

    /// A name has to be free before something else gets it.
    fn link_names(&mut self) {
        let mut freed: HashMap<Name, Vec<(usize, usize)>> = HashMap::new();
        for (at, thing) in self.from.things.iter().enumerate() {
            // One that stays may get another name, or need the one of its sequence no more.
            let stays = self.to.at.get(&self.from.ids[at]);
            let keeps = stays.map_or_else(Vec::new, |to| names(&self.to.things[*to]));
            let changed = stays.and_then(|to| self.made.get(to));
            for name in names(thing) {
                let op = match self.dropped.get(&at) {
                    None if !keeps.contains(&name) => changed,
                    dropped => dropped,
                };
                if let Some(op) = op {
                    freed.entry(name).or_default().push((at, *op));
                }
            }
        }
        for at in 0..self.to.things.len() {
            let Some(op) = self.made.get(&at).copied() else {
                continue;
            };
            for name in names(&self.to.things[at]) {
                for (other, dropped) in freed.get(&name).cloned().unwrap_or_default() {
                    if self.from.ids[other] != self.to.ids[at] {
                        self.after(op, dropped, Strength::Mentioned);
                    }
                }
            }
        }
    }

    /// A table has to have all the columns of the one that it becomes a part of, so those that go have to be gone.
    fn link_partitions(&mut self) {
        for at in 0..self.to.things.len() {
            let (Thing::Parent(table), Some(op)) =
                (self.to.things[at], self.made.get(&at).copied())
            else {
                continue;
            };
            let parents: Vec<Name> = parents(table).iter().map(|of| resolved(of)).collect();
            for (other, thing) in self.from.things.iter().enumerate() {
                if let Thing::Column(of, _) = thing
                    && parents.contains(&of.name)
                    && let Some(dropped) = self.dropped.get(&other).copied()
                {
                    self.after(op, dropped, Strength::Sure);
                }
            }
        }
    }

    /// A sequence may have the name of a type, if it is there first: `heap_create_with_catalog` of
    /// <https://github.com/postgres/postgres/blob/master/src/backend/catalog/heap.c>.
    fn link_sequences(&mut self) {
        for at in 0..self.to.things.len() {
            if let Thing::Sequence(of) = self.to.things[at]
                && let Some(of_type) = self.to.at.get(&Id::Type(of.name.clone()))
                && let (Some(sequence), Some(op)) = (self.made.get(&at), self.made.get(of_type))
            {
                self.after(*op, *sequence, Strength::Mentioned);
            }
        }
    }

    /// What rows get may be read from what goes.
    fn link_fills(&mut self) {
        for at in 0..self.to.things.len() {
            let Thing::Column(table, column) = self.to.things[at] else {
                continue;
            };
            let said = self.context.options.fills.get(&table.name, &column.name);
            let fill = said.or(column.default.as_deref().filter(|_| !column.nullable));
            let (Some(op), Some(fill)) = (self.made.get(&at).copied(), fill) else {
                continue;
            };
            let names = super::mention::names(fill);
            let reads = |thing: &Thing<'_>| match thing {
                Thing::Column(of, column) => of.name == table.name && names.contains(&column.name),
                Thing::Table(of) => names.contains(&of.name.name),
                _ => false,
            };
            let calls = |thing: &Thing<'_>| match thing {
                Thing::Routine(of) => names.contains(&of.name.name),
                Thing::Sequence(of) => names.contains(&of.name.name),
                thing => reads(thing),
            };
            for (other, thing) in self.from.things.iter().enumerate() {
                if let Some(dropped) = self.dropped.get(&other).copied()
                    && reads(thing)
                {
                    self.after(dropped, op, Strength::Mentioned);
                }
            }
            for (other, thing) in self.to.things.iter().enumerate() {
                if let Some(made) = self.made.get(&other).copied()
                    && calls(thing)
                {
                    self.after(op, made, Strength::Mentioned);
                }
            }
        }
    }

    /// What an extension brings is not listed, so everything may need it.
    fn link_extensions(&mut self) {
        for at in 0..self.to.things.len() {
            if let (Thing::Extension(_), Some(made)) =
                (self.to.things[at], self.made.get(&at).copied())
            {
                for op in 0..self.ops.len() {
                    if self.ops[op].rank.0 == MIDDLE
                        && self.ops[op].rank.1 > kind_rank(&self.to.things[at])
                    {
                        self.after(op, made, Strength::Body);
                    }
                }
            }
        }
        for at in 0..self.from.things.len() {
            if let (Thing::Extension(_), Some(dropped)) =
                (self.from.things[at], self.dropped.get(&at).copied())
            {
                for op in 0..self.ops.len() {
                    if self.ops[op].rank.1 != 99 - 1 && self.ops[op].rank.1 != 99 {
                        self.after(dropped, op, Strength::Body);
                    }
                }
            }
        }
    }
}

/// The names that a thing has for itself, in its schema or among the constraints of its table.
fn names(thing: &Thing<'_>) -> Vec<Name> {
    let constraint = match thing {
        Thing::Primary(table, key) | Thing::Unique(table, key) => {
            Some((table, key.name.as_deref()))
        }
        Thing::ForeignKey(table, key) => Some((table, key.name.as_deref())),
        Thing::Check(table, check) => Some((table, check.name.as_deref())),
        Thing::Exclusion(table, of) => Some((table, Some(of.name.as_str()))),
        _ => None,
    };
    let constraint = constraint.map(|(table, name)| Name {
        schema: Some(format!("constraints of {}", table.name)),
        name: name.unwrap_or_default().to_owned(),
    });
    thing.claims().into_iter().chain(constraint).collect()
}

//! What is done, and what has to be done before.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fate::{Fate, Fates, of_view};
use super::make::has;
use super::needs::{Graph, Strength};
use super::order::{Rank, order};
use super::thing::{Id, Thing};
use super::write::{self, Context};
use crate::generate::{Obstacle, Statement};
use crate::model::Name;

/// Statements that are written together.
#[derive(Default)]
struct Op {
    rank: Rank,
    statements: Vec<Statement>,
    after: HashMap<usize, Strength>,
}

pub(super) struct Plan<'p, 'a> {
    context: &'p Context<'a>,
    from: &'p Graph<'a>,
    to: &'p Graph<'a>,
    fates: &'p Fates,
    /// Foreign keys that are not written with their tables, because those refer to each other.
    apart: BTreeSet<Id>,
    ops: Vec<Op>,
    /// Where each thing of the old catalog is dropped.
    dropped: HashMap<usize, usize>,
    /// Where each thing of the new catalog is made or changed.
    made: HashMap<usize, usize>,
    /// Where a type that is replaced is dropped in the end.
    buried: HashMap<Id, usize>,
    obstacles: Vec<Obstacle>,
}

/// Drops, what is made and changed, and drops of what rows are in.
const FIRST: u8 = 0;
const MIDDLE: u8 = 1;
const LAST: u8 = 2;

impl<'p, 'a> Plan<'p, 'a> {
    pub(super) fn statements(
        context: &'p Context<'a>,
        (from, to): (&'p Graph<'a>, &'p Graph<'a>),
        fates: &'p Fates,
    ) -> Result<Vec<Statement>, Vec<Obstacle>> {
        let mut plan = Self {
            context,
            from,
            to,
            fates,
            apart: BTreeSet::new(),
            ops: Vec::new(),
            dropped: HashMap::new(),
            made: HashMap::new(),
            buried: HashMap::new(),
            obstacles: Vec::new(),
        };
        plan.apart = plan.apart(from, Fate::Goes);
        plan.apart.extend(plan.apart(to, Fate::Comes));
        plan.drops();
        plan.makes();
        plan.link();
        if !plan.obstacles.is_empty() {
            return Err(plan.obstacles);
        }
        let ranks: Vec<Rank> = plan.ops.iter().map(|op| op.rank.clone()).collect();
        let after: Vec<HashMap<usize, Strength>> =
            plan.ops.iter().map(|op| op.after.clone()).collect();
        let order = order(&ranks, &after);
        let mut ops: Vec<Option<Op>> = plan.ops.into_iter().map(Some).collect();
        let statements = order.into_iter().filter_map(|at| ops[at].take());
        Ok(statements.flat_map(|op| op.statements).collect())
    }

    /// The foreign keys of tables of one fate that cannot be made or dropped with their tables.
    fn apart(&self, graph: &Graph<'_>, fate: Fate) -> BTreeSet<Id> {
        let of = |name: &Name| self.fates.of(&Id::Table(name.clone())) == fate;
        let mut leads: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
        let mut apart = BTreeSet::new();
        for (thing, id) in graph.things.iter().zip(&graph.ids) {
            let Thing::ForeignKey(table, key) = thing else {
                continue;
            };
            if !of(&table.name) {
                continue;
            }
            let target = &key.references;
            if has(&key.settings, "not valid") || has(&table.settings, "partition of") {
                apart.insert(id.clone());
            } else if *target != table.name && of(target) {
                if reaches(&leads, target, &table.name) {
                    apart.insert(id.clone());
                } else {
                    let from = leads.entry(table.name.clone()).or_default();
                    from.insert(target.clone());
                }
            }
        }
        apart
    }

    fn op(&mut self, rank: Rank, statements: Result<Vec<Statement>, Obstacle>) -> usize {
        let statements = statements.unwrap_or_else(|obstacle| {
            if !self.obstacles.contains(&obstacle) {
                self.obstacles.push(obstacle);
            }
            Vec::new()
        });
        self.ops.push(Op {
            rank,
            statements,
            after: HashMap::new(),
        });
        self.ops.len() - 1
    }

    /// What it goes with when it is dropped.
    fn drop_leader(&self, thing: &Thing<'_>, id: &Id) -> Option<Id> {
        let leads = |id: Id| self.fates.is_dropped(&id).then_some(id);
        let own = thing.table().map(|table| Id::Table(table.clone()));
        let of_table = own
            .filter(|own| own != id && !self.apart.contains(id))
            .and_then(leads);
        if of_table.is_some() {
            return of_table;
        }
        match thing {
            Thing::Default(table, column) => {
                leads(Id::Column(table.name.clone(), column.name.clone()))
            }
            Thing::Owner(of) => leads(Id::Sequence(of.name.clone())),
            Thing::Sequence(of) => {
                let (table, column) = of.owned_by.as_ref()?;
                let column = Id::Column(table.clone(), column.clone());
                // A column that is made anew takes its sequence with it.
                leads(column).filter(|_| self.fates.of(id) == Fate::Goes)
            }
            Thing::Index(on, _) | Thing::Trigger(on, _) => of_view(*on).and_then(leads),
            Thing::DomainDefault(of) | Thing::DomainCheck(of, _) => {
                leads(Id::Type(of.name.clone()))
            }
            Thing::Other(of) => {
                let on = of.on.clone()?;
                leads(Id::Table(on.clone())).or_else(|| leads(Id::View(on)))
            }
            _ => None,
        }
    }

    /// What it is made with.
    fn make_leader(&self, thing: &Thing<'_>, id: &Id) -> Option<Id> {
        let leads = |id: Id| self.fates.is_made(&id).then_some(id);
        let of_table = |table: &crate::model::Table| leads(Id::Table(table.name.clone()));
        match thing {
            Thing::Column(table, _)
            | Thing::Primary(table, _)
            | Thing::Unique(table, _)
            | Thing::Exclusion(table, _) => of_table(table),
            Thing::Check(table, check) => {
                of_table(table).filter(|_| !has(&check.settings, "not valid"))
            }
            Thing::ForeignKey(table, _) => of_table(table).filter(|_| !self.apart.contains(id)),
            Thing::Parent(table) => of_table(table).filter(|_| has(&table.settings, "inherits")),
            Thing::Default(table, column) => of_table(table)
                .or_else(|| leads(Id::Column(table.name.clone(), column.name.clone()))),
            Thing::DomainDefault(of) => leads(Id::Type(of.name.clone())),
            Thing::DomainCheck(of, check) => {
                leads(Id::Type(of.name.clone())).filter(|_| !has(&check.settings, "not valid"))
            }
            _ => None,
        }
    }

    fn drops(&mut self) {
        let mut leaders: Vec<(usize, Option<Id>)> = Vec::new();
        for (at, thing) in self.from.things.iter().enumerate() {
            let id = &self.from.ids[at];
            if !self.fates.is_dropped(id) {
                continue;
            }
            let mut leader = self.drop_leader(thing, id);
            while let Some(id) = &leader
                && let Some(at) = self.from.at.get(id)
                && let Some(next) = self.drop_leader(&self.from.things[*at], id)
            {
                leader = Some(next);
            }
            leaders.push((at, leader));
        }
        for (at, leader) in &leaders {
            if leader.is_some() {
                continue;
            }
            let (thing, id) = (&self.from.things[*at], &self.from.ids[*at]);
            let replaced = self.fates.of(id) == Fate::Replaced;
            let phase = if keeps_rows(thing) && !replaced {
                LAST
            } else {
                FIRST
            };
            let rank = (phase, 99 - kind_rank(thing), key(id));
            let statements = write::drop(self.context, thing, replaced);
            let op = self.op(rank, statements);
            self.dropped.insert(*at, op);
            if replaced && is_type(thing) {
                let burial = write::bury(thing);
                let op = self.op((LAST, 99 - kind_rank(thing), key(id)), Ok(burial));
                self.buried.insert(id.clone(), op);
            }
        }
        for (at, leader) in leaders {
            if let Some(leader) = leader
                && let Some(leader) = self.from.at.get(&leader)
                && let Some(op) = self.dropped.get(leader)
            {
                self.dropped.insert(at, *op);
            }
        }
    }

    fn makes(&mut self) {
        let mut members: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        let mut alone = Vec::new();
        for (at, thing) in self.to.things.iter().enumerate() {
            let id = &self.to.ids[at];
            let fate = self.fates.of(id);
            if fate == Fate::Stays {
                continue;
            }
            let leader = if self.fates.is_made(id) {
                self.make_leader(thing, id)
            } else {
                None
            };
            match leader {
                Some(leader) => members.entry(leader).or_default().push(at),
                None => alone.push((at, fate)),
            }
        }
        for (at, fate) in alone {
            let (thing, id) = (&self.to.things[at], &self.to.ids[at]);
            let with = members.remove(id).unwrap_or_default();
            let things: Vec<Thing<'a>> = with.iter().map(|at| self.to.things[*at]).collect();
            let statements = match (fate, self.from.at.get(id)) {
                (Fate::Changes, Some(old)) => {
                    let retyped = self.fates.retyped.contains(id);
                    write::change(self.context, &self.from.things[*old], thing, retyped)
                }
                _ => write::make(self.context, thing, &things),
            };
            let rank = (MIDDLE, kind_rank(thing), key(id));
            let op = self.op(rank, statements);
            self.made.insert(at, op);
            for at in with {
                self.made.insert(at, op);
            }
        }
    }

    fn after(&mut self, op: usize, before: usize, strength: Strength) {
        if op != before {
            let known = self.ops[op].after.entry(before).or_insert(strength);
            *known = strength.max(*known);
        }
    }

    fn link(&mut self) {
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
        self.link_fills();
        self.link_extensions();
    }

    /// A name has to be free before something else gets it.
    fn link_names(&mut self) {
        let mut freed: HashMap<Name, Vec<(usize, usize)>> = HashMap::new();
        for (at, thing) in self.from.things.iter().enumerate() {
            if let (Some(name), Some(op)) = (thing.claims(), self.dropped.get(&at)) {
                freed.entry(name).or_default().push((at, *op));
            }
            // A column that stays frees its sequence's name when it is no identity any more.
            if let (Thing::Column(..), Some(name), Some(made)) =
                (thing, thing.claims(), self.to.at.get(&self.from.ids[at]))
                && self.to.things[*made].claims().as_ref() != Some(&name)
                && let Some(op) = self.made.get(made)
            {
                freed.entry(name).or_default().push((at, *op));
            }
        }
        for at in 0..self.to.things.len() {
            let Some(op) = self.made.get(&at).copied() else {
                continue;
            };
            let Some(name) = self.to.things[at].claims() else {
                continue;
            };
            for (other, dropped) in freed.get(&name).cloned().unwrap_or_default() {
                if self.from.ids[other] != self.to.ids[at] {
                    self.after(op, dropped, Strength::Mentioned);
                }
            }
        }
    }

    /// What rows get may be read from what goes.
    fn link_fills(&mut self) {
        for at in 0..self.to.things.len() {
            let Thing::Column(table, column) = self.to.things[at] else {
                continue;
            };
            let (Some(op), Some(fill)) = (
                self.made.get(&at).copied(),
                self.context.options.fills.get(&table.name, &column.name),
            ) else {
                continue;
            };
            let names = super::mention::names(fill);
            for (other, thing) in self.from.things.iter().enumerate() {
                let reads = match thing {
                    Thing::Column(of, column) => {
                        of.name == table.name && names.contains(&column.name)
                    }
                    Thing::Table(table) => names.contains(&table.name.name),
                    _ => false,
                };
                if let Some(dropped) = self.dropped.get(&other).copied()
                    && reads
                {
                    self.after(dropped, op, Strength::Mentioned);
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

fn reaches(leads: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(leads.get(at).into_iter().flatten());
        }
    }
    false
}

const fn is_type(thing: &Thing<'_>) -> bool {
    matches!(
        thing,
        Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_)
    )
}

/// What fills may be read from, and what columns that stay until then are made of.
const fn keeps_rows(thing: &Thing<'_>) -> bool {
    matches!(
        thing,
        Thing::Column(..)
            | Thing::Table(_)
            | Thing::Sequence(_)
            | Thing::Enum(_)
            | Thing::Domain(_)
            | Thing::Composite(_)
            | Thing::Routine(_)
            | Thing::Schema(_)
            | Thing::Extension(_)
    )
}

fn key(id: &Id) -> String {
    match id {
        Id::Column(table, column) | Id::Default(table, column) => format!("{table}.{column}"),
        id => format!("{id:?}"),
    }
}

/// The order in which kinds are made, as far as nothing else says.
fn kind_rank(thing: &Thing<'_>) -> u8 {
    match thing {
        Thing::Schema(_) => 0,
        Thing::Extension(_) => 1,
        Thing::Other(of) => match of.kind {
            "language" | "access method" | "foreign data wrapper" => 2,
            "server" | "collation" | "conversion" | "base type" => 3,
            "cast" | "operator" | "operator family" | "operator class" | "transform" => 8,
            kind if kind.starts_with("text search") => 4,
            "statistics" => 22,
            "rule" => 27,
            "policy" => 28,
            _ => 30,
        },
        Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_) => 5,
        Thing::DomainDefault(_) | Thing::DomainCheck(..) => 6,
        Thing::Sequence(_) => 7,
        Thing::Table(_) => 10,
        Thing::Parent(_) => 24,
        Thing::Column(..) => 12,
        Thing::Default(..) => 14,
        Thing::Owner(_) => 15,
        Thing::Primary(..) => 16,
        Thing::Unique(..) => 17,
        Thing::Check(..) => 18,
        Thing::Exclusion(..) => 19,
        Thing::Index(..) => 21,
        Thing::Replica(_) => 23,
        Thing::ForeignKey(..) => 23,
        Thing::Routine(_) => 20,
        Thing::View(_) => 25,
        Thing::Trigger(..) => 26,
    }
}

//! What is done, and what has to be done before.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fate::{Fate, Fates};
use super::graph::{Graph, Strength};
use super::make::has;
use super::order::{Rank, order};
use super::rank::{is_type, keeps_rows, key, kind_rank};
use super::thing::{Id, Thing};
use super::write::{self, Context};
use crate::generate::{Obstacle, Statement};
use crate::model::Name;

/// Statements that are written together.
#[derive(Default)]
pub(super) struct Op {
    pub(super) rank: Rank,
    statements: Vec<Statement>,
    pub(super) after: HashMap<usize, Strength>,
}

pub(super) struct Plan<'p, 'a> {
    pub(super) context: &'p Context<'a>,
    pub(super) from: &'p Graph<'a>,
    pub(super) to: &'p Graph<'a>,
    pub(super) fates: &'p Fates,
    /// Foreign keys that are not written with their tables, because those refer to each other.
    pub(super) apart: BTreeSet<Id>,
    pub(super) ops: Vec<Op>,
    /// Where each thing of the old catalog is dropped.
    pub(super) dropped: HashMap<usize, usize>,
    /// Where each thing of the new catalog is made or changed.
    pub(super) made: HashMap<usize, usize>,
    /// Where a type that is replaced is dropped in the end.
    pub(super) buried: HashMap<Id, usize>,
    obstacles: Vec<Obstacle>,
}

/// Drops, what is made and changed, and drops of what rows are in.
pub(super) const FIRST: u8 = 0;
pub(super) const MIDDLE: u8 = 1;
pub(super) const LAST: u8 = 2;

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
        let is_early = plan.has_early_body(&order);
        let mut ops: Vec<Option<Op>> = plan.ops.into_iter().map(Some).collect();
        let mut statements = Vec::new();
        if is_early {
            // As `pg_dump` does: https://www.postgresql.org/docs/current/runtime-config-client.html
            statements.push(Statement::new("SET LOCAL check_function_bodies = off"));
        }
        let ordered = order.into_iter().filter_map(|at| ops[at].take());
        statements.extend(ordered.flat_map(|op| op.statements));
        Ok(statements)
    }

    /// Whether a routine is made before something that its body mentions.
    fn has_early_body(&self, order: &[usize]) -> bool {
        let places: HashMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let place = |at: &usize| self.made.get(at).and_then(|op| places.get(op));
        let mut routines = self
            .made
            .keys()
            .filter(|at| matches!(self.to.things[**at], Thing::Routine(_)));
        routines.any(|at| {
            let mut needs = self.to.needs[*at].iter();
            needs.any(|(need, strength)| {
                *strength == Strength::Body
                    && place(need).is_some_and(|need| Some(need) > place(at))
            })
        })
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

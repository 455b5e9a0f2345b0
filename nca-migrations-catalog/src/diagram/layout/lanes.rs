//! Lanes: which of several lines in a gutter or a gap is where.

use std::collections::BTreeMap;

use super::ports::Ends;
use super::route::{Route, height_of};
use super::stack::{Gap, Stack};
use crate::diagram::drawing::Drawing;

/// What the lines that share lanes have in common: the column that they lead to.
pub(super) struct Keys(Vec<usize>);

impl Keys {
    pub(super) fn of(drawing: &Drawing) -> Self {
        let target = |at: usize| {
            (
                drawing.edges[at].to,
                drawing.edges[at].to_row,
                drawing.edges[at].mark as u8,
            )
        };
        let first = |at: usize| (0..=at).find(|&before| target(before) == target(at));
        Self(
            (0..drawing.edges.len())
                .map(|at| first(at).unwrap_or(at))
                .collect(),
        )
    }

    pub(super) fn of_edge(&self, edge: usize) -> usize {
        self.0[edge]
    }
}

/// The lanes of gutters or of gaps.
pub(super) struct Lanes {
    /// By gutter or gap, and by key.
    lanes: BTreeMap<(usize, usize), usize>,
    counts: BTreeMap<usize, usize>,
}

impl Lanes {
    pub(super) fn count(&self, of: usize) -> usize {
        self.counts.get(&of).copied().unwrap_or(0)
    }

    pub(super) fn lane(&self, of: usize, key: usize) -> usize {
        self.lanes.get(&(of, key)).copied().unwrap_or(0)
    }

    fn new(all: BTreeMap<usize, Vec<Strand>>) -> Self {
        let mut lanes = BTreeMap::new();
        let mut counts = BTreeMap::new();
        for (of, strands) in all {
            // Each is behind those before it that it would touch.
            let mut taken: Vec<(usize, &Strand)> = Vec::new();
            for strand in &strands {
                let touching = taken.iter().filter(|(_, other)| other.touches(strand));
                let lane = touching.map(|(lane, _)| lane + 1).max().unwrap_or(0);
                taken.push((lane, strand));
                lanes.insert((of, strand.key), lane);
                let count = counts.entry(of).or_insert(0);
                *count = (*count).max(lane + 1);
            }
        }
        Self { lanes, counts }
    }
}

/// All lines with one key in one gutter or gap.
struct Strand {
    key: usize,
    from: usize,
    to: usize,
    /// What it is connected to on the side before it (left), and on that behind it (right).
    before: Vec<usize>,
    behind: Vec<usize>,
}

/// Nearer ends look like one line.
const NEAR: usize = 10;

impl Strand {
    fn touches(&self, other: &Self) -> bool {
        self.from <= other.to + NEAR && other.from <= self.to + NEAR
    }

    /// How bad it is if this one comes before the other: lines that cross, and, much worse, that run into each other.
    fn before(&self, other: &Self) -> usize {
        let crossing = |ends: &[usize], strand: &Self| {
            ends.iter()
                .filter(|&&end| strand.from < end && end < strand.to)
                .count()
        };
        let near = |a: usize, b: usize| a.abs_diff(b) < 4;
        let met = self
            .behind
            .iter()
            .filter(|&&a| other.before.iter().any(|&b| near(a, b)))
            .count();
        crossing(&self.behind, other) + crossing(&other.before, self) + 20 * met
    }
}

/// Lanes of the gaps, from the top. What comes from above or goes there is above.
pub(super) fn gaps(drawing: &Drawing, stack: &Stack, routes: &[Route], keys: &Keys) -> Lanes {
    let mut all: BTreeMap<usize, Vec<Strand>> = BTreeMap::new();
    let mut ends: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (at, (edge, route)) in drawing.edges.iter().zip(routes).enumerate() {
        for (n, &gap) in route.gaps.iter().enumerate() {
            let column = route.gutters[n].min(route.gutters[n + 1]);
            let key = keys.of_edge(at);
            let previous = n.checked_sub(1).map(|n| stack.middle(route.gaps[n]));
            let previous =
                previous.unwrap_or_else(|| height_of(stack.top[edge.from], edge.from_row));
            let next = route.gaps.get(n + 1).map(|&gap| stack.middle(gap));
            let next = next.unwrap_or_else(|| height_of(stack.top[edge.to], edge.to_row));
            let (sum, count) = ends.entry((gap, key)).or_default();
            *sum += previous + next;
            *count += 2;
            // In a corridor a lane is taken over some columns, elsewhere over its only one.
            let across = match stack.gaps[gap] {
                Gap::Corridor(_) => column * 100,
                Gap::Above(_) | Gap::Empty(_) => 0,
            };
            let strands = all.entry(gap).or_default();
            match strands.iter_mut().find(|strand| strand.key == key) {
                Some(strand) => {
                    strand.from = strand.from.min(across);
                    strand.to = strand.to.max(across + 100);
                }
                None => strands.push(Strand {
                    key,
                    from: across,
                    to: across + 100,
                    before: Vec::new(),
                    behind: Vec::new(),
                }),
            }
        }
    }
    for (gap, strands) in &mut all {
        let mean = |strand: &Strand| {
            let (sum, count) = ends[&(*gap, strand.key)];
            sum / count
        };
        strands.sort_by_key(|strand| (mean(strand), strand.key));
    }
    Lanes::new(all)
}

/// Lanes of the gutters, from the left, in the order in which they cross each other least.
pub(super) fn gutters(
    drawing: &Drawing,
    stack: &Stack,
    routes: &[Route],
    keys: &Keys,
    gaps: &Lanes,
    ports: &[Ends],
) -> Lanes {
    let mut all: BTreeMap<usize, Vec<Strand>> = BTreeMap::new();
    for (at, (edge, route)) in drawing.edges.iter().zip(routes).enumerate() {
        let key = keys.of_edge(at);
        let y_of = |gap: usize| stack.lane_y(gap, gaps.lane(gap, key), gaps.count(gap));
        for (n, &gutter) in route.gutters.iter().enumerate() {
            // Where it comes from and where it goes, each left or right of the gutter.
            let came = match n.checked_sub(1) {
                Some(n) => (y_of(route.gaps[n]), route.gutters[n] < gutter),
                None => (ports[at].from, stack.column[edge.from] < gutter),
            };
            let goes = match route.gaps.get(n) {
                Some(&gap) => (y_of(gap), route.gutters[n + 1] < gutter),
                None => (ports[at].to, stack.column[edge.to] < gutter),
            };
            let strands = all.entry(gutter).or_default();
            let place = strands.iter().position(|strand| strand.key == key);
            let place = place.unwrap_or_else(|| {
                let (before, behind) = (Vec::new(), Vec::new());
                strands.push(Strand {
                    key,
                    from: came.0,
                    to: came.0,
                    before,
                    behind,
                });
                strands.len() - 1
            });
            let strand = &mut strands[place];
            for (y, left) in [came, goes] {
                strand.from = strand.from.min(y);
                strand.to = strand.to.max(y);
                let side = if left {
                    &mut strand.before
                } else {
                    &mut strand.behind
                };
                if !side.contains(&y) {
                    side.push(y);
                }
            }
        }
    }
    for strands in all.values_mut() {
        untangle(strands);
    }
    Lanes::new(all)
}

/// Moves each to where it is crossed least, until nothing changes any more.
fn untangle(strands: &mut Vec<Strand>) {
    strands.sort_by_key(|strand| (strand.from + strand.to, strand.key));
    for _ in 0..ROUNDS {
        let mut changed = false;
        for at in 0..strands.len() {
            let this = strands.remove(at);
            // The cost of being first, and what each step back changes.
            let mut cost: usize = strands.iter().map(|other| this.before(other)).sum();
            let mut costs = vec![cost];
            for other in strands.iter() {
                cost = cost + other.before(&this) - this.before(other);
                costs.push(cost);
            }
            let mut best = at;
            for (place, cost) in costs.iter().enumerate() {
                if *cost < costs[best] {
                    best = place;
                }
            }
            changed |= best != at;
            strands.insert(best, this);
        }
        if !changed {
            return;
        }
    }
}

/// A cost that falls with each change comes to an end; this is for gutters with hundreds of lines.
const ROUNDS: usize = 20;

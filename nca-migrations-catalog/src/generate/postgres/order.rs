//! An order in which everything comes after what it has to.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::graph::Strength;

/// When something is done, if it can be: the least first.
pub(super) type Rank = (u8, u8, String);

/// The places of what has ranks, in an order in which each comes after those that it has to. Where that goes in
/// a circle, what is least sure is let go.
pub(super) fn order(ranks: &[Rank], after: &[HashMap<usize, Strength>]) -> Vec<usize> {
    let mut after: Vec<HashMap<usize, Strength>> = after.to_vec();
    let mut then: Vec<Vec<usize>> = vec![Vec::new(); ranks.len()];
    for (at, befores) in after.iter().enumerate() {
        for before in befores.keys() {
            then[*before].push(at);
        }
    }
    let mut done = Vec::with_capacity(ranks.len());
    let mut is_done = vec![false; ranks.len()];
    let mut ready: BinaryHeap<Reverse<(&Rank, usize)>> = BinaryHeap::new();
    for at in (0..ranks.len()).filter(|at| after[*at].is_empty()) {
        ready.push(Reverse((&ranks[at], at)));
    }
    while done.len() < ranks.len() {
        let Some(Reverse((_, at))) = ready.pop() else {
            let free = break_circle(ranks, &mut after, &is_done);
            ready.extend(free.map(|at| Reverse((&ranks[at], at))));
            continue;
        };
        if is_done[at] {
            continue;
        }
        is_done[at] = true;
        done.push(at);
        for next in &then[at] {
            if after[*next].remove(&at).is_some() && after[*next].is_empty() {
                ready.push(Reverse((&ranks[*next], *next)));
            }
        }
    }
    done
}

/// Walks back from something that waits until it comes round in a circle, and lets go there what is least sure.
fn break_circle(
    ranks: &[Rank],
    after: &mut [HashMap<usize, Strength>],
    is_done: &[bool],
) -> Option<usize> {
    let waiting = (0..ranks.len()).filter(|at| !is_done[*at]);
    let mut path = vec![waiting.min_by_key(|at| &ranks[*at])?];
    let circle = loop {
        let last = *path.last()?;
        let before = *after[last].keys().min_by_key(|at| &ranks[**at])?;
        if let Some(start) = path.iter().position(|at| *at == before) {
            break path.split_off(start);
        }
        path.push(before);
    };
    // Each waits for the next, the last for the first.
    let nexts = circle.iter().cycle().skip(1);
    let (at, before) = circle
        .iter()
        .zip(nexts)
        .min_by_key(|(at, before)| (after[**at].get(before).copied(), Reverse(&ranks[**at])))?;
    after[*at].remove(before);
    after[*at].is_empty().then_some(*at)
}

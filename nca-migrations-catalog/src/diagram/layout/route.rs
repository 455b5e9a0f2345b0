//! Which gutters and gaps a line goes through.

use super::measure::{HEAD, ROW, Sizes};
use super::stack::Stack;
use crate::diagram::drawing::{Drawing, Edge};

/// A line goes up or down in the first gutter, through the first gap into the second, and so on.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) gutters: Vec<usize>,
    pub(super) gaps: Vec<usize>,
}

/// A route for each edge: the shortest, and of those with other lines to the same place.
pub(super) fn routes(drawing: &Drawing, stack: &Stack, sizes: &Sizes) -> Vec<Route> {
    let mut order: Vec<usize> = (0..drawing.edges.len()).collect();
    let far = |edge: &Edge| {
        let across = stack.column[edge.from].abs_diff(stack.column[edge.to]);
        (
            edge.to,
            edge.to_row,
            across,
            stack.top[edge.from].abs_diff(stack.top[edge.to]),
        )
    };
    order.sort_by_key(|&at| far(&drawing.edges[at]));
    let empty = Route {
        gutters: Vec::new(),
        gaps: Vec::new(),
    };
    let mut routes = vec![empty; order.len()];
    let mut shared: Vec<usize> = Vec::new();
    let mut target = None;
    for at in order {
        let edge = &drawing.edges[at];
        if target != Some((edge.to, edge.to_row)) {
            target = Some((edge.to, edge.to_row));
            shared.clear();
        }
        routes[at] = shortest(stack, sizes, edge, &shared);
        shared.extend(&routes[at].gaps);
    }
    routes
}

/// About where a line ends at a box.
pub(super) fn height_of(top: usize, row: Option<usize>) -> usize {
    row.map_or(top + HEAD / 2, |row| top + HEAD + row * ROW + ROW / 2)
}

/// What going around a box costs more than its length.
const AROUND: usize = 40;
/// What a gap costs less where a line to the same place goes already.
const SHARED: usize = 36;

fn shortest(stack: &Stack, sizes: &Sizes, edge: &Edge, shared: &[usize]) -> Route {
    let (from, to) = (stack.column[edge.from], stack.column[edge.to]);
    let y = height_of(stack.top[edge.from], edge.from_row);
    let end = height_of(stack.top[edge.to], edge.to_row);
    // The ends that look at each other first, else the ones to the right.
    let mut ends = vec![
        (from + 1, to + 1),
        (from, to),
        (from + 1, to),
        (from, to + 1),
    ];
    if from < to {
        ends.swap(0, 2);
    } else if to < from {
        ends.swap(0, 3);
    }
    let ways = ends.into_iter().map(|(first, last)| {
        let own_side = |column: usize, gutter: usize, other: usize| match column.cmp(&other) {
            std::cmp::Ordering::Less => gutter > column,
            std::cmp::Ordering::Greater => gutter <= column,
            std::cmp::Ordering::Equal => true,
        };
        let around =
            usize::from(!own_side(from, first, to)) + usize::from(!own_side(to, last, from));
        let (cost, gaps) = through(stack, (first, y), (last, end), sizes.width, shared);
        let gutters = if first <= last {
            (first..=last).collect()
        } else {
            (last..=first).rev().collect()
        };
        (cost + around * AROUND, Route { gutters, gaps })
    });
    let best = ways.min_by_key(|(cost, _)| *cost);
    best.map_or_else(
        || Route {
            gutters: vec![from],
            gaps: Vec::new(),
        },
        |(_, route)| route,
    )
}

/// The gaps on the way from one gutter to another, and what that costs.
fn through(
    stack: &Stack,
    (first, y): (usize, usize),
    (last, end): (usize, usize),
    width: usize,
    shared: &[usize],
) -> (usize, Vec<usize>) {
    let columns: Vec<usize> = if first <= last {
        (first..last).collect()
    } else {
        (last..first).rev().collect()
    };
    // For each gap of the column that was reached: the cost so far, where the line is, the gaps before.
    let mut reached: Vec<(usize, usize, Vec<usize>)> = vec![(0, y, Vec::new())];
    for column in columns {
        let mut next = Vec::new();
        for &gap in &stack.of_column[column] {
            let middle = stack.middle(gap);
            let discount = if shared.contains(&gap) { 0 } else { SHARED };
            let cost = |(cost, y, _): &&(usize, usize, Vec<usize>)| {
                // A bend costs too.
                let bend = if *y == middle { 0 } else { 12 };
                cost + y.abs_diff(middle) + bend + width + discount
            };
            if let Some(best) = reached.iter().min_by_key(cost) {
                let mut gaps = best.2.clone();
                gaps.push(gap);
                next.push((cost(&best), middle, gaps));
            }
        }
        reached = next;
    }
    let whole = |(cost, y, gaps): (usize, usize, Vec<usize>)| (cost + y.abs_diff(end), gaps);
    let best = reached.into_iter().map(whole).min_by_key(|(cost, _)| *cost);
    best.unwrap_or_default()
}

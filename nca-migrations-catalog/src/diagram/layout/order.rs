//! Which box is where in its area: moved about until lines get no shorter.

use super::grid::{Grid, Slot};
use super::stack::{BETWEEN, Order, SHELF};
use crate::diagram::drawing::Drawing;

/// How much is tried, in steps of looking at one line or box: a picture of a thousand tables has to come to an
/// end as well.
const STEPS: usize = 60_000_000;

/// The order of the boxes.
pub(super) fn order(drawing: &Drawing, heights: &[usize], grid: &Grid, width: usize) -> Order {
    let mut order: Order = vec![vec![Vec::new(); grid.columns]; grid.shelves];
    for slot in &grid.slots {
        begin(drawing, heights, *slot, &mut order[slot.shelf]);
    }
    let lines = drawing.edges.iter().filter(|edge| edge.from != edge.to);
    let lines = lines.map(|edge| (edge.from, edge.to)).collect();
    let mut search = Search {
        heights,
        lines,
        step: width + 60,
        column: vec![0; heights.len()],
        middle: vec![0; heights.len()],
    };
    let each = heights.len() + search.lines.len() + 1;
    let mut tries = STEPS / each;
    let mut cost = search.cost(&order);
    loop {
        let before = cost;
        for slot in &grid.slots {
            cost = search.improve(&mut order, *slot, cost, &mut tries);
        }
        if cost >= before || tries == 0 {
            return order;
        }
    }
}

/// What others lead to first, columns filled evenly.
fn begin(drawing: &Drawing, heights: &[usize], slot: Slot, columns: &mut [Vec<usize>]) {
    let mut boxes: Vec<usize> = drawing.tables_of(slot.area).map(|(at, _)| at).collect();
    let mut depth = vec![0_usize; heights.len()];
    for _ in 0..boxes.len() {
        let mut deeper = false;
        for edge in &drawing.edges {
            let inside = [edge.from, edge.to].iter().all(|at| boxes.contains(at));
            let next = depth[edge.to] + 1;
            if inside && edge.from != edge.to && depth[edge.from] < next && next < boxes.len() {
                depth[edge.from] = next;
                deeper = true;
            }
        }
        if !deeper {
            break;
        }
    }
    boxes.sort_by_key(|&at| depth[at]);
    let total: usize = boxes.iter().map(|&at| heights[at] + BETWEEN).sum();
    let mut before = 0;
    for at in boxes {
        let middle = before + heights[at] / 2;
        let column = (middle * slot.columns / total.max(1)).min(slot.columns - 1);
        columns[slot.first + column].push(at);
        before += heights[at] + BETWEEN;
    }
}

struct Search<'a> {
    heights: &'a [usize],
    lines: Vec<(usize, usize)>,
    step: usize,
    column: Vec<usize>,
    middle: Vec<usize>,
}

impl Search<'_> {
    /// How long the lines are about, and how high the picture is.
    fn cost(&mut self, order: &Order) -> usize {
        let mut top = 0;
        let mut uneven = 0;
        for columns in order {
            let mut lowest = top;
            for (column, boxes) in columns.iter().enumerate() {
                let mut y = top;
                for &at in boxes {
                    self.column[at] = column;
                    self.middle[at] = y + self.heights[at] / 2;
                    y += self.heights[at] + BETWEEN;
                }
                lowest = lowest.max(y);
                uneven += (y - top) * (y - top) / 1000;
            }
            top = lowest + SHELF;
        }
        let mut long = 0;
        for &(from, to) in &self.lines {
            let across = self.column[from].abs_diff(self.column[to]);
            // In one column a line has to go out and back.
            let across = if across == 0 {
                self.step / 3
            } else {
                across * self.step
            };
            long += across + self.middle[from].abs_diff(self.middle[to]);
        }
        long + uneven + top * self.column.len() / 4
    }

    /// Tries to swap boxes of an area, and to move them to another place in it.
    fn improve(&mut self, order: &mut Order, slot: Slot, cost: usize, tries: &mut usize) -> usize {
        let mut cost = cost;
        let range = slot.first..slot.first + slot.columns;
        let places = |order: &Order| -> Vec<(usize, usize)> {
            let columns = range
                .clone()
                .map(|column| (column, order[slot.shelf][column].len()));
            columns
                .flat_map(|(column, len)| (0..len).map(move |at| (column, at)))
                .collect()
        };
        let all = places(order);
        for (n, &(a, i)) in all.iter().enumerate() {
            for &(b, j) in &all[n + 1..] {
                swap(&mut order[slot.shelf], (a, i), (b, j));
                if !self.better(order, &mut cost, tries) {
                    swap(&mut order[slot.shelf], (a, i), (b, j));
                }
            }
        }
        let boxes: Vec<usize> = all
            .iter()
            .map(|&(column, at)| order[slot.shelf][column][at])
            .collect();
        for this in boxes {
            for column in range.clone() {
                for at in 0..=order[slot.shelf][column].len() {
                    let columns = &mut order[slot.shelf];
                    let Some((was, place)) = find(columns, this) else {
                        continue;
                    };
                    columns[was].remove(place);
                    let at = at.min(columns[column].len());
                    columns[column].insert(at, this);
                    if !self.better(order, &mut cost, tries) {
                        let columns = &mut order[slot.shelf];
                        columns[column].remove(at);
                        columns[was].insert(place, this);
                    }
                }
            }
        }
        cost
    }

    fn better(&mut self, order: &Order, cost: &mut usize, tries: &mut usize) -> bool {
        let Some(left) = tries.checked_sub(1) else {
            return false;
        };
        *tries = left;
        let now = self.cost(order);
        let better = now < *cost;
        if better {
            *cost = now;
        }
        better
    }
}

fn find(columns: &[Vec<usize>], this: usize) -> Option<(usize, usize)> {
    let mut columns = columns.iter().enumerate();
    columns.find_map(|(column, boxes)| Some((column, boxes.iter().position(|&at| at == this)?)))
}

fn swap(columns: &mut [Vec<usize>], (a, i): (usize, usize), (b, j): (usize, usize)) {
    let (one, other) = (columns[a][i], columns[b][j]);
    columns[a][i] = other;
    columns[b][j] = one;
}

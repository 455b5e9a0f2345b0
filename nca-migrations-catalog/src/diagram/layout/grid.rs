//! Which columns an area has, and on which shelf.

use super::stack::{BETWEEN, SHELF};
use crate::diagram::drawing::Drawing;

/// How the picture is divided.
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) shelves: usize,
    /// One for each area.
    pub(super) slots: Vec<Slot>,
}

/// The place of an area.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) area: usize,
    pub(super) shelf: usize,
    pub(super) first: usize,
    pub(super) columns: usize,
}

impl Grid {
    /// Whether an area ends in this gutter.
    pub(super) fn is_border(&self, gutter: usize) -> bool {
        self.slots.iter().any(|slot| slot.first == gutter)
    }
}

/// What an area needs.
struct Need {
    boxes: usize,
    /// Of all boxes on top of each other, and of the tallest.
    total: usize,
    tallest: usize,
}

/// About the width of a gutter.
const GUTTER: usize = 60;
/// More areas are not tried in all ways.
const TRIED: usize = 9;
const MOST_COLUMNS: usize = 40;

/// The division whose shape is nearest to a screen's, with the least left empty. Areas keep their order.
pub(super) fn grid(drawing: &Drawing, heights: &[usize], width: usize) -> Grid {
    let needs: Vec<Need> = (0..drawing.areas.len())
        .map(|area| {
            let of = drawing.tables_of(area).map(|(at, _)| heights[at] + BETWEEN);
            let of: Vec<usize> = of.collect();
            Need {
                boxes: of.len(),
                total: of.iter().sum(),
                tallest: of.iter().copied().max().unwrap_or(0),
            }
        })
        .collect();
    let content: usize = needs.iter().map(|need| need.total).sum();
    let most = heights.len().clamp(1, MOST_COLUMNS);
    let mut best: Option<(u128, Grid)> = None;
    for breaks in breaks(needs.len()) {
        for columns in 1..=most {
            let Some((grid, height)) = divide(&needs, &breaks, columns) else {
                continue;
            };
            // Of the shape and of what stays empty, in thousandths.
            let across = columns * (width + GUTTER);
            let (a, b) = ((across * 10) as u128, (height * 16) as u128);
            let shape = a.max(b) * 1000 / a.min(b).max(1);
            let empty = (columns * height) as u128 * 1000 / content.max(1) as u128;
            let cost = shape + empty * 2;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, grid));
            }
        }
    }
    best.map_or_else(
        || Grid {
            columns: 1,
            shelves: 0,
            slots: Vec::new(),
        },
        |(_, grid)| grid,
    )
}

/// The ways to put areas on shelves: the first area of each shelf.
fn breaks(areas: usize) -> Vec<Vec<usize>> {
    if areas > TRIED {
        let of = |size: usize| (0..areas).step_by(size).collect();
        return (1..=areas).map(of).collect();
    }
    let all = 0..(1_usize << areas.saturating_sub(1));
    let starts = |mask: usize| {
        let begins = |area: &usize| *area == 0 || mask >> (area - 1) & 1 == 1;
        (0..areas).filter(begins).collect()
    };
    all.map(starts).collect()
}

/// The grid of so many columns, and its height; none where that is too few, or more than can be filled.
fn divide(needs: &[Need], breaks: &[usize], columns: usize) -> Option<(Grid, usize)> {
    let mut slots = Vec::new();
    let mut height = 0;
    let mut filled = false;
    for (shelf, &start) in breaks.iter().enumerate() {
        let end = breaks.get(shelf + 1).copied().unwrap_or(needs.len());
        let of = &needs[start..end];
        let mut counts = vec![1; of.len()];
        let mut left = columns.checked_sub(of.len())?;
        while left > 0 {
            let wider = |&at: &usize| counts[at] < of[at].boxes;
            let highest = (0..of.len())
                .filter(wider)
                .max_by_key(|&at| of[at].height(counts[at]));
            let Some(at) = highest else { break };
            counts[at] += 1;
            left -= 1;
        }
        filled |= left == 0;
        // What is over goes to the last, so that the shelf is full.
        *counts.last_mut()? += left;
        let mut first = 0;
        for (at, &count) in counts.iter().enumerate() {
            slots.push(Slot {
                area: start + at,
                shelf,
                first,
                columns: count,
            });
            first += count;
        }
        let highest = of
            .iter()
            .zip(&counts)
            .map(|(need, &count)| need.height(count))
            .max()?;
        height += highest + SHELF;
    }
    let grid = Grid {
        columns,
        shelves: breaks.len(),
        slots,
    };
    filled.then_some((grid, height))
}

impl Need {
    /// How high it is about, in so many columns.
    fn height(&self, columns: usize) -> usize {
        self.tallest
            .max(self.total.div_ceil(columns.min(self.boxes.max(1))) * 106 / 100)
    }
}

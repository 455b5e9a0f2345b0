//! Boxes on top of each other, and the room between them.

use super::lanes::Lanes;
use super::{MARGIN, PITCH};

/// Between boxes, without lines.
pub(super) const BETWEEN: usize = 22;
/// Between areas above each other, without lines.
const CORRIDOR: usize = 12;
/// Above and below the boxes of an area.
pub(super) const PANEL_TITLE: usize = 44;
const PANEL_FOOT: usize = 20;
/// What a shelf has besides boxes.
pub(super) const SHELF: usize = CORRIDOR + PANEL_TITLE + PANEL_FOOT;

/// Boxes by shelf and column, from the top.
pub(super) type Order = Vec<Vec<Vec<usize>>>;

/// Room that lines cross columns in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Above a shelf, over all columns; the last one is below all.
    Corridor(usize),
    /// Above a box that is not the first of its column on a shelf.
    Above(usize),
    /// Where a column has no box on a shelf.
    Empty(usize),
}

/// Where boxes and gaps are, from the top.
pub(super) struct Stack {
    pub(super) order: Order,
    /// Of each box.
    pub(super) column: Vec<usize>,
    pub(super) top: Vec<usize>,
    heights: Vec<usize>,
    pub(super) gaps: Vec<Gap>,
    /// Of each gap: top and height.
    room: Vec<(usize, usize)>,
    /// The gaps of each column, from the top.
    pub(super) of_column: Vec<Vec<usize>>,
    shelves: Vec<(usize, usize)>,
}

impl Stack {
    /// With no lines yet.
    pub(super) fn new(order: Order, heights: &[usize]) -> Self {
        let columns = order.first().map_or(0, Vec::len);
        let mut stack = Self {
            column: vec![0; heights.len()],
            top: vec![0; heights.len()],
            heights: heights.to_vec(),
            gaps: (0..=order.len()).map(Gap::Corridor).collect(),
            room: Vec::new(),
            of_column: Vec::new(),
            shelves: Vec::new(),
            order,
        };
        for column in 0..columns {
            let mut own = Vec::new();
            for (shelf, boxes) in stack.order.iter().enumerate() {
                own.push(shelf);
                let boxes = &boxes[column];
                if boxes.is_empty() {
                    own.push(stack.gaps.len());
                    stack.gaps.push(Gap::Empty(shelf));
                }
                for (at, &this) in boxes.iter().enumerate() {
                    stack.column[this] = column;
                    if at > 0 {
                        own.push(stack.gaps.len());
                        stack.gaps.push(Gap::Above(this));
                    }
                }
            }
            own.push(stack.order.len());
            stack.of_column.push(own);
        }
        stack.settle(|_| 0);
        stack
    }

    /// Moves everything so that the lanes have room.
    pub(super) fn make_room(&mut self, lanes: &Lanes) {
        self.settle(|gap| lanes.count(gap));
    }

    fn settle(&mut self, lanes: impl Fn(usize) -> usize) {
        let needed = |gap: usize| (lanes(gap) + 1) * PITCH;
        let corridors = self.order.len();
        let mut room = vec![(0, 0); self.gaps.len()];
        let mut shelves = Vec::new();
        let mut y = MARGIN;
        for (shelf, columns) in self.order.iter().enumerate() {
            let outer = if lanes(shelf) == 0 && shelf == 0 {
                0
            } else {
                needed(shelf).max(CORRIDOR)
            };
            room[shelf] = (y, outer);
            y += outer;
            let top = y;
            y += PANEL_TITLE;
            let mut lowest = y;
            for (column, boxes) in columns.iter().enumerate() {
                let mut bottom = y;
                let mut gaps = self.of_column[column].iter().copied();
                for &this in boxes {
                    let above = gaps.clone().find(|&gap| self.gaps[gap] == Gap::Above(this));
                    if let Some(gap) = above {
                        let height = needed(gap).max(BETWEEN);
                        room[gap] = (bottom, height);
                        bottom += height;
                    }
                    self.top[this] = bottom;
                    bottom += self.heights[this];
                }
                if let Some(gap) = gaps.find(|&gap| self.gaps[gap] == Gap::Empty(shelf)) {
                    room[gap] = (bottom, needed(gap));
                    bottom += needed(gap);
                }
                lowest = lowest.max(bottom);
            }
            y = lowest + PANEL_FOOT;
            shelves.push((top, y));
        }
        room[corridors] = (
            y,
            if lanes(corridors) == 0 {
                0
            } else {
                needed(corridors)
            },
        );
        self.room = room;
        self.shelves = shelves;
    }

    pub(super) fn middle(&self, gap: usize) -> usize {
        let (top, height) = self.room[gap];
        top + height / 2
    }

    /// Where a lane is, of so many.
    pub(super) fn lane_y(&self, gap: usize, lane: usize, of: usize) -> usize {
        let (top, height) = self.room[gap];
        let used = of.saturating_sub(1) * PITCH;
        top + height.saturating_sub(used) / 2 + lane * PITCH
    }

    /// Top and bottom of a shelf.
    pub(super) fn panel(&self, at: usize) -> (usize, usize) {
        self.shelves[at]
    }

    pub(super) fn height(&self) -> usize {
        self.room[self.order.len()].0 + self.room[self.order.len()].1
    }
}

//! Where everything goes: boxes in columns, areas on shelves, lines in the room between.
//!
//! All boxes are of one width, so the whole picture has columns, with a gutter on either side of each. Lines go up
//! and down in gutters and cross a column between two boxes: whatever room they need is made for them there, and no
//! line runs over a box. All lines to one column of a table share their lanes.
//!
//! Everything is whole pixels, so a picture is the same on every machine.

mod grid;
mod lanes;
mod measure;
mod order;
mod ports;
mod route;
mod stack;

use super::drawing::Drawing;
pub(super) use measure::{
    EDGE, HEAD, KEYS, ROW, Sizes, TEXT_SIZE, TITLE_SIZE, TYPE_SIZE, fitted, width_of,
};

/// Where everything is.
pub(super) struct Layout {
    pub(super) sizes: Sizes,
    pub(super) width: usize,
    pub(super) height: usize,
    /// As [`Drawing::tables`].
    pub(super) boxes: Vec<Rect>,
    /// As [`Drawing::areas`].
    pub(super) panels: Vec<Rect>,
    /// As [`Drawing::edges`]: the bends, from the table that has the key to the one that it leads to.
    pub(super) lines: Vec<Vec<Point>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: usize,
    pub(super) y: usize,
}

/// Between lines beside each other.
const PITCH: usize = 8;
/// Around everything.
const MARGIN: usize = 20;

/// Lays a picture out.
pub(super) fn layout(drawing: &Drawing) -> Layout {
    let sizes = Sizes::of(drawing);
    let heights: Vec<usize> = drawing.tables.iter().map(measure::height).collect();
    let grid = grid::grid(drawing, &heights, sizes.width);
    let order = order::order(drawing, &heights, &grid, sizes.width);
    let mut stack = stack::Stack::new(order, &heights);
    let routes = route::routes(drawing, &stack, &sizes);
    let keys = lanes::Keys::of(drawing);
    let gaps = lanes::gaps(drawing, &stack, &routes, &keys);
    stack.make_room(&gaps);
    let ports = ports::ports(drawing, &stack, &routes);
    let gutters = lanes::gutters(drawing, &stack, &routes, &keys, &gaps, &ports);
    place(
        drawing,
        sizes,
        &grid,
        &stack,
        &heights,
        &Lines {
            routes,
            keys,
            gaps,
            ports,
            gutters,
        },
    )
}

struct Lines {
    routes: Vec<route::Route>,
    keys: lanes::Keys,
    gaps: lanes::Lanes,
    ports: Vec<ports::Ends>,
    gutters: lanes::Lanes,
}

fn place(
    drawing: &Drawing,
    sizes: Sizes,
    grid: &grid::Grid,
    stack: &stack::Stack,
    heights: &[usize],
    lines: &Lines,
) -> Layout {
    // A gutter between areas has their edges in it.
    let mut gutter_x = Vec::new();
    let mut column_x = Vec::new();
    let mut x = MARGIN;
    for gutter in 0..=grid.columns {
        let count = lines.gutters.count(gutter);
        let least = if grid.is_border(gutter) {
            BORDER
        } else {
            GUTTER
        };
        let outer = gutter == 0 || gutter == grid.columns;
        let least = if outer { OUTER } else { least };
        let width = least.max((count + 1) * PITCH + 2 * STUB);
        let used = count.saturating_sub(1) * PITCH;
        gutter_x.push((x, width, x + (width - used) / 2));
        x += width;
        if gutter < grid.columns {
            column_x.push(x);
            x += sizes.width;
        }
    }
    let mut layout = Layout {
        width: x + MARGIN,
        height: stack.height() + MARGIN,
        boxes: vec![Rect::default(); drawing.tables.len()],
        panels: vec![Rect::default(); drawing.areas.len()],
        lines: Vec::new(),
        sizes,
    };
    for (at, &height) in heights.iter().enumerate() {
        layout.boxes[at] = Rect {
            x: column_x[stack.column[at]],
            y: stack.top[at],
            width: layout.sizes.width,
            height,
        };
    }
    for slot in &grid.slots {
        let (left, first_width, _) = gutter_x[slot.first];
        let (right, last_width, _) = gutter_x[slot.first + slot.columns];
        let inside = |gutter: usize, width: usize| match gutter {
            0 => 0,
            last if last == grid.columns => width,
            _ => width / 2,
        };
        let from = left + inside(slot.first, first_width) + if slot.first > 0 { APART } else { 0 };
        let end = slot.first + slot.columns;
        let to = right + inside(end, last_width);
        let to = if end < grid.columns { to - APART } else { to };
        let (top, bottom) = stack.panel(slot.shelf);
        layout.panels[slot.area] = Rect {
            x: from,
            y: top,
            width: to - from,
            height: bottom - top,
        };
    }
    let lane_x = |gutter: usize, key| gutter_x[gutter].2 + lines.gutters.lane(gutter, key) * PITCH;
    for (at, route) in lines.routes.iter().enumerate() {
        let key = lines.keys.of_edge(at);
        let ends = lines.ports[at];
        let side = |table: usize, gutter: usize| {
            let column = stack.column[table];
            let beside = if gutter == column {
                0
            } else {
                layout.sizes.width
            };
            column_x[column] + beside
        };
        let edge = &drawing.edges[at];
        let mut points = vec![Point {
            x: side(edge.from, route.gutters[0]),
            y: ends.from,
        }];
        let mut y = ends.from;
        for (n, &gutter) in route.gutters.iter().enumerate() {
            let x = lane_x(gutter, key);
            points.push(Point { x, y });
            y = match route.gaps.get(n) {
                Some(&gap) => stack.lane_y(gap, lines.gaps.lane(gap, key), lines.gaps.count(gap)),
                None => ends.to,
            };
            points.push(Point { x, y });
        }
        let last = route.gutters[route.gutters.len() - 1];
        points.push(Point {
            x: side(edge.to, last),
            y,
        });
        layout.lines.push(straight(points));
    }
    layout
}

/// Between columns of an area, between those of two, and at the ends.
const GUTTER: usize = 44;
const BORDER: usize = 64;
const OUTER: usize = 24;
/// Half of what is between two areas.
const APART: usize = 6;
/// A line keeps away from a box for the marks at its end.
const STUB: usize = 14;

/// Without points that bend nothing.
fn straight(points: Vec<Point>) -> Vec<Point> {
    let mut line: Vec<Point> = Vec::new();
    for point in points {
        if line.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = line[..]
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            line.pop();
        }
        line.push(point);
    }
    line
}

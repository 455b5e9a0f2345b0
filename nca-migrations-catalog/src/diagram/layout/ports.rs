//! Where exactly a line ends at a box.

use std::collections::BTreeMap;

use super::measure::ROW;
use super::route::{Route, height_of};
use super::stack::Stack;
use crate::diagram::drawing::Drawing;

/// The heights of both ends of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ends {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Lines at one side of a row: each that leaves, and one for all that arrive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Port {
    Leaves(usize),
    Arrives,
}

/// Of a table: a row, and the gutter on that side.
type Side = (usize, Option<usize>, usize);

/// The ends of each line; those at one row are apart, the ones that go up above.
pub(super) fn ports(drawing: &Drawing, stack: &Stack, routes: &[Route]) -> Vec<Ends> {
    let mut sides: BTreeMap<Side, Vec<(usize, Port)>> = BTreeMap::new();
    for (at, (edge, route)) in drawing.edges.iter().zip(routes).enumerate() {
        let (from, to) = (
            height_of(stack.top[edge.from], edge.from_row),
            height_of(stack.top[edge.to], edge.to_row),
        );
        let first = route.gutters[0];
        let last = route.gutters[route.gutters.len() - 1];
        let leads = route.gaps.first().map_or(to, |&gap| stack.middle(gap));
        let comes = route.gaps.last().map_or(from, |&gap| stack.middle(gap));
        let leaving = sides.entry((edge.from, edge.from_row, first)).or_default();
        leaving.push((leads, Port::Leaves(at)));
        let arriving = sides.entry((edge.to, edge.to_row, last)).or_default();
        match arriving.iter_mut().find(|(_, port)| *port == Port::Arrives) {
            Some((height, _)) => *height = usize::midpoint(*height, comes),
            None => arriving.push((comes, Port::Arrives)),
        }
    }
    for ports in sides.values_mut() {
        ports.sort();
    }
    let height = |table: usize, row: Option<usize>, gutter: usize, port: Port| {
        let middle = height_of(stack.top[table], row);
        let ports = &sides[&(table, row, gutter)];
        let at = ports
            .iter()
            .position(|(_, other)| *other == port)
            .unwrap_or(0);
        let apart = (ROW - 6)
            .checked_div(ports.len() - 1)
            .map_or(0, |room| room.min(6));
        middle + at * apart - (ports.len() - 1) * apart / 2
    };
    let ends = drawing.edges.iter().zip(routes).enumerate();
    ends.map(|(at, (edge, route))| Ends {
        from: height(edge.from, edge.from_row, route.gutters[0], Port::Leaves(at)),
        to: height(
            edge.to,
            edge.to_row,
            route.gutters[route.gutters.len() - 1],
            Port::Arrives,
        ),
    })
    .collect()
}

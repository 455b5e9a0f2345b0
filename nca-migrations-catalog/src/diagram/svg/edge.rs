//! Lines, with a mark at each end for how many rows are there.

use std::fmt::Write as _;

use super::TINTS;
use crate::diagram::drawing::{Drawing, Edge};
use crate::diagram::layout::{Layout, Point};
use crate::diagram::text::Xml;

/// How round a bend is.
const ROUND: usize = 6;

pub(super) fn edges(text: &mut String, drawing: &Drawing, layout: &Layout) {
    for (edge, line) in drawing.edges.iter().zip(&layout.lines) {
        let tint = drawing.tables[edge.to].area % TINTS;
        let mark = edge.mark.word().unwrap_or("same");
        let optional = if edge.cardinality.optional {
            " optional"
        } else {
            ""
        };
        let _ = write!(
            text,
            "<g class=\"edge a{tint} {mark}{optional}\" data-from=\"{}\" data-to=\"{}\"><title>{}</title>",
            edge.from,
            edge.to,
            Xml(&said(drawing, edge)),
        );
        let _ = write!(text, "<path class=\"line\" d=\"{}\"/>", path(line));
        ends(text, edge, line);
        text.push_str("</g>\n");
    }
}

fn said(drawing: &Drawing, edge: &Edge) -> String {
    let from = &drawing.tables[edge.from].name;
    let to = &drawing.tables[edge.to].name;
    let name = edge
        .name
        .as_ref()
        .map(|name| format!("{name}: "))
        .unwrap_or_default();
    let mark = edge
        .mark
        .word()
        .map(|word| format!(" ({word})"))
        .unwrap_or_default();
    format!("{name}{from} ({}) → {to}{mark}", edge.columns.join(", "))
}

/// A crow's foot or a bar at the table that has the key, a bar or a ring at the other.
fn ends(text: &mut String, edge: &Edge, line: &[Point]) {
    if let [first, second, ..] = line {
        let out = |by: usize| beside(first.x, second.x, by);
        let (x, y) = (first.x, first.y);
        if edge.cardinality.one {
            let _ = write!(
                text,
                "<path class=\"end\" d=\"M{at} {}V{}\"/>",
                y - 4,
                y + 4,
                at = out(7)
            );
        } else {
            let tip = out(9);
            let _ = write!(
                text,
                "<path class=\"end\" d=\"M{x} {}L{tip} {y}L{x} {}\"/>",
                y - 5,
                y + 5
            );
        }
    }
    if let [.., before, last] = line {
        let out = |by: usize| beside(last.x, before.x, by);
        let y = last.y;
        let _ = write!(
            text,
            "<path class=\"end\" d=\"M{at} {}V{}\"/>",
            y - 4,
            y + 4,
            at = out(5)
        );
        if edge.cardinality.optional {
            let _ = write!(
                text,
                "<circle class=\"ring\" cx=\"{}\" cy=\"{y}\" r=\"3\"/>",
                out(10)
            );
        }
    }
}

/// So far from `x` in the direction of `towards`.
const fn beside(x: usize, towards: usize, by: usize) -> usize {
    if towards > x {
        x + by
    } else {
        x.saturating_sub(by)
    }
}

/// The line with round bends.
fn path(line: &[Point]) -> String {
    let mut path = String::new();
    let Some(first) = line.first() else {
        return path;
    };
    let _ = write!(path, "M{} {}", first.x, first.y);
    for bend in line.windows(3) {
        let [before, at, after] = bend else { continue };
        let round = ROUND.min(length(before, at) / 2).min(length(at, after) / 2);
        let into = towards(at, before, round);
        let out = towards(at, after, round);
        let _ = write!(
            path,
            "L{} {}Q{} {} {} {}",
            into.x, into.y, at.x, at.y, out.x, out.y
        );
    }
    if let Some(last) = line.last() {
        let _ = write!(path, "L{} {}", last.x, last.y);
    }
    path
}

const fn length(a: &Point, b: &Point) -> usize {
    a.x.abs_diff(b.x) + a.y.abs_diff(b.y)
}

/// So far from `at` in the direction of `to`, which is right above, below or beside it.
const fn towards(at: &Point, to: &Point, by: usize) -> Point {
    Point {
        x: if to.x == at.x {
            at.x
        } else {
            beside(at.x, to.x, by)
        },
        y: if to.y == at.y {
            at.y
        } else {
            beside(at.y, to.y, by)
        },
    }
}

//! What is around the picture: its title above, what the signs mean below.

use std::fmt::Write as _;

use crate::diagram::drawing::{Drawing, Mark};
use crate::diagram::layout::{Layout, fitted, width_of};
use crate::diagram::text::Xml;

/// Where what the signs mean is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Legend {
    Below,
    Elsewhere,
}

pub(super) struct Frame {
    pub(super) width: usize,
    pub(super) height: usize,
    /// The height of the title.
    pub(super) above: usize,
    legend: Legend,
}

const LEFT: usize = 22;
const TITLE: usize = 54;
const LEGEND: usize = 36;
/// The room that the legend needs.
const LEAST: usize = 560;

impl Frame {
    pub(super) fn of(drawing: &Drawing, layout: &Layout, legend: Legend) -> Self {
        let below = legend == Legend::Below;
        let above = if below && !drawing.title.is_empty() {
            TITLE
        } else {
            0
        };
        let marks = if drawing.compared { 260 } else { 0 };
        Self {
            width: layout.width.max(if below { LEAST + marks } else { 0 }),
            height: layout.height + above + if below { LEGEND } else { 0 },
            above,
            legend,
        }
    }

    pub(super) fn head(&self, text: &mut String, drawing: &Drawing) {
        if self.legend == Legend::Elsewhere {
            return;
        }
        let _ = writeln!(
            text,
            "<rect class=\"paper\" width=\"{}\" height=\"{}\"/>",
            self.width, self.height
        );
        if self.above == 0 {
            return;
        }
        let title = fitted(&drawing.title, 22, self.width.saturating_sub(240));
        let _ = writeln!(
            text,
            "<text class=\"title\" x=\"{LEFT}\" y=\"42\">{}<tspan class=\"counts\" dx=\"14\">{}</tspan></text>",
            Xml(&title),
            Xml(&counts(drawing)),
        );
    }

    pub(super) fn legend(&self, text: &mut String, drawing: &Drawing) {
        if self.legend == Legend::Elsewhere {
            return;
        }
        let y = self.height - 20;
        let mut x = LEFT;
        let _ = writeln!(text, "<g class=\"legend\">");
        for (sign, words) in SIGNS {
            let _ = write!(
                text,
                "<g transform=\"translate({x} {y})\">{sign}<text x=\"34\" y=\"4\">{words}</text></g>"
            );
            x += 34 + width_of(words, 11) + 22;
        }
        if drawing.compared {
            for mark in [Mark::Added, Mark::Changed, Mark::Removed] {
                let word = mark.word().unwrap_or_default();
                let _ = write!(
                    text,
                    "<g class=\"row {word}\" transform=\"translate({x} {y})\"><rect class=\"back\" y=\"-8\" width=\"26\" \
                     height=\"16\" rx=\"4\"/><text class=\"column\" x=\"34\" y=\"4\">{word}</text></g>"
                );
                x += 34 + width_of(word, 12) + 18;
            }
        }
        text.push_str("</g>\n");
    }
}

/// Signs and what they mean.
const SIGNS: [(&str, &str); 4] = [
    (
        "<g class=\"edge\"><path class=\"line\" d=\"M0 0H26\"/><path class=\"end\" d=\"M0 -5L9 0L0 5M21 -4V4\"/></g>",
        "many rows to one",
    ),
    (
        "<g class=\"edge\"><path class=\"line\" d=\"M0 0H26\"/><path class=\"end\" d=\"M7 -4V4M21 -4V4\"/></g>",
        "one to one",
    ),
    (
        "<g class=\"edge optional\"><path class=\"line\" d=\"M0 0H26\"/><path class=\"end\" d=\"M21 -4V4\"/>\
         <circle class=\"ring\" cx=\"16\" r=\"3\"/></g>",
        "or to none",
    ),
    (
        "<text class=\"null\" x=\"14\" y=\"5\">?</text>",
        "may be NULL",
    ),
];

pub(super) const fn label(drawing: &Drawing) -> &str {
    if drawing.title.is_empty() {
        "Schema"
    } else {
        drawing.title.as_str()
    }
}

/// How much there is.
pub(in crate::diagram) fn counts(drawing: &Drawing) -> String {
    let some = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    let (tables, keys) = (drawing.tables.len(), drawing.edges.len());
    format!("{} · {}", some(tables, "table"), some(keys, "foreign key"))
}

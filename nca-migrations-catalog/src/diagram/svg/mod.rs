//! SVG, with a layout of its own: no program has to be installed, and a browser needs nothing else.

mod edge;
mod frame;
mod table;

use std::fmt::Write as _;

use super::drawing::Drawing;
use super::layout::{self, Layout};
use super::text::Xml;
pub(super) use frame::counts;

/// What the colours are, for light and dark.
pub(super) const STYLE: &str = include_str!("style.css");
/// How many tints areas have before they begin again.
pub(super) const TINTS: usize = 8;

/// The picture as SVG. Its colours are those of the reader's light or dark theme.
pub fn svg(drawing: &Drawing) -> String {
    let mut text = element(drawing, frame::Legend::Below);
    if let Some(at) = text.find('>') {
        text.insert_str(at + 1, &format!("\n<style>\n{STYLE}</style>"));
    }
    text
}

/// The picture for a page that has the colours and a legend.
pub(super) fn within_page(drawing: &Drawing) -> String {
    element(drawing, frame::Legend::Elsewhere)
}

fn element(drawing: &Drawing, legend: frame::Legend) -> String {
    let layout = layout::layout(drawing);
    let frame = frame::Frame::of(drawing, &layout, legend);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"schema\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        Xml(frame::label(drawing)),
        width = frame.width,
        height = frame.height,
    );
    frame.head(&mut text, drawing);
    let _ = writeln!(text, "<g transform=\"translate(0 {})\">", frame.above);
    panels(&mut text, drawing, &layout);
    edge::edges(&mut text, drawing, &layout);
    for (at, table) in drawing.tables.iter().enumerate() {
        table::table(&mut text, at, table, layout.boxes[at], layout.sizes);
    }
    text.push_str("</g>\n");
    frame.legend(&mut text, drawing);
    text.push_str("</svg>\n");
    text
}

fn panels(text: &mut String, drawing: &Drawing, layout: &Layout) {
    for (area, panel) in layout.panels.iter().enumerate() {
        let Some(name) = &drawing.areas[area].name else {
            continue;
        };
        let room = layout.sizes.width;
        let _ = writeln!(
            text,
            "<g class=\"area a{}\" data-area=\"{area}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"14\"/>\
             <text x=\"{}\" y=\"{}\">{}</text></g>",
            area % TINTS,
            panel.x,
            panel.y,
            panel.width,
            panel.height,
            title_x(drawing, layout, area),
            panel.y + 28,
            Xml(&layout::fitted(name, 17, room)),
        );
    }
}

/// The title of an area begins where its first column does: no line goes up or down there.
fn title_x(drawing: &Drawing, layout: &Layout, area: usize) -> usize {
    let boxes = drawing.tables_of(area).map(|(at, _)| layout.boxes[at].x);
    boxes.min().unwrap_or(layout.panels[area].x)
}

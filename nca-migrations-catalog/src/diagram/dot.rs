//! Graphviz.

use std::fmt::Write as _;

use super::drawing::{Drawing, DrawnColumn, DrawnTable, Edge, Kind, Mark};
use super::text::Xml;

/// Tints of areas, and what heads their tables.
const TINTS: [(&str, &str); 8] = [
    ("#eef2fd", "#3d5fc4"),
    ("#e8f6f0", "#1c7a57"),
    ("#fbeef6", "#a83a7e"),
    ("#fdf3e4", "#a8640f"),
    ("#f1f0f5", "#5f5a72"),
    ("#e7f4f9", "#1f728f"),
    ("#fbefec", "#b04a33"),
    ("#f2f5e6", "#64771b"),
];

/// The picture as Graphviz reads it.
pub fn dot(drawing: &Drawing) -> String {
    let mut text = String::from(
        "digraph schema {\n  graph [rankdir=RL, nodesep=0.25, ranksep=0.9, fontname=\"Helvetica\", fontsize=16, \
         labeljust=l, labelloc=t]\n  node [shape=plain, fontname=\"Helvetica\", fontsize=11]\n  \
         edge [dir=both, color=\"#7a8194\", arrowsize=0.7]\n",
    );
    if !drawing.title.is_empty() {
        let _ = writeln!(text, "  label=<{}>", Xml(&drawing.title));
    }
    for (area, of) in drawing.areas.iter().enumerate() {
        let (tint, head) = TINTS[area % TINTS.len()];
        if let Some(name) = &of.name {
            let _ = writeln!(
                text,
                "  subgraph cluster_{area} {{\n    label=<<B>{}</B>>\n    style=\"rounded,filled\"\n    \
                 color=\"{tint}\"\n    fontcolor=\"{head}\"",
                Xml(if name.is_empty() { " " } else { name }),
            );
        }
        for (at, table) in drawing.tables_of(area) {
            node(&mut text, at, table, head);
        }
        if of.name.is_some() {
            text.push_str("  }\n");
        }
    }
    for edge in &drawing.edges {
        line(&mut text, edge);
    }
    text.push_str("}\n");
    text
}

fn node(text: &mut String, at: usize, table: &DrawnTable, head: &str) {
    let head = if table.kind == Kind::Missing {
        "#8a8f9c"
    } else {
        head
    };
    let border = colour(table.mark).unwrap_or(head);
    let _ = write!(
        text,
        "    t{at} [label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\" \
         COLOR=\"{border}\" BGCOLOR=\"#ffffff\">\n      <TR><TD COLSPAN=\"3\" BGCOLOR=\"{border}\"><FONT \
         COLOR=\"#ffffff\"><B>{}</B></FONT></TD></TR>\n",
        struck(&table.name, table.mark)
    );
    for (row, column) in table.columns.iter().enumerate() {
        cells(text, row, column);
    }
    if table.hidden > 0 {
        let _ = writeln!(
            text,
            "      <TR><TD COLSPAN=\"3\" ALIGN=\"LEFT\"><FONT COLOR=\"#8a8f9c\">{} more</FONT></TD></TR>",
            table.hidden
        );
    }
    text.push_str("    </TABLE>>]\n");
}

fn cells(text: &mut String, row: usize, column: &DrawnColumn) {
    let keys = match (column.primary, column.foreign) {
        (true, true) => "PK FK",
        (true, false) => "PK",
        (false, true) => "FK",
        (false, false) => " ",
    };
    let ink = colour(column.mark).unwrap_or("#20242e");
    let null = if column.nullable { "?" } else { "" };
    let _ = writeln!(
        text,
        "      <TR><TD PORT=\"k{row}\" ALIGN=\"LEFT\"><FONT COLOR=\"#8a8f9c\">{keys}</FONT></TD><TD \
         ALIGN=\"LEFT\"><FONT COLOR=\"{ink}\">{}</FONT></TD><TD PORT=\"t{row}\" ALIGN=\"LEFT\"><FONT \
         COLOR=\"#6b7182\">{}{null} </FONT></TD></TR>",
        struck(&column.name, column.mark),
        Xml(&column.column_type)
    );
}

fn line(text: &mut String, edge: &Edge) {
    let port = |row: Option<usize>| row.map_or_else(String::new, |row| format!(":k{row}"));
    let tail = if edge.cardinality.one {
        "teeodot"
    } else {
        "crowodot"
    };
    let head = if edge.cardinality.optional {
        "teeodot"
    } else {
        "teetee"
    };
    let (from, to) = (port(edge.from_row), port(edge.to_row));
    let _ = write!(
        text,
        "  t{}{from} -> t{}{to} [arrowtail={tail}, arrowhead={head}",
        edge.from, edge.to
    );
    if let Some(colour) = colour(edge.mark) {
        let _ = write!(text, ", color=\"{colour}\"");
    }
    if edge.mark == Mark::Removed {
        text.push_str(", style=dashed");
    }
    text.push_str("]\n");
}

/// A name, struck through if it is gone. Graphviz has no empty elements.
fn struck(name: &str, mark: Mark) -> String {
    let name = if name.is_empty() { " " } else { name };
    match mark {
        Mark::Removed => format!("<S>{}</S>", Xml(name)),
        Mark::Added => format!("+ {}", Xml(name)),
        _ => Xml(name).to_string(),
    }
}

const fn colour(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Same => None,
        Mark::Added => Some("#1a7f37"),
        Mark::Removed => Some("#c8372d"),
        Mark::Changed => Some("#a06a00"),
    }
}

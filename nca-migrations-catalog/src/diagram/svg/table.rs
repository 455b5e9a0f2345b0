//! A table as a card.

use std::fmt::Write as _;

use super::TINTS;
use crate::diagram::drawing::{DrawnColumn, DrawnTable, Kind, Mark};
use crate::diagram::layout::{
    EDGE, HEAD, KEYS, ROW, Rect, Sizes, TEXT_SIZE, TITLE_SIZE, TYPE_SIZE, fitted, width_of,
};
use crate::diagram::text::Xml;

pub(super) fn table(text: &mut String, at: usize, table: &DrawnTable, place: Rect, sizes: Sizes) {
    let Rect {
        x,
        y,
        width,
        height,
    } = place;
    let mark = table.mark.word().unwrap_or("same");
    let missing = if table.kind == Kind::Missing {
        " missing"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "<g class=\"table a{} {mark}{missing}\" data-table=\"{at}\" data-name=\"{}\" transform=\"translate({x} {y})\">\
         <title>{}</title><rect class=\"card\" width=\"{width}\" height=\"{height}\" rx=\"7\"/>",
        table.area % TINTS,
        Xml(&table.name),
        Xml(&about(table)),
    );
    // Round above, and straight where rows follow.
    let bottom = if height > HEAD {
        "V30H0"
    } else {
        "V23Q{w} 30 {v} 30H7Q0 30 0 23"
    };
    let bottom = bottom
        .replace("{w}", &width.to_string())
        .replace("{v}", &(width - 7).to_string());
    let _ = write!(
        text,
        "<path class=\"head\" d=\"M0 7Q0 0 7 0H{}Q{width} 0 {width} 7{bottom}Z\"/>",
        width - 7
    );
    let badge = table.mark.word().map_or(0, |word| width_of(word, 10) + 12);
    let room = width - 2 * EDGE - badge;
    // It is bold.
    let name = fitted(&table.name, TITLE_SIZE, room * 100 / 108);
    let _ = writeln!(
        text,
        "<text class=\"name\" x=\"{EDGE}\" y=\"20\">{}</text>",
        Xml(&name)
    );
    if let Some(word) = table.mark.word() {
        let left = width - badge - 6;
        let _ = writeln!(
            text,
            "<rect class=\"badge\" x=\"{left}\" y=\"8\" width=\"{badge}\" height=\"14\" rx=\"7\"/><text class=\"badge\" \
             x=\"{}\" y=\"18\">{word}</text>",
            left + badge / 2
        );
    }
    for (row, column) in table.columns.iter().enumerate() {
        line(text, HEAD + row * ROW, column, width, sizes);
    }
    if table.hidden > 0 && !table.columns.is_empty() {
        let y = HEAD + table.columns.len() * ROW + 14;
        let _ = writeln!(
            text,
            "<text class=\"more\" x=\"{KEYS}\" y=\"{y}\">{} more</text>",
            table.hidden
        );
    }
    text.push_str("</g>\n");
}

fn line(text: &mut String, top: usize, column: &DrawnColumn, width: usize, sizes: Sizes) {
    let mark = column.mark.word().unwrap_or("same");
    let _ = write!(
        text,
        "<g class=\"row {mark}\"><title>{}</title>",
        Xml(&said(column))
    );
    let _ = write!(
        text,
        "<rect class=\"back\" x=\"1\" y=\"{top}\" width=\"{}\" height=\"{ROW}\"/>",
        width - 2
    );
    let base = top + 14;
    match (column.primary, column.foreign) {
        (true, true) => {
            let _ = write!(
                text,
                "<text class=\"pk\" x=\"7\" y=\"{base}\">PK</text><text class=\"fk\" x=\"23\" y=\"{base}\">FK</text>"
            );
        }
        (true, false) => {
            let _ = write!(text, "<text class=\"pk\" x=\"7\" y=\"{base}\">PK</text>");
        }
        (false, true) => {
            let _ = write!(text, "<text class=\"fk\" x=\"23\" y=\"{base}\">FK</text>");
        }
        (false, false) => {}
    }
    let name = fitted(
        &column.name,
        TEXT_SIZE,
        sizes.names.min(width - KEYS - EDGE),
    );
    let taken = KEYS + width_of(&name, TEXT_SIZE) + 10;
    let null = if column.nullable { "?" } else { "" };
    let kind = fitted(
        &column.column_type,
        TYPE_SIZE,
        (width - EDGE - 8).saturating_sub(taken),
    );
    let _ = writeln!(
        text,
        "<text class=\"column\" x=\"{KEYS}\" y=\"{base}\">{}</text><text class=\"type\" x=\"{}\" y=\"{base}\">{}<tspan \
         class=\"null\">{null}</tspan></text></g>",
        Xml(&name),
        width - EDGE,
        Xml(&kind),
    );
}

fn about(table: &DrawnTable) -> String {
    let mut about = table.name.clone();
    if table.kind == Kind::Missing {
        about.push_str("\na foreign key names it, and it is not there");
    }
    if let Some(comment) = &table.comment {
        about.push('\n');
        about.push_str(comment);
    }
    about
}

/// All of a column, for where it is pointed at.
fn said(column: &DrawnColumn) -> String {
    let null = if column.nullable { "" } else { " not null" };
    let mut said = format!("{} {}{null}", column.name, column.column_type);
    match (&column.was, column.mark) {
        (Some(was), _) => said = format!("{said}\nchanged, was {was}"),
        (None, Mark::Same) => {}
        (None, mark) => said = format!("{said}\n{}", mark.word().unwrap_or_default()),
    }
    if let Some(comment) = &column.comment {
        said.push('\n');
        said.push_str(comment);
    }
    said
}

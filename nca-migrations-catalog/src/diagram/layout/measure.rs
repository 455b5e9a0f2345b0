//! How wide text is, and how large boxes are.

use crate::diagram::drawing::{Drawing, DrawnColumn, DrawnTable};

/// Sizes that all boxes share.
#[derive(Clone, Copy, Debug)]
pub(in crate::diagram) struct Sizes {
    /// How wide a box is.
    pub(in crate::diagram) width: usize,
    /// How wide the names of columns are, from the edge.
    pub(in crate::diagram) names: usize,
}

pub(in crate::diagram) const HEAD: usize = 30;
pub(in crate::diagram) const ROW: usize = 20;
/// Under the last row.
const FOOT: usize = 5;
/// Left of the names of columns, where the keys are marked, and right of everything.
pub(in crate::diagram) const KEYS: usize = 40;
pub(in crate::diagram) const EDGE: usize = 12;
const BETWEEN: usize = 14;
const WIDTHS: std::ops::RangeInclusive<usize> = 132..=300;
/// A name of a column that is longer is cut.
const NAMES: usize = 190;

pub(in crate::diagram) const TITLE_SIZE: usize = 13;
pub(in crate::diagram) const TEXT_SIZE: usize = 12;
pub(in crate::diagram) const TYPE_SIZE: usize = 11;

impl Sizes {
    /// As wide as the widest needs it, within bounds.
    pub(super) fn of(drawing: &Drawing) -> Self {
        let columns = || drawing.tables.iter().flat_map(|table| &table.columns);
        let name = |column: &DrawnColumn| width_of(&column.name, TEXT_SIZE);
        let names = columns().map(name).max().unwrap_or(0).min(NAMES);
        let kind = |column: &DrawnColumn| width_of(&column.column_type, TYPE_SIZE) + MARK;
        let both =
            |column: &DrawnColumn| KEYS + name(column).min(NAMES) + BETWEEN + kind(column) + EDGE;
        let titles = drawing.tables.iter().map(|table| {
            // Bold, and a word for its mark beside it.
            let mark = if table.mark.word().is_some() { 66 } else { 0 };
            width_of(&table.name, TITLE_SIZE) * 108 / 100 + 2 * EDGE + mark
        });
        let widest = titles.chain(columns().map(both)).max().unwrap_or(0);
        Self {
            width: widest
                .clamp(*WIDTHS.start(), *WIDTHS.end())
                .next_multiple_of(4),
            names,
        }
    }
}

/// How high a table's box is.
pub(super) fn height(table: &DrawnTable) -> usize {
    let more = table.hidden > 0 && !table.columns.is_empty();
    let rows = table.columns.len() + usize::from(more);
    let foot = if rows > 0 { FOOT } else { 0 };
    HEAD + rows * ROW + foot
}

/// The mark of a column that takes NULL.
const MARK: usize = 8;

/// About how wide a text is in a sans-serif font, with some slack: fonts differ, and there is none to ask.
pub(in crate::diagram) fn width_of(text: &str, size: usize) -> usize {
    let units: usize = text.chars().map(units).sum();
    (units * size).div_ceil(1000) * 104 / 100
}

/// Widths in thousandths of the size, about those of the usual sans-serif fonts.
const fn units(c: char) -> usize {
    match c {
        'i' | 'j' | 'l' | '|' | '\'' => 260,
        'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | ' ' | '/' | '\\' | '[' | ']' => 310,
        'r' | '(' | ')' | '-' | '"' | '{' | '}' | '`' => 370,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 530,
        'm' | 'M' | 'W' | '%' | '@' => 900,
        'w' => 760,
        'A'..='H' | 'K' | 'N'..='V' | 'X' | 'Z' | '&' => 700,
        '\u{1100}'.. => 1020,
        '\u{80}'..='\u{10ff}' => 640,
        _ => 585,
    }
}

/// The text if it fits, else its beginning with an ellipsis.
pub(in crate::diagram) fn fitted(text: &str, size: usize, room: usize) -> String {
    if width_of(text, size) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if width_of(&short, size) + size > room {
            short.pop();
            break;
        }
    }
    short.push('…');
    short
}

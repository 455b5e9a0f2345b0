//! Mermaid's `erDiagram`.

use std::fmt::Write as _;

use super::drawing::{Drawing, DrawnColumn, Edge, Kind, Mark};
use super::text::printable;

/// The picture as Mermaid reads it.
pub fn mermaid(drawing: &Drawing) -> String {
    let mut text = String::new();
    if !drawing.title.is_empty() {
        let title = drawing.title.replace('\'', "''");
        let title: String = title.chars().map(printable).collect();
        let _ = write!(text, "---\ntitle: '{title}'\n---\n");
    }
    text.push_str("erDiagram\n");
    let mut classes: Vec<Mark> = Vec::new();
    for (area, of) in drawing.areas.iter().enumerate() {
        if let Some(name) = &of.name {
            // A comment that had braces or percent signs could be a directive.
            let name: String = name
                .chars()
                .filter(|c| !matches!(c, '{' | '}' | '%'))
                .collect();
            let _ = writeln!(
                text,
                "    %% {}",
                name.chars().map(printable).collect::<String>()
            );
        }
        for (_, table) in drawing.tables_of(area) {
            let class = match table.mark.word() {
                Some(word) => format!(":::{word}"),
                None => String::new(),
            };
            if table.mark != Mark::Same && !classes.contains(&table.mark) {
                classes.push(table.mark);
            }
            let _ = write!(text, "    {}{class}", quoted(&table.name));
            if table.kind == Kind::Missing || table.columns.is_empty() {
                text.push('\n');
                continue;
            }
            text.push_str(" {\n");
            for column in &table.columns {
                attribute(&mut text, column);
            }
            text.push_str("    }\n");
        }
    }
    for edge in &drawing.edges {
        relation(&mut text, drawing, edge);
    }
    for mark in classes {
        let (word, style) = match mark {
            Mark::Added => ("added", "fill:#dff5e3,stroke:#1a7f37,color:#12301b"),
            Mark::Removed => ("removed", "fill:#fde3e1,stroke:#c8372d,color:#4a1410"),
            Mark::Changed | Mark::Same => ("changed", "fill:#fff1cf,stroke:#a06a00,color:#3d2a00"),
        };
        let _ = writeln!(text, "    classDef {word} {style}");
    }
    text
}

fn attribute(text: &mut String, column: &DrawnColumn) {
    let (kind, name) = (
        word(&column.column_type, "untyped"),
        word(&column.name, "_"),
    );
    let _ = write!(text, "        {kind} {name}");
    match (column.primary, column.foreign) {
        (true, true) => text.push_str(" PK, FK"),
        (true, false) => text.push_str(" PK"),
        (false, true) => text.push_str(" FK"),
        (false, false) => {}
    }
    // What a word cannot say.
    let mut notes: Vec<String> = Vec::new();
    if let Some(word) = column.mark.word() {
        notes.push(match &column.was {
            Some(was) => format!("{word}, was {was}"),
            None => word.to_owned(),
        });
    }
    if name != column.name {
        notes.push(column.name.clone());
    }
    if kind != column.column_type && !column.column_type.is_empty() {
        notes.push(column.column_type.clone());
    }
    if column.nullable {
        notes.push("null".to_owned());
    }
    if !notes.is_empty() {
        let _ = write!(text, " {}", quoted(&notes.join(", ")));
    }
    text.push('\n');
}

fn relation(text: &mut String, drawing: &Drawing, edge: &Edge) {
    let parent = if edge.cardinality.optional {
        "|o"
    } else {
        "||"
    };
    let child = if edge.cardinality.one { "o|" } else { "o{" };
    // What is gone is a broken line.
    let line = if edge.mark == Mark::Removed {
        ".."
    } else {
        "--"
    };
    let label = match edge.mark.word() {
        Some(word) => format!("{} ({word})", edge.columns.join(", ")),
        None => edge.columns.join(", "),
    };
    let (to, from) = (
        &drawing.tables[edge.to].name,
        &drawing.tables[edge.from].name,
    );
    let (to, from, label) = (quoted(to), quoted(from), quoted(&label));
    let _ = writeln!(text, "    {to} {parent}{line}{child} {from} : {label}");
}

/// Text in quotes. What its grammar does not have there is written by its number.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '%' | '\\' | '#' | ';' | '<' | '>' | '&' | '`' => {
                let _ = write!(quoted, "#{};", u32::from(c));
            }
            c => quoted.push(printable(c)),
        }
    }
    if text.is_empty() {
        quoted.push(' ');
    }
    quoted.push('"');
    quoted
}

/// Text as a word of an attribute: letters, digits, and a few marks after the first.
fn word(text: &str, without: &str) -> String {
    let inside = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' | '(' | ')' | '[' | ']' => c,
        _ => '_',
    };
    let mut word: String = text.chars().map(inside).collect();
    if word.is_empty() {
        return without.to_owned();
    }
    // `PK` and the like are keys to Mermaid, also before a mark, and in small letters.
    let is_key = |key: &str| {
        let start = word
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case(key));
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_';
        start && !word[2..].starts_with(goes_on)
    };
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    if !word.starts_with(letter) || ["pk", "fk", "uk"].into_iter().any(is_key) {
        word.insert(0, '_');
    }
    word
}

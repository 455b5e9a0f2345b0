//! An index, and what indexes and keys are made of.

use super::{collate, identifier};
use crate::model::{Index, Order, Part, PartOf};

/// The statement that makes an index.
pub(in super::super) fn index(index: &Index, table: &str) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let (name, table) = (identifier(&index.name), identifier(table));
    let mut text = format!(
        "CREATE {unique}INDEX {name} ON {table} {}",
        parts(&index.parts)
    );
    if let Some(predicate) = &index.predicate {
        text += "\nWHERE ";
        text += predicate;
    }
    text
}

pub(super) fn parts(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("({})", parts.join(", "))
}

fn part(part: &Part) -> String {
    let mut text = match &part.of {
        PartOf::Column(name) => identifier(name),
        PartOf::Expression(expression) => format!("({expression})"),
    };
    text += &collate(part.collation.as_ref());
    if part.order == Order::Descending {
        text += " DESC";
    }
    text
}

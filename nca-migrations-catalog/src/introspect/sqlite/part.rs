//! Parts of keys and indexes.

use super::cursor::split;
use super::normal::{self, Names};
use super::token::{Expected, Kind, Token};
use crate::model::{Column, Order, Part, PartOf};

/// The parts between parentheses.
pub(super) fn all(
    tokens: &[Token],
    names: &Names,
    columns: &[Column],
) -> Result<Vec<Part>, Expected> {
    split(tokens, Kind::Comma)
        .into_iter()
        .map(|piece| one(piece, names, columns))
        .collect()
}

fn one(mut tokens: &[Token], names: &Names, columns: &[Column]) -> Result<Part, Expected> {
    let mut order = Order::Ascending;
    if let [before @ .., last] = tokens {
        if last.is("desc") {
            order = Order::Descending;
        }
        if last.is_any(&["asc", "desc"]) && !before.is_empty() {
            tokens = before;
        }
    }
    let (tokens, mut collation) = uncollated(tokens);
    let of = match tokens {
        [] => return Err("a column or an expression".to_owned()),
        [name] if name.is_name() && find(&name.text, columns).is_some() => {
            // The column's own counts where none is said.
            if collation == Some(effective(&name.text, columns)) {
                collation = None;
            }
            PartOf::Column(known(&name.text, columns))
        }
        tokens => PartOf::Expression(normal::expression(tokens, names)),
    };
    Ok(Part {
        of,
        collation,
        operator_class: None,
        order,
        length: None,
    })
}

/// What is collated, without parentheses around it, and the collation that counts: the last one that is said.
/// SQLite takes `((a) COLLATE NOCASE)` for the column, too.
fn uncollated(tokens: &[Token]) -> (&[Token], Option<String>) {
    let (mut tokens, mut collation) = (normal::bare(tokens), None);
    while let [before @ .., word, name] = tokens
        && word.is("collate")
        && !before.is_empty()
    {
        collation = collation.or_else(|| Some(name.text.to_ascii_uppercase()));
        tokens = normal::bare(before);
    }
    (tokens, collation)
}

/// The collation of a column.
fn effective(name: &str, columns: &[Column]) -> String {
    let collation = find(name, columns).and_then(|column| column.collation.clone());
    collation.unwrap_or_else(|| "BINARY".to_owned())
}

/// A column's name as the table writes it.
pub(super) fn known(name: &str, columns: &[Column]) -> String {
    find(name, columns)
        .map_or(name, |column| &*column.name)
        .to_owned()
}

fn find<'a>(name: &str, columns: &'a [Column]) -> Option<&'a Column> {
    let mut columns = columns.iter();
    columns.find(|column| column.name.eq_ignore_ascii_case(name))
}

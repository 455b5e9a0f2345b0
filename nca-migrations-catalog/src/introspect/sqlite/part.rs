//! Parts of keys and indexes.

use super::cursor::split;
use super::normal::{self, Names};
use super::token::{Expected, Kind, Token};
use crate::model::{Order, Part, PartOf};

/// The parts between parentheses.
pub(super) fn all(
    tokens: &[Token],
    names: &Names,
    columns: &[&str],
) -> Result<Vec<Part>, Expected> {
    split(tokens, Kind::Comma)
        .into_iter()
        .map(|piece| one(piece, names, columns))
        .collect()
}

fn one(mut tokens: &[Token], names: &Names, columns: &[&str]) -> Result<Part, Expected> {
    let mut order = Order::Ascending;
    if let [before @ .., last] = tokens {
        if last.is("desc") {
            order = Order::Descending;
        }
        if last.is_any(&["asc", "desc"]) && !before.is_empty() {
            tokens = before;
        }
    }
    let mut collation = None;
    // As with columns, that of the column counts where none is said; that it is said matters.
    if let [before @ .., word, name] = tokens
        && word.is("collate")
        && !before.is_empty()
    {
        collation = Some(name.text.to_ascii_uppercase());
        tokens = before;
    }
    let of = match tokens {
        [] => return Err("a column or an expression".to_owned()),
        [name] if name.is_name() && find(&name.text, columns).is_some() => {
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

/// A column's name as the table writes it.
pub(super) fn known(name: &str, columns: &[&str]) -> String {
    find(name, columns).unwrap_or(name).to_owned()
}

fn find<'a>(name: &str, columns: &[&'a str]) -> Option<&'a str> {
    let mut columns = columns.iter();
    columns
        .find(|column| column.eq_ignore_ascii_case(name))
        .copied()
}

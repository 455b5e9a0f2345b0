//! The one way in which we write an expression or a statement that SQLite keeps as it was typed.
//!
//! It is made token by token, so that it means the same to SQLite, and is the same for two texts only when
//! their tokens mean the same. No comments; one blank where one is needed; `=` for `==` and `<>` for `!=`;
//! words in lower case, because SQLite compares names so, but for aliases, which name the columns of a view;
//! no quotes around names that do without. What is in double quotes is a name where [`Names`] knows one and a
//! string where it does not, as it is for SQLite.

mod layout;
mod names;
mod spell;

pub(super) use names::{Names, Objects};
pub(super) use spell::name;

use super::cursor::closing;
use super::token::{Kind, Token};
use layout::Layout;

/// An expression in one line, without parentheses around it.
pub(super) fn expression(tokens: &[Token], names: &Names) -> String {
    layout::text(&spell::pieces(bare(tokens), names), Layout::Line)
}

/// A query or another statement, with a line for each of its clauses.
pub(super) fn statement(tokens: &[Token], names: &Names, indent: usize) -> String {
    layout::text(&spell::pieces(tokens, names), Layout::Clauses { indent })
}

/// Without the parentheses around the whole, unless they are those of a query or a row.
pub(super) fn bare(mut tokens: &[Token]) -> &[Token] {
    while let [first, inner @ .., _] = tokens
        && first.kind == Kind::Open
        && closing(tokens) == Some(tokens.len() - 1)
        && !inner.is_empty()
        && !inner[0].is_any(&["select", "values", "with"])
        && super::cursor::split(inner, Kind::Comma).len() == 1
    {
        tokens = inner;
    }
    tokens
}

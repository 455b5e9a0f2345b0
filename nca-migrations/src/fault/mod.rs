//! What a server points at in a statement that it refuses.

use std::ops::Range;

use diesel::result::Error;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};
use nca_migrations_core::text::LineColumn;

mod mysql;
mod postgres;
mod sqlite;

#[cfg(test)]
mod tests;

/// What a server points at, in the text of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The bytes of the script. Empty where something is missing, as at the end of a statement.
    pub range: Range<usize>,
    /// Where it starts.
    pub start: LineColumn,
}

/// The bytes of a statement that an error points at. None unless it is sure: pointing at the wrong
/// word is worse than at none.
pub(crate) fn pointed_at(sql: &str, dialect: Dialect, error: &Error) -> Option<Range<usize>> {
    match error {
        Error::DatabaseError(_, information) => match dialect {
            Dialect::Sqlite => sqlite::pointed_at(sql, information.message()),
            Dialect::Postgres => postgres::pointed_at(sql, information.statement_position()?),
            Dialect::Mysql => mysql::pointed_at(sql, information.message()),
            _ => None,
        },
        // The NUL that Diesel cannot send.
        Error::InvalidCString(nul) => Some(nul.nul_position()..nul.nul_position() + 1),
        _ => None,
    }
}

/// The end of a statement, where a server says that something is missing.
fn end(sql: &str) -> Range<usize> {
    sql.len()..sql.len()
}

/// The token that starts at a place; inside a string, such as a function's body, the word there.
fn token_at(sql: &str, dialect: Dialect, at: usize) -> Range<usize> {
    let starts = lex(sql, dialect)
        .take_while(|token| token.range.start <= at)
        .find(|token| token.range.start == at && token.kind != TokenKind::ClientCommand);
    starts.map_or_else(|| word_at(sql, at), |token| token.range)
}

fn word_at(sql: &str, at: usize) -> Range<usize> {
    let rest = &sql[at..];
    let word = rest.find(|char: char| !char.is_alphanumeric() && char != '_');
    let first = rest.chars().next().map_or(0, char::len_utf8);
    at..at + word.unwrap_or(rest.len()).max(first)
}

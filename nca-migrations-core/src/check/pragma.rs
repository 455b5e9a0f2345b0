//! SQLite's pragmas.

use std::ops::Range;

use super::phrase::Phrase;
use crate::sql::{Statement, TokenKind};

/// `PRAGMA name`, `PRAGMA schema.name = value`, `PRAGMA name(value)`.
pub(super) struct Pragma<'a> {
    name: &'a str,
    /// Whether a value is given.
    pub(super) sets: bool,
    pub(super) range: Range<usize>,
}

impl<'a> Pragma<'a> {
    /// The pragma that the statement is, if it is one.
    pub(super) fn of(statement: &Statement<'a>, first: &str) -> Option<Self> {
        if !first.eq_ignore_ascii_case("pragma") {
            return None;
        }
        let phrase = Phrase::of(statement);
        let name = if phrase.source(2) == "." { 3 } else { 1 };
        let sets =
            phrase.source(name + 1) == "=" || phrase.kind(name + 1) == Some(TokenKind::OpenParen);
        Some(Self {
            name: phrase.source(name),
            sets,
            range: phrase.through(usize::MAX),
        })
    }

    /// Whether it is the pragma `name`. SQLite takes its name in any kind of quotes.
    pub(super) fn is(&self, name: &str) -> bool {
        let quotes = ['"', '\'', '`', '[', ']'];
        self.name.trim_matches(quotes).eq_ignore_ascii_case(name)
    }
}

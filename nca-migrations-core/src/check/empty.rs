//! A script without a statement. PostgreSQL and MySQL answer "Received an empty query" or the like
//! through Diesel, which makes the migration fail.

use std::ops::Range;

use super::Finding;
use crate::dialect::Dialect;
use crate::sql::{Split, TokenKind, lex};

pub(super) fn find(
    text: &str,
    dialect: Dialect,
    split: &Split<'_>,
) -> Option<(Finding, Range<usize>)> {
    if !split.statements.is_empty() || split.unterminated.is_some() {
        return None;
    }
    let comment = lex(text, dialect)
        .find(|token| matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment));
    Some((Finding::Empty, comment.map_or(0..0, |token| token.range)))
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;

    #[test]
    fn raises() {
        for (text, range) in [
            ("", 0..0),
            (" \n", 0..0),
            (";;\n", 0..0),
            ("\n-- nothing yet\n", 1..15),
            ("; /* a */ -- b", 2..9),
        ] {
            for dialect in Dialect::ALL {
                for framing in [Framing::Transaction, Framing::None] {
                    let found = script(text, dialect, framing);
                    assert_eq!(found, [(Finding::Empty, range.clone())], "{text:?}");
                }
            }
        }
    }

    #[test]
    fn does_not_raise() {
        assert_eq!(script("-- a\nselect 1", Dialect::Sqlite, Framing::None), []);
        assert_eq!(script("/*! select 1 */", Dialect::Mysql, Framing::None), []);
        // To the others that is a comment.
        assert_eq!(
            script("/*! select 1 */", Dialect::Sqlite, Framing::None).len(),
            1
        );
    }
}

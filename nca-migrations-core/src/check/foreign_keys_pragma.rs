//! `PRAGMA foreign_keys = ..` inside a transaction.
//!
//! "This pragma is a no-op within a transaction" (<https://sqlite.org/pragma.html>): a rebuilt
//! table that is dropped then deletes the rows that refer to it.

use std::ops::Range;

use super::Finding;
use super::pragma::Pragma;
use crate::dialect::Dialect;
use crate::sql::Statement;

pub(super) fn find(
    statement: &Statement<'_>,
    first: &str,
    dialect: Dialect,
) -> Option<(Finding, Range<usize>)> {
    if dialect != Dialect::Sqlite {
        return None;
    }
    let pragma = Pragma::of(statement, first)?;
    (pragma.is("foreign_keys") && pragma.sets).then_some((Finding::ForeignKeysPragma, pragma.range))
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;

    #[test]
    fn raises() {
        for text in [
            "pragma foreign_keys = off",
            "PRAGMA foreign_keys=0",
            "PRAGMA main.foreign_keys = ON",
            "PRAGMA foreign_keys(1)",
            "pragma 'foreign_keys' = 1",
            "pragma [main] . \"Foreign_Keys\" = 'no'",
        ] {
            let script_text = format!("/* a */ {text} ;");
            let found = script(&script_text, Dialect::Sqlite, Framing::Transaction);
            assert_eq!(
                found,
                [(Finding::ForeignKeysPragma, 8..8 + text.len())],
                "{text}"
            );
        }
    }

    #[test]
    fn does_not_raise() {
        for text in [
            "pragma foreign_keys",
            "pragma main.foreign_keys",
            "pragma foreign_key_check(t)",
            "pragma defer_foreign_keys = on",
            "select 'pragma foreign_keys = off' as foreign_keys",
        ] {
            assert_eq!(
                script(text, Dialect::Sqlite, Framing::Transaction),
                [],
                "{text}"
            );
        }
        assert_eq!(
            script("pragma foreign_keys = off", Dialect::Sqlite, Framing::None),
            []
        );
        assert_eq!(
            script(
                "pragma foreign_keys = 1",
                Dialect::Postgres,
                Framing::Transaction
            ),
            []
        );
    }
}

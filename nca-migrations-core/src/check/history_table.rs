//! A script that names a table of the history. A migration that changes its own bookkeeping cannot
//! be reasoned about, least of all after it failed.

use std::ops::Range;

use super::Finding;
use crate::sql::{Split, Statement, Token, TokenKind};

/// The tables in which the history is kept: Diesel's, and ours beside it.
pub const HISTORY_TABLES: [&str; 2] = ["__diesel_schema_migrations", "__nca_migration_log"];

/// The first mention in a statement.
pub(super) fn find(statement: &Statement<'_>) -> Option<(Finding, Range<usize>)> {
    statement.tokens().find_map(|(token, source)| {
        let table = named(&token, source)?;
        Some((
            Finding::HistoryTable {
                table: table.to_owned(),
            },
            token.range,
        ))
    })
}

/// The indexes of the statements whose text has one of the names, in code or elsewhere, ascending.
/// Almost no script has one, and so almost none is read once more.
pub(super) fn mentions(text: &str, split: &Split<'_>) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_name = |at: usize| {
        HISTORY_TABLES.iter().any(|table| {
            let name = bytes[at..].get(..table.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(table.as_bytes()))
        })
    };
    let mut indexes: Vec<usize> = text
        .match_indices("__")
        .filter(|(at, _)| is_name(*at))
        .map(|(at, _)| {
            split
                .statements
                .partition_point(|statement| statement.outer.end <= at)
        })
        .collect();
    indexes.dedup();
    indexes
}

fn named(token: &Token, source: &str) -> Option<&'static str> {
    let name = match token.kind {
        TokenKind::Word => source,
        TokenKind::QuotedIdentifier => source.get(1..source.len() - 1)?,
        _ => return None,
    };
    HISTORY_TABLES
        .into_iter()
        .find(|table| name.eq_ignore_ascii_case(table))
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;
    use crate::dialect::Dialect::{self, Mysql, Postgres, Sqlite};

    #[test]
    fn raises() {
        let (diesel, ours) = (HISTORY_TABLES[0], HISTORY_TABLES[1]);
        for (dialects, text, table) in [
            (
                &Dialect::ALL[..],
                "delete from __diesel_schema_migrations",
                diesel,
            ),
            (&Dialect::ALL[..], "drop table __Nca_Migration_Log", ours),
            (
                &[Sqlite, Postgres],
                "drop table \"__diesel_schema_migrations\"",
                diesel,
            ),
            (&[Sqlite, Mysql], "drop table a.`__nca_migration_log`", ours),
            (&[Sqlite], "drop table [__nca_migration_log]", ours),
            (
                &[Sqlite],
                "create trigger t after insert on a begin select 1;
              delete from __nca_migration_log; end",
                ours,
            ),
            (&[Mysql], "/*! drop table __nca_migration_log */", ours),
        ] {
            for dialect in dialects {
                for framing in [Framing::Transaction, Framing::None] {
                    let found = script(text, *dialect, framing);
                    let finding = Finding::HistoryTable {
                        table: table.to_owned(),
                    };
                    assert_eq!(found.len(), 1, "{dialect}: {text}");
                    assert_eq!(found[0].0, finding, "{dialect}: {text}");
                    assert!(
                        text[found[0].1.clone()].to_lowercase().contains(table),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn one_finding_for_each_statement() {
        let text = "insert into __nca_migration_log select * from __nca_migration_log;
                    ; drop table __nca_migration_log; copy __nca_migration_log from stdin";
        let found = script(text, Postgres, Framing::None);
        let history = |(one, _): &&(Finding, _)| matches!(one, Finding::HistoryTable { .. });
        assert_eq!(found.iter().filter(history).count(), 2);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn does_not_raise() {
        for text in [
            "select '__diesel_schema_migrations' -- __diesel_schema_migrations\n",
            "select 1 /* __nca_migration_log */",
            "select 1; -- __nca_migration_log",
            "select my__nca_migration_log, __nca_migration_log2, ___nca_migration_log from t",
        ] {
            for dialect in Dialect::ALL {
                assert_eq!(script(text, dialect, Framing::Transaction), [], "{text}");
            }
        }
        let body = "do $$ select __nca_migration_log $$";
        assert_eq!(script(body, Postgres, Framing::Transaction), []);
    }
}

//! Statements that begin or end a transaction, in a script that is run inside one: they end ours,
//! and what comes after them is applied for good whether or not the script fails.

use std::ops::Range;

use super::Finding;
use super::phrase::{Phrase, is_one_of};
use crate::dialect::Dialect;
use crate::sql::{Statement, TokenKind};

/// Words that such a statement can begin with, in any dialect.
const FIRST: [&str; 9] = [
    "begin", "start", "commit", "rollback", "end", "abort", "prepare", "set", "xa",
];

pub(super) fn find(
    statement: &Statement<'_>,
    first: &str,
    dialect: Dialect,
) -> Option<(Finding, Range<usize>)> {
    if !is_one_of(first, &FIRST) {
        return None;
    }
    let phrase = Phrase::of(statement);
    let (name, last) = control(&phrase, dialect)?;
    Some((
        Finding::TransactionControl {
            statement: name.to_owned(),
        },
        phrase.through(last),
    ))
}

/// The statement's name, and the last token of it.
fn control(phrase: &Phrase<'_>, dialect: Dialect) -> Option<(&'static str, usize)> {
    let (postgres, mysql) = (dialect == Dialect::Postgres, dialect == Dialect::Mysql);
    let is = |words: &[&str]| phrase.is(0, words);
    match () {
        // MariaDB's `BEGIN NOT ATOMIC` is a block.
        () if is(&["begin", "not"]) && mysql => None,
        () if is(&["begin"]) => Some(("BEGIN", 0)),
        () if is(&["start", "transaction"]) && dialect != Dialect::Sqlite => {
            Some(("START TRANSACTION", 1))
        }
        () if is(&["commit", "prepared"]) && postgres => Some(("COMMIT PREPARED", 1)),
        () if is(&["commit"]) => Some(("COMMIT", 0)),
        () if is(&["rollback", "prepared"]) && postgres => Some(("ROLLBACK PREPARED", 1)),
        // `ROLLBACK TO` goes back to a savepoint, inside our transaction.
        () if is(&["rollback"]) && phrase.find(1, &["to"]).is_none() => Some(("ROLLBACK", 0)),
        () if is(&["end"]) && !mysql => Some(("END", 0)),
        () if is(&["abort"]) && postgres => Some(("ABORT", 0)),
        () if is(&["prepare", "transaction"]) && postgres => Some(("PREPARE TRANSACTION", 1)),
        () if is(&["set"]) && mysql => autocommit(phrase).map(|last| ("SET autocommit", last)),
        () if is(&["xa"]) && mysql => xa(phrase).map(|name| (name, 1)),
        () => None,
    }
}

fn xa(phrase: &Phrase<'_>) -> Option<&'static str> {
    [
        ("XA START", "start"),
        ("XA BEGIN", "begin"),
        ("XA END", "end"),
        ("XA PREPARE", "prepare"),
        ("XA COMMIT", "commit"),
        ("XA ROLLBACK", "rollback"),
    ]
    .into_iter()
    .find(|(_, word)| phrase.is(1, &[*word]))
    .map(|(name, _)| name)
}

/// The place of `autocommit` in `SET autocommit = 0`, `SET a = 1, SESSION autocommit = 0` or
/// `SET @@session.autocommit = 0`. With `GLOBAL` or `PERSIST` it is of other sessions.
fn autocommit(phrase: &Phrase<'_>) -> Option<usize> {
    (1..phrase.len()).find(|at| {
        let variable = match phrase.kind(*at) {
            Some(TokenKind::Word) => {
                phrase.is(*at, &["autocommit"])
                    && !is_one_of(phrase.source(at - 1), &["global", "persist"])
            }
            Some(TokenKind::Parameter) => is_one_of(
                phrase.source(*at),
                &["@@autocommit", "@@session.autocommit", "@@local.autocommit"],
            ),
            _ => false,
        };
        let assigned = phrase.source(at + 1) == "="
            || (phrase.source(at + 1) == ":" && phrase.source(at + 2) == "=");
        variable && assigned
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;
    use Dialect::{Mysql, Postgres, Sqlite};

    fn raised(text: &str, dialect: Dialect) -> Vec<String> {
        script(text, dialect, Framing::Transaction)
            .into_iter()
            .map(|(finding, range)| match finding {
                Finding::TransactionControl { statement } => {
                    let words = statement.rsplit(' ').next().unwrap().to_lowercase();
                    assert!(text[range].to_lowercase().ends_with(&words), "{text}");
                    statement
                }
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn raises() {
        for (dialects, text, name) in [
            (&Dialect::ALL[..], "begin", "BEGIN"),
            (&[Sqlite], "BEGIN IMMEDIATE TRANSACTION", "BEGIN"),
            (&[Postgres], "begin isolation level serializable", "BEGIN"),
            (&[Postgres, Mysql], "begin work", "BEGIN"),
            (
                &[Postgres, Mysql],
                "start /* a */ transaction read only",
                "START TRANSACTION",
            ),
            (&Dialect::ALL[..], "Commit", "COMMIT"),
            (&[Postgres, Mysql], "commit and chain", "COMMIT"),
            (&[Sqlite, Postgres], "end", "END"),
            (&[Sqlite, Postgres], "end transaction", "END"),
            (&Dialect::ALL[..], "rollback", "ROLLBACK"),
            (&[Postgres], "rollback work", "ROLLBACK"),
            (&[Postgres], "abort", "ABORT"),
            (
                &[Postgres],
                "prepare transaction 'a'",
                "PREPARE TRANSACTION",
            ),
            (&[Postgres], "commit prepared 'a'", "COMMIT PREPARED"),
            (&[Postgres], "rollback prepared 'a'", "ROLLBACK PREPARED"),
            (&[Mysql], "set autocommit = 0", "SET autocommit"),
            (
                &[Mysql],
                "set names utf8mb4, session autocommit := off",
                "SET autocommit",
            ),
            (&[Mysql], "set @@session.autocommit = 1", "SET autocommit"),
            (
                &[Mysql],
                "set @old = @@autocommit, AUTOCOMMIT = 0",
                "SET autocommit",
            ),
            (&[Mysql], "/*!40000 commit */", "COMMIT"),
            (&[Mysql], "xa start 'a'", "XA START"),
        ] {
            for dialect in dialects {
                assert_eq!(raised(text, *dialect), [name], "{dialect}: {text}");
                assert_eq!(
                    script(text, *dialect, Framing::None),
                    [],
                    "{dialect}: {text}"
                );
            }
        }
        assert_eq!(
            raised("begin; select 1; commit;", Sqlite),
            ["BEGIN", "COMMIT"]
        );
    }

    #[test]
    fn does_not_raise() {
        for (dialects, text) in [
            (&Dialect::ALL[..], "savepoint a; release savepoint a"),
            (&Dialect::ALL[..], "rollback to a"),
            (&[Sqlite, Postgres], "rollback transaction to savepoint a"),
            (&[Postgres, Mysql], "rollback work to a"),
            (
                &Dialect::ALL[..],
                "select 'commit', \"commit\"; -- commit\n",
            ),
            (&[Postgres], "prepare a as select 1"),
            (
                &[Postgres],
                "set transaction read only; set local autocommit = 1",
            ),
            (&[Postgres], "do $$ begin commit; end $$"),
            (
                &[Postgres],
                "create function f() begin atomic select 1; end",
            ),
            (
                &[Sqlite],
                "create trigger t after insert on a begin select 1; end",
            ),
            (
                &[Mysql],
                "create procedure p() begin start transaction; commit; end",
            ),
            (&[Mysql], "begin not atomic commit; end"),
            (
                &[Mysql],
                "set global autocommit = 0; set persist autocommit = 1; set @a = @@autocommit",
            ),
            (&[Mysql], "start replica; xa recover"),
        ] {
            for dialect in dialects {
                assert_eq!(raised(text, *dialect), [""; 0], "{dialect}: {text}");
            }
        }
    }
}

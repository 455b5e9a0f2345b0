//! All checks of one script.

use std::ops::Range;

use super::phrase::first_word;
use super::{
    Finding, client_command, copy_stream, empty, foreign_keys_pragma, history_table,
    not_in_transaction, nul_byte, transaction_control, unterminated,
};
use crate::dialect::Dialect;
use crate::sql::{Split, Statement, StatementKind, split};

/// What is put around a script when it is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Framing {
    /// The script runs inside a transaction: `run_in_transaction = true`.
    Transaction,
    /// Its statements run one by one, each for itself.
    None,
}

/// Checks a script's text. Each finding comes with the bytes that it is about; they are in the
/// order of those.
///
/// A statement is judged once. One in which something is never closed is only looked at for the
/// history's tables: where it was meant to end is not known.
///
/// ```
/// use nca_migrations_core::check::{Finding, Framing, script};
/// use nca_migrations_core::dialect::Dialect;
///
/// let text = "create table t (a int);\ncommit;\n";
/// let findings = script(text, Dialect::Postgres, Framing::Transaction);
/// let expected = Finding::TransactionControl { statement: "COMMIT".to_owned() };
/// assert_eq!(findings, [(expected, 24..30)]);
/// assert_eq!(script(text, Dialect::Postgres, Framing::None), []);
/// ```
pub fn script(text: &str, dialect: Dialect, framing: Framing) -> Vec<(Finding, Range<usize>)> {
    let split = split(text, dialect);
    let mut findings = Vec::new();
    findings.extend(unterminated::find(&split));
    findings.extend(empty::find(text, dialect, &split));
    findings.extend(nul_byte::find(text));
    findings.extend(client_command::find(&split, dialect));
    let mentions = history_table::mentions(text, &split);
    for (index, statement) in split.statements.iter().enumerate() {
        if statement.kind != StatementKind::Sql {
            continue;
        }
        let whole = is_whole(statement, &split);
        let found = whole
            .then(|| judge(index, &split, dialect, framing))
            .flatten();
        findings.extend(found.or_else(|| {
            mentions.binary_search(&index).ok()?;
            history_table::find(statement)
        }));
    }
    findings.sort_by_key(|(_, range)| range.start);
    findings
}

/// Whether the statement ends before whatever is never closed, so that it is what was meant.
fn is_whole(statement: &Statement<'_>, split: &Split<'_>) -> bool {
    split
        .unterminated
        .as_ref()
        .is_none_or(|open| statement.range.end <= open.range.start)
}

fn judge(
    index: usize,
    split: &Split<'_>,
    dialect: Dialect,
    framing: Framing,
) -> Option<(Finding, Range<usize>)> {
    let (before, statement) = (&split.statements[..index], &split.statements[index]);
    let first = first_word(statement);
    let always = copy_stream::find(statement, first, dialect);
    if always.is_some() || framing == Framing::None {
        return always;
    }
    transaction_control::find(statement, first, dialect)
        .or_else(|| foreign_keys_pragma::find(statement, first, dialect))
        .or_else(|| not_in_transaction::find(statement, first, before, dialect))
}

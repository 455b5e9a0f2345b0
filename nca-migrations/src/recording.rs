//! How the record of a statement outside a transaction is kept together with what the statement
//! did, so that a process that is killed leaves both or neither.

use nca_migrations_core::check::{Framing, script};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

/// When a statement is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recording {
    /// In one transaction with it: one of ours, or the script's own if that is open.
    Together,
    /// Before it, since it commits the script's own transaction, and the record with it.
    Before,
    /// After it, since it cannot be in a transaction of ours. A process that is killed in between
    /// leaves it done and not recorded.
    After,
}

/// What can be done about one statement.
pub(crate) fn recording(statement: &str, dialect: Dialect) -> Recording {
    let word = first_word(statement, dialect);
    match word.as_deref() {
        Some("commit" | "end" | "release") => Recording::Before,
        // In a transaction of ours a pragma may do nothing and say nothing, and a savepoint would
        // end with it instead of being one of the script's own.
        Some("pragma" | "attach" | "detach" | "savepoint" | "rollback") => Recording::After,
        // All else commits by itself, before and after.
        // <https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html>
        Some(word) if dialect == Dialect::Mysql && !CHANGES_ROWS.contains(&word) => {
            Recording::After
        }
        _ if script(statement, dialect, Framing::Transaction).is_empty() => Recording::Together,
        _ => Recording::After,
    }
}

/// What MySQL and MariaDB run inside a transaction. A procedure, or what was prepared, may commit it all
/// the same: then nothing is lost against running it outside.
const CHANGES_ROWS: [&str; 12] = [
    "insert", "update", "delete", "replace", "load", "select", "with", "values", "table", "do",
    "call", "execute",
];

/// Whether the statement changes only the session, so that a run that goes on with the script has
/// to run it again.
pub(crate) fn sets_session(statement: &str, dialect: Dialect) -> bool {
    let word = first_word(statement, dialect);
    let words = [
        "set", "reset", "use", "prepare", "pragma", "attach", "detach",
    ];
    word.is_some_and(|word| words.contains(&&*word))
}

/// Whether the statement begins a transaction of the script's own.
pub(crate) fn begins_transaction(statement: &str, dialect: Dialect) -> bool {
    let word = first_word(statement, dialect);
    // `SET autocommit = 0` begins one with the next statement.
    let words = ["begin", "start", "savepoint", "xa"];
    word.is_some_and(|word| words.contains(&&*word) || (dialect == Dialect::Mysql && word == "set"))
}

/// Whether a statement leaves it to each of the next ones to commit by itself. On MySQL and MariaDB neither a
/// function nor a trigger may change that (error 1445); MariaDB runs blocks of statements without either.
pub(crate) fn keeps_autocommit(statement: &str, dialect: Dialect) -> bool {
    let word = first_word(statement, dialect);
    let words = [
        "alter", "analyze", "create", "delete", "drop", "grant", "insert", "load", "optimize",
        "rename", "replace", "revoke", "select", "show", "truncate", "update", "values", "with",
    ];
    word.is_some_and(|word| words.contains(&&*word))
}

/// Whether a statement may change the session beyond its transaction. Functions are not looked into:
/// at the end of a run all settings are compared.
pub(crate) fn may_change_session(statement: &str, dialect: Dialect) -> bool {
    let word = first_word(statement, dialect);
    let words = [
        "set", "reset", "use", "pragma", "attach", "detach", "discard", "do", "call", "lock",
        // Of what was prepared.
        "execute",
    ];
    word.is_some_and(|word| words.contains(&&*word)) || statement.contains("set_config")
}

fn first_word(statement: &str, dialect: Dialect) -> Option<String> {
    let split = split(statement, dialect);
    let first = split.statements.first()?.words().next()?;
    Some(first.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_turn_autocommit_off() {
        for (statement, expected) in [
            ("CREATE TABLE a (b INTEGER)", true),
            ("insert into a values (1)", true),
            ("SET autocommit = 0", false),
            ("/*!40101 SET autocommit = 0 */", false),
            ("CALL off()", false),
            ("BEGIN NOT ATOMIC SET autocommit = 0; END", false),
        ] {
            let found = keeps_autocommit(statement, Dialect::Mysql);
            assert_eq!(found, expected, "{statement}");
        }
    }

    #[test]
    fn by_what_the_statement_does() {
        for (statement, expected) in [
            ("INSERT INTO a VALUES (1)", Recording::Together),
            ("create table vacuum_me (id integer)", Recording::Together),
            ("VACUUM", Recording::After),
            ("PRAGMA foreign_keys = OFF", Recording::After),
            ("BEGIN", Recording::After),
            ("savepoint a", Recording::After),
            ("ROLLBACK TO a", Recording::After),
            ("Commit", Recording::Before),
            ("END TRANSACTION", Recording::Before),
            ("RELEASE a", Recording::Before),
        ] {
            assert_eq!(
                recording(statement, Dialect::Sqlite),
                expected,
                "{statement}"
            );
        }
    }
}

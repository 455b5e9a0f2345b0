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
    let split = split(statement, dialect);
    let first = (split.statements.first())
        .and_then(|statement| statement.words().next())
        .map(str::to_ascii_lowercase);
    match first.as_deref() {
        Some("commit" | "end" | "release") => Recording::Before,
        // In a transaction of ours a pragma may do nothing and say nothing, and a savepoint would
        // end with it instead of being one of the script's own.
        Some("pragma" | "attach" | "detach" | "savepoint" | "rollback") => Recording::After,
        _ if script(statement, dialect, Framing::Transaction).is_empty() => Recording::Together,
        _ => Recording::After,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

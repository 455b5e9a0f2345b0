//! The transaction that a script outside of ours has begun itself, as far as its text tells.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

/// Whether one is open. A run asks the database; a script that is written beforehand cannot.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnTransaction {
    begun: bool,
    savepoints: Vec<String>,
}

impl OwnTransaction {
    pub(super) fn is_open(&self) -> bool {
        self.begun || !self.savepoints.is_empty()
    }

    /// Follows one statement.
    pub(super) fn see(&mut self, statement: &str, dialect: Dialect) {
        let split = split(statement, dialect);
        let words = split.statements.iter().flat_map(|statement| statement.words());
        let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match *words {
            // MariaDB's `BEGIN NOT ATOMIC` is a block.
            ["begin", "not", ..] if dialect == Dialect::Mysql => {}
            ["begin" | "start", ..] => self.begun = true,
            ["commit" | "rollback" | "prepare", "prepared", ..] => {}
            ["rollback", .., "to", name] | ["rollback", .., "to", "savepoint", name] => {
                self.back_to(name);
            }
            ["savepoint", name] => self.savepoints.push(name.to_owned()),
            ["release", .., name] => {
                self.back_to(name);
                self.savepoints.pop();
            }
            ["commit" | "end" | "rollback" | "abort", ..] => {
                let (chain, no) = (words.contains(&"chain"), words.contains(&"no"));
                *self = Self {
                    begun: chain && !no,
                    ..Self::default()
                };
            }
            [word, ..] if dialect == Dialect::Mysql && commits(word) => *self = Self::default(),
            _ => {}
        }
    }

    fn back_to(&mut self, name: &str) {
        if let Some(at) = self.savepoints.iter().rposition(|savepoint| savepoint == name) {
            self.savepoints.truncate(at + 1);
        }
    }
}

/// See <https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html>.
fn commits(word: &str) -> bool {
    let words = [
        "alter", "analyze", "cache", "check", "create", "drop", "flush", "grant", "install", "load",
        "lock", "optimize", "rename", "repair", "reset", "revoke", "truncate", "uninstall",
    ];
    words.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dialect::{Mysql, Postgres, Sqlite};

    #[test]
    fn what_is_open_after() {
        for (dialect, script, open) in [
            (Sqlite, "begin immediate; insert into a values (1)", true),
            (Sqlite, "BEGIN; COMMIT", false),
            (Sqlite, "begin; end transaction", false),
            (Sqlite, "savepoint a; savepoint b; release b", true),
            (Sqlite, "savepoint a; savepoint b; release savepoint A", false),
            (Sqlite, "savepoint a; rollback to a", true),
            (Postgres, "start transaction; savepoint a; rollback to savepoint a", true),
            (Postgres, "begin; rollback", false),
            (Postgres, "begin; commit and chain", true),
            (Postgres, "begin; commit and no chain", false),
            (Postgres, "begin; prepare x as select 1; rollback prepared 'x'", true),
            (Mysql, "begin; update a set b = 1", true),
            (Mysql, "begin; create table a (b int)", false),
            (Mysql, "begin not atomic select 1; end", false),
        ] {
            let mut own = OwnTransaction::default();
            for statement in split(script, dialect).statements {
                own.see(statement.text(), dialect);
            }
            assert_eq!(own.is_open(), open, "{script}");
        }
    }
}

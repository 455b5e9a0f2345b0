//! The transaction that a script outside of ours has begun itself, as far as its text tells.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Statement, split};

/// Whether one is open. A run asks the database; a script that is written beforehand cannot.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnTransaction {
    begun: bool,
    savepoints: Vec<String>,
    /// `SET autocommit = 0`.
    no_autocommit: bool,
}

impl OwnTransaction {
    pub(super) fn is_open(&self) -> bool {
        self.begun || !self.savepoints.is_empty()
    }

    /// Whether what is written now begins a transaction that nobody ends.
    pub(super) fn begins_by_itself(&self) -> bool {
        self.no_autocommit && !self.is_open()
    }

    /// Follows one statement.
    pub(super) fn see(&mut self, statement: &str, dialect: Dialect) {
        let split = split(statement, dialect);
        let words = split.statements.iter().flat_map(Statement::words);
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
                self.end();
                self.begun = chain && !no;
            }
            ["set", ..] if dialect == Dialect::Mysql => {
                if let Some(on) = autocommit(statement) {
                    self.no_autocommit = !on;
                }
            }
            [word, ..] if dialect == Dialect::Mysql && commits(word) => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        self.begun = false;
        self.savepoints.clear();
    }

    fn back_to(&mut self, name: &str) {
        if let Some(at) = self
            .savepoints
            .iter()
            .rposition(|savepoint| savepoint == name)
        {
            self.savepoints.truncate(at + 1);
        }
    }
}

/// What a `SET` sets autocommit to, if it does.
fn autocommit(statement: &str) -> Option<bool> {
    let text = statement.to_ascii_lowercase();
    let (_, rest) = text.split_once("autocommit")?;
    let value = rest.trim_start().trim_start_matches([':', '=', ' ']);
    Some(
        !["0", "off", "false"]
            .iter()
            .any(|off| value.starts_with(off)),
    )
}

/// See <https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html>.
fn commits(word: &str) -> bool {
    let words = [
        "alter",
        "analyze",
        "cache",
        "check",
        "create",
        "drop",
        "flush",
        "grant",
        "install",
        "load",
        "lock",
        "optimize",
        "rename",
        "repair",
        "reset",
        "revoke",
        "truncate",
        "uninstall",
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
            (
                Sqlite,
                "savepoint a; savepoint b; release savepoint A",
                false,
            ),
            (Sqlite, "savepoint a; rollback to a", true),
            (
                Postgres,
                "start transaction; savepoint a; rollback to savepoint a",
                true,
            ),
            (Postgres, "begin; rollback", false),
            (Postgres, "begin; commit and chain", true),
            (Postgres, "begin; commit and no chain", false),
            (
                Postgres,
                "begin; prepare x as select 1; rollback prepared 'x'",
                true,
            ),
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

    #[test]
    fn without_autocommit() {
        for (script, by_itself) in [
            ("set autocommit = 0", true),
            ("set @@session.autocommit=off; commit", true),
            ("set autocommit = 0; begin", false),
            ("set autocommit = 0; set autocommit = 1", false),
            ("set @a = 0", false),
        ] {
            let mut own = OwnTransaction::default();
            for statement in split(script, Mysql).statements {
                own.see(statement.text(), Mysql);
            }
            assert_eq!(own.begins_by_itself(), by_itself, "{script}");
        }
    }
}

//! Values that a statement of a script leaves in its session for a later one: the user variables of
//! MySQL and MariaDB, and their `LAST_INSERT_ID()`. They are gone when a run was stopped in between, and
//! the servers take what is not there for null, or 0.

use std::collections::BTreeSet;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Statement, TokenKind, split};

const LAST_INSERT_ID: &str = "last_insert_id";

/// Says which value a script that is gone on with reads and does not have, if there is one. `SET` of a
/// constant is not among them: it is run again.
pub(crate) fn lost_value<'s>(
    done: impl Iterator<Item = &'s str>,
    left: impl Iterator<Item = &'s str>,
    dialect: Dialect,
) -> Option<String> {
    if dialect != Dialect::Mysql {
        return None;
    }
    let mut lost: BTreeSet<String> = done.flat_map(|done| Tokens::of(done).leaves()).collect();
    for statement in left {
        let tokens = Tokens::of(statement);
        if let Some(name) = lost.iter().find(|name| tokens.read(name)) {
            let name = if *name == LAST_INSERT_ID {
                "LAST_INSERT_ID()"
            } else {
                &**name
            };
            return Some(format!(
                "the statements that are left need `{name}`, which a statement that is done left in \
                 a session that has ended\n\
                 get the value anew in front of them, or do by hand what is left of the script and \
                 stamp the migration"
            ));
        }
        for name in tokens.written() {
            lost.remove(&name);
        }
    }
    None
}

/// The tokens of a statement in lower case.
struct Tokens(Vec<(TokenKind, String)>);

impl Tokens {
    fn of(statement: &str) -> Self {
        let split = split(statement, Dialect::Mysql);
        let tokens = split
            .statements
            .first()
            .into_iter()
            .flat_map(Statement::tokens);
        Self(
            tokens
                .map(|(token, text)| (token.kind, text.to_lowercase()))
                .collect(),
        )
    }

    fn begins_with(&self, words: &[&str]) -> bool {
        self.0
            .first()
            .is_some_and(|(_, first)| words.contains(&&**first))
    }

    /// What it leaves to later statements and cannot be had by running it again.
    fn leaves(&self) -> Vec<String> {
        let is_constant = self.begins_with(&["set"]) && !self.has(|text| text == "(");
        if is_constant {
            Vec::new()
        } else {
            self.written()
        }
    }

    /// What it gives a value.
    fn written(&self) -> Vec<String> {
        if self.begins_with(&["insert", "replace", "load"]) {
            return vec![LAST_INSERT_ID.to_owned()];
        }
        if !self.begins_with(&[
            "set", "select", "with", "values", "table", "call", "execute", "do",
        ]) {
            return Vec::new();
        }
        let variables = self
            .0
            .iter()
            .filter(|(kind, text)| is_variable(*kind, text));
        variables.map(|(_, text)| text.clone()).collect()
    }

    /// Whether it looks at the value that is there before it.
    fn read(&self, name: &str) -> bool {
        (0..self.0.len()).any(|at| self.0[at].1 == name && !self.is_target(at))
    }

    fn is_target(&self, at: usize) -> bool {
        let (before, after) = (&self.0[..at], &self.0[at + 1..]);
        let next = after.first().map(|(_, text)| &**text);
        let is_set = || {
            let last = before.last().map(|(_, text)| &**text);
            self.begins_with(&["set"]) && matches!(last, Some("set" | ",")) && next == Some("=")
        };
        let selects = ["select", "with", "values", "table"];
        let is_into =
            || self.begins_with(&selects) && before.iter().any(|(_, text)| text == "into");
        next == Some(":") || is_set() || is_into() || self.begins_with(&["load"])
    }

    fn has(&self, matches: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|(_, text)| matches(text))
    }
}

/// `@name`; `@@name` is a system variable.
fn is_variable(kind: TokenKind, text: &str) -> bool {
    kind == TokenKind::Parameter
        && text.len() > 1
        && !text.starts_with("@@")
        && text.starts_with('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_lost(done: &str, left: &str) -> bool {
        let statements = |text| split(text, Dialect::Mysql).statements.into_iter();
        let lost = |dialect| {
            let (done, left) = (statements(done), statements(left));
            lost_value(
                done.map(|one| one.text()),
                left.map(|one| one.text()),
                dialect,
            )
            .is_some()
        };
        assert!(!lost(Dialect::Postgres));
        lost(Dialect::Mysql)
    }

    #[test]
    fn read_and_not_there() {
        for (done, left) in [
            (
                "INSERT INTO p VALUES (1); SET @id = LAST_INSERT_ID()",
                "INSERT INTO c VALUES (@ID)",
            ),
            (
                "SELECT max(v) INTO @m FROM p",
                "SELECT 1; UPDATE p SET v = @m",
            ),
            (
                "SELECT @m := max(v) FROM p",
                "SET @m = @m + 1, @n = @m; INSERT INTO p VALUES (@n), (@m)",
            ),
            ("CALL p(@out)", "INSERT INTO c VALUES (@out)"),
            (
                "INSERT INTO p VALUES (1)",
                "INSERT INTO c VALUES (last_insert_id())",
            ),
        ] {
            assert!(is_lost(done, left), "{done} / {left}");
        }
    }

    #[test]
    fn not_read_or_had_anew() {
        for (done, left) in [
            (
                "SET @old = @@sql_mode, sql_mode = ''",
                "SET sql_mode = @old",
            ),
            ("SET @id = LAST_INSERT_ID()", "INSERT INTO c VALUES (1)"),
            (
                "SET @id = (SELECT 1)",
                "SET @id = (SELECT 2); INSERT INTO c VALUES (@id)",
            ),
            (
                "SELECT 1 INTO @id",
                "SELECT 2 INTO @id; INSERT INTO c VALUES (@id)",
            ),
            (
                "INSERT INTO p VALUES (1)",
                "INSERT INTO p VALUES (2); SET @id = LAST_INSERT_ID()",
            ),
            ("CREATE TABLE p (v INT)", "SET @id = LAST_INSERT_ID()"),
            (
                "CREATE DEFINER = root@localhost VIEW v AS SELECT 1",
                "DROP USER root@localhost",
            ),
        ] {
            assert!(!is_lost(done, left), "{done} / {left}");
        }
    }
}

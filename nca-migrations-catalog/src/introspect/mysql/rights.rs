//! What the account may look at. `information_schema` says nothing of what it leaves out.

use diesel::MysqlConnection;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::identifier::unquoted;
use super::rows::{load, texts};
use super::session::Session;
use super::tables::{Kind, TableRow};
use crate::introspect::{IntrospectError, is_history};

/// What `SHOW GRANTS` says of the account and its roles.
#[derive(Debug, Default)]
pub(super) struct Rights(Vec<Grant>);

/// A right on something.
#[derive(Debug, PartialEq, Eq)]
struct Grant {
    /// In upper case.
    right: String,
    /// A pattern, as in `LIKE`; none stands for all databases.
    database: Option<String>,
    /// None stands for everything in the database.
    object: Option<String>,
    /// Whether it was taken away again: MySQL's partial revokes.
    is_revoked: bool,
}

texts! {
    /// The only column of `SHOW GRANTS`, which is called after the account.
    Line {
        text,
    }
}

impl Rights {
    pub(super) fn read(
        conn: &mut MysqlConnection,
        session: &Session,
    ) -> Result<Self, IntrospectError> {
        // MariaDB shows what the current role may without being asked.
        let query = match &session.roles {
            Some(roles) if !session.is_mariadb => {
                format!("SHOW GRANTS FOR CURRENT_USER() USING {roles}")
            }
            _ => "SHOW GRANTS".to_owned(),
        };
        let lines: Vec<Line> = load(conn, "the rights of the account", query)?;
        Ok(Self(
            lines
                .iter()
                .filter_map(|line| line.text.as_deref())
                .flat_map(grants)
                .collect(),
        ))
    }

    /// Fails unless the account sees everything that there may be. `something_hidden` stands for a view or a
    /// foreign key that was seen in part.
    pub(super) fn demand(
        &self,
        session: &Session,
        rows: &[TableRow],
        something_hidden: bool,
    ) -> Result<(), IntrospectError> {
        let mut missing = Vec::new();
        if something_hidden {
            missing.push(("SHOW VIEW", "views and foreign keys"));
        }
        let tables = rows
            .iter()
            .filter(|row| row.kind == Kind::Table && !is_history(&row.name));
        let may_look_at = |table: &TableRow| self.has("TRIGGER", session, Some(&table.name));
        if !tables.clone().all(may_look_at) {
            missing.push(("TRIGGER", "triggers"));
        }
        if !self.has("EVENT", session, None) {
            missing.push(("EVENT", "events"));
        }
        let routines = ["EXECUTE", "CREATE ROUTINE", "ALTER ROUTINE", "SHOW_ROUTINE"];
        let reads_everything = self.0.iter().any(|grant| {
            let of_server = grant.database.is_none() || grant.object.as_deref() == Some("proc");
            grant.right == "SELECT" && of_server && !grant.is_revoked
        });
        let sees_routines = routines.iter().any(|right| self.has(right, session, None));
        if !sees_routines && !reads_everything {
            missing.push(("EXECUTE", "functions and procedures"));
        }
        if missing.is_empty() {
            return Ok(());
        }
        let (rights, what): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
        let rights = rights.join(", ");
        let grant = format!("{rights} ON `{}`.*", session.database.replace('`', "``"));
        Err(IntrospectError::Rights {
            account: session.account.clone(),
            what: what.join(", "),
            grant: session.grant(&grant),
            rights,
        })
    }

    /// On the whole database, or on the table.
    fn has(&self, right: &str, session: &Session, table: Option<&str>) -> bool {
        let here = |grant: &&Grant| {
            let all = grant.right == "ALL PRIVILEGES" || grant.right == "ALL";
            let database = grant.database.as_deref();
            (all || grant.right == right)
                && database.is_none_or(|pattern| is_like(session, pattern))
                && (grant.object.is_none() || grant.object.as_deref() == table)
        };
        let mut grants = self.0.iter().filter(here);
        let revoked = grants.clone().any(|grant| grant.is_revoked);
        grants.any(|grant| !grant.is_revoked && (!revoked || grant.database.is_some()))
    }
}

/// ``GRANT SELECT, SHOW VIEW ON `nca\_%`.* TO `u`@`h` ``, right by right. Rights on single columns and routines are
/// none of those that matter here.
fn grants(line: &str) -> Vec<Grant> {
    let mut tokens = lex(line, Dialect::Mysql)
        .filter(|token| !token.kind.is_trivia())
        .map(|token| (token.kind, &line[token.range]));
    let is_revoked = match tokens.next() {
        Some((_, word)) if word.eq_ignore_ascii_case("GRANT") => false,
        Some((_, word)) if word.eq_ignore_ascii_case("REVOKE") => true,
        _ => return Vec::new(),
    };
    let mut rights = vec![String::new()];
    let mut depth = 0_usize;
    loop {
        match (tokens.next(), rights.last_mut()) {
            (None, _) => return Vec::new(),
            (Some((TokenKind::OpenParen, _)), _) => depth += 1,
            (Some((TokenKind::CloseParen, _)), _) => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            (Some((TokenKind::Word, word)), _) if word.eq_ignore_ascii_case("ON") => break,
            (Some((_, ",")), _) => rights.push(String::new()),
            (Some((TokenKind::Word, word)), Some(right)) => {
                if !right.is_empty() {
                    right.push(' ');
                }
                right.push_str(&word.to_ascii_uppercase());
            }
            // A role.
            _ => return Vec::new(),
        }
    }
    let target: Vec<_> = tokens.take(3).collect();
    let [(kind, database), (_, "."), (_, object)] = target[..] else {
        return Vec::new();
    };
    if kind == TokenKind::Word {
        return Vec::new();
    }
    let named = |name: &str| (name != "*").then(|| unquoted(name));
    let (database, object) = (named(database), named(object));
    let grants = rights.into_iter().map(|right| Grant {
        right,
        database: database.clone(),
        object: object.clone(),
        is_revoked,
    });
    grants.collect()
}

/// Whether the session's database fits: `_` is any character, `%` any number of them, and `\` takes that from the next.
fn is_like(session: &Session, pattern: &str) -> bool {
    let fold = |text: &str| {
        if session.folds_case {
            text.to_lowercase().chars().collect::<Vec<_>>()
        } else {
            text.chars().collect()
        }
    };
    fits(&fold(pattern), &fold(&session.database))
}

fn fits(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['%', rest @ ..], _) => (0..=text.len()).any(|at| fits(rest, &text[at..])),
        (['\\', escaped, rest @ ..], [first, others @ ..]) => {
            escaped == first && fits(rest, others)
        }
        (['_', rest @ ..], [_, others @ ..]) => fits(rest, others),
        ([first, rest @ ..], [other, others @ ..]) => first == other && fits(rest, others),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(lines: &[&str]) -> Rights {
        Rights(lines.iter().flat_map(|line| grants(line)).collect())
    }

    #[test]
    fn grants_are_read() {
        let session = Session::of("nca_1", false);
        for (lines, right, table, has) in [
            (
                vec!["GRANT ALL PRIVILEGES ON *.* TO `u`@`h` WITH GRANT OPTION"],
                "EVENT",
                None,
                true,
            ),
            (
                vec!["GRANT SELECT, SHOW VIEW ON `nca_1`.* TO `u`@`h`"],
                "SHOW VIEW",
                None,
                true,
            ),
            (
                vec!["GRANT SELECT, SHOW VIEW ON `nca\\_%`.* TO `u`@`h`"],
                "SELECT",
                None,
                true,
            ),
            (
                vec!["GRANT SELECT ON `nca\\_2`.* TO `u`@`h`"],
                "SELECT",
                None,
                false,
            ),
            (
                vec!["GRANT SELECT (`a`, `on`), TRIGGER ON `nca_1`.`t` TO `u`"],
                "TRIGGER",
                Some("t"),
                true,
            ),
            (
                vec!["GRANT TRIGGER ON `nca_1`.`t` TO `u`"],
                "TRIGGER",
                Some("s"),
                false,
            ),
            (
                vec!["GRANT TRIGGER ON `nca_1`.`t` TO `u`"],
                "TRIGGER",
                None,
                false,
            ),
            (
                vec!["GRANT EXECUTE ON PROCEDURE `nca_1`.`p` TO `u`"],
                "EXECUTE",
                None,
                false,
            ),
            (
                vec!["GRANT `r` TO `u`@`h`", "GRANT EVENT ON `nca_1`.* TO `r`"],
                "EVENT",
                None,
                true,
            ),
            (
                vec![
                    "GRANT EVENT ON *.* TO `u`",
                    "REVOKE EVENT ON `nca_1`.* FROM `u`",
                ],
                "EVENT",
                None,
                false,
            ),
            (
                vec!["GRANT USAGE ON *.* TO `u`@`h` IDENTIFIED BY PASSWORD '*X ON'"],
                "EVENT",
                None,
                false,
            ),
            (vec![], "EVENT", None, false),
        ] {
            assert_eq!(
                rights(&lines).has(right, &session, table),
                has,
                "{lines:?} {right}"
            );
        }
    }

    #[test]
    fn a_database_may_be_called_in_another_case() {
        let rights = rights(&["GRANT EVENT ON `NCA`.* TO `u`@`h`"]);
        assert!(rights.has("EVENT", &Session::of("nca", true), None));
        assert!(!rights.has("EVENT", &Session::of("nca", false), None));
    }
}

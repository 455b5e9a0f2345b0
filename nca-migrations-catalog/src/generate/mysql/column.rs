//! A column as it stands in a `CREATE TABLE`, and after `ADD` and `MODIFY`, which say all of it again.

use std::fmt::Write as _;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::checks;
use super::text::{identifier, setting, string, value};
use crate::model::{Check, Column, Identity, Storage, Table, is_same_column};

/// A column with what its table says about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Described<'a> {
    pub(super) column: &'a Column,
    /// If it is of text: its own, or else the table's.
    pub(super) collation: Option<&'a str>,
    /// MariaDB: the check that is called like it.
    pub(super) check: Option<&'a Check>,
}

impl<'a> Described<'a> {
    pub(super) fn of(table: &'a Table, column: &'a Column) -> Self {
        let of_table = value(&table.settings, "collate");
        let own = column.collation.as_deref();
        let is_own = |check: &&Check| checks::owner(table, check) == Some(&column.name);
        Self {
            column,
            collation: own.or(of_table).filter(|_| is_text(column)),
            check: table.checks.iter().find(is_own),
        }
    }

    /// All of it, with its collation.
    pub(super) fn whole(&self) -> String {
        self.written(self.collation)
    }

    /// All of it, in a table with that collation.
    pub(super) fn within(&self, of_table: Option<&str>) -> String {
        self.written(self.collation.filter(|own| Some(*own) != of_table))
    }

    /// The order of the clauses is one that both servers take:
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>, <https://mariadb.com/kb/en/create-table/>.
    fn written(&self, collation: Option<&str>) -> String {
        let column = self.column;
        let settings = &column.settings;
        let mut text = format!(
            "{} {}",
            identifier(&column.name),
            column.column_type.written
        );
        // Writing to a `String` does not fail.
        if setting(settings, "compressed").is_some() {
            text.push_str(" COMPRESSED");
        }
        if let Some(collation) = collation {
            let _ = write!(text, " COLLATE {collation}");
        }
        if let Some(generated) = &column.generated {
            if generated.expression.starts_with("ROW ") {
                let _ = write!(text, " GENERATED ALWAYS AS {}", generated.expression);
            } else {
                let storage = match generated.storage {
                    Storage::Stored => "STORED",
                    Storage::Virtual => "VIRTUAL",
                };
                let expression = &generated.expression;
                let _ = write!(text, " GENERATED ALWAYS AS ({expression}) {storage}");
                // MariaDB takes neither here, and all of them take NULL there.
                if !column.nullable {
                    text.push_str(" NOT NULL");
                }
            }
        } else {
            // A `timestamp` that says neither takes no NULL where `explicit_defaults_for_timestamp` is off.
            let is_timestamp = column
                .column_type
                .name
                .name
                .eq_ignore_ascii_case("timestamp");
            match column.nullable {
                false => text.push_str(" NOT NULL"),
                true if is_timestamp => text.push_str(" NULL"),
                true => {}
            }
        }
        let _ = value(settings, "srid").map(|srid| write!(text, " SRID {srid}"));
        if let Some(default) = &column.default {
            let _ = write!(text, " DEFAULT {}", default_of(column, default));
        }
        let _ = value(settings, "on update").map(|moment| write!(text, " ON UPDATE {moment}"));
        if column.identity == Some(Identity::Increment) {
            text.push_str(" AUTO_INCREMENT");
        }
        for (name, words) in [
            ("invisible", "INVISIBLE"),
            ("without system versioning", "WITHOUT SYSTEM VERSIONING"),
        ] {
            if setting(settings, name).is_some() {
                let _ = write!(text, " {words}");
            }
        }
        if let Some(comment) = &column.comment {
            let _ = write!(text, " COMMENT {}", string(comment));
        }
        let named =
            |check: &&Check| (check.name.as_ref()).is_some_and(|name| same(name, &column.name));
        if let Some(check) = self.check.filter(named) {
            let _ = write!(text, " CHECK ({})", check.expression);
        }
        text
    }
}

/// Names of columns, of indexes and of constraints are compared without regard to case:
/// <https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html>.
pub(super) fn same(one: &str, other: &str) -> bool {
    is_same_column(Dialect::Mysql, one, other)
}

pub(super) fn is_text(column: &Column) -> bool {
    let name = column.column_type.name.name.to_ascii_lowercase();
    matches!(&*name, "char" | "varchar" | "enum" | "set") || name.ends_with("text")
}

/// MySQL wants parentheses around what is no literal, and around every default of a type that can be long
/// (<https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html>).
fn default_of(column: &Column, default: &str) -> String {
    let kind = column.column_type.name.name.to_ascii_lowercase();
    let is_long = kind.ends_with("text") || kind.ends_with("blob") || kind == "json";
    let is_moment = is_now(default);
    if is_moment || (is_literal(default) && !is_long) || default.eq_ignore_ascii_case("null") {
        default.to_owned()
    } else {
        format!("({default})")
    }
}

/// `current_timestamp()`, `CURRENT_TIMESTAMP(3)`, which need none.
fn is_now(default: &str) -> bool {
    let lower = default.to_ascii_lowercase();
    lower.strip_prefix("current_timestamp").is_some_and(|rest| {
        let digits = rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        rest.is_empty()
            || digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Whether it is a number or a string.
pub(super) fn is_literal(expression: &str) -> bool {
    let mut tokens = lex(expression, Dialect::Mysql)
        .filter(|token| !token.kind.is_trivia())
        .map(|token| (token.kind, &expression[token.range]));
    let first = tokens.next();
    let second = tokens.next();
    let first = match (first, second) {
        (Some((_, "-" | "+")), second) => second.filter(|(kind, _)| *kind == TokenKind::Number),
        (first, None) => first,
        _ => None,
    };
    let is_value =
        first.is_some_and(|(kind, _)| matches!(kind, TokenKind::Number | TokenKind::String));
    is_value && tokens.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_parentheses() {
        for (default, literal, now) in [
            ("1", true, false),
            ("-1.50", true, false),
            ("'it''s'", true, false),
            ("b'101'", true, false),
            ("x'00ff'", true, false),
            ("1 + 2", false, false),
            ("_latin1'x'", false, false),
            ("uuid()", false, false),
            ("- a", false, false),
            ("current_timestamp(3)", false, true),
            ("CURRENT_TIMESTAMP", false, true),
            ("current_timestamp() + interval 1 day", false, false),
        ] {
            assert_eq!(
                (is_literal(default), is_now(default)),
                (literal, now),
                "{default}"
            );
        }
    }
}

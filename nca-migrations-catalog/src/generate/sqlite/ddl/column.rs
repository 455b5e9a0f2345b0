//! A column, as a table declares it.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::{collate, identifier};
use crate::model::name::unquoted;
use crate::model::{Column, ColumnType, Storage};

/// A column without its keys.
pub(in super::super) fn column(column: &Column) -> String {
    let mut text = identifier(&column.name);
    let written = column_type(&column.column_type);
    if !written.is_empty() {
        text += " ";
        text += &written;
    }
    text += &collate(column.collation.as_ref());
    if !column.nullable {
        if let Some(name) = setting(column, "not null named") {
            text += " CONSTRAINT ";
            text += &identifier(&unquoted(name));
        }
        text += " NOT NULL";
        if let Some(what) = setting(column, "not null on conflict") {
            text += " ON CONFLICT ";
            text += &what.to_ascii_uppercase();
        }
    }
    if let Some(default) = &column.default {
        text += " DEFAULT ";
        let of_the_clock = default.starts_with("current_") && !default.contains(' ');
        if is_constant(default) || of_the_clock {
            text += default;
        } else {
            text.extend(["(", default, ")"]);
        }
    }
    if let Some(generated) = &column.generated {
        let storage = match generated.storage {
            Storage::Stored => "STORED",
            Storage::Virtual => "VIRTUAL",
        };
        let expression = &generated.expression;
        text.extend([" GENERATED ALWAYS AS (", expression, ") ", storage]);
    }
    text
}

fn setting<'a>(column: &'a Column, name: &str) -> Option<&'a str> {
    let mut settings = column.settings.iter();
    settings
        .find(|setting| setting.name == name)?
        .value
        .as_deref()
}

/// Whether a default is a value that is written out, with a sign or without. Those of the clock are none.
pub(in super::super) fn is_constant(default: &str) -> bool {
    let tokens: Vec<_> = lex(default, Dialect::Sqlite)
        .filter(|token| !token.kind.is_trivia())
        .map(|token| (token.kind, &default[token.range]))
        .collect();
    match &*tokens {
        [(TokenKind::Number | TokenKind::String, _)]
        | [(TokenKind::Punctuation, "-"), (TokenKind::Number, _)] => true,
        [(TokenKind::Word, word)] => matches!(*word, "null" | "true" | "false"),
        _ => false,
    }
}

/// What is no plain word is in quotes, and so is what would be read as a constraint.
fn column_type(of: &ColumnType) -> String {
    const NO_TYPES: [&str; 14] = [
        "AS",
        "CHECK",
        "COLLATE",
        "CONSTRAINT",
        "DEFAULT",
        "DEFERRABLE",
        "GENERATED",
        "NOT",
        "NULL",
        "ON",
        "PRIMARY",
        "REFERENCES",
        "UNIQUE",
        "AUTOINCREMENT",
    ];
    let name = &of.name.name;
    let plain = |word: &str| {
        let mut bytes = word.bytes();
        bytes
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !NO_TYPES.contains(&word)
    };
    if name.is_empty() || name.split(' ').all(plain) {
        return of.written.clone();
    }
    let numbers = of.written.strip_prefix(&**name).unwrap_or_default();
    format!("{}{numbers}", identifier(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Name;

    #[test]
    fn a_constant_is_a_value_that_is_written_out() {
        for default in ["1", "-1.5", "'a b'", "x'00'", "null", "true", "0xff"] {
            assert!(is_constant(default), "{default}");
        }
        for default in ["current_timestamp", "1 + 2", "- -1", "random()", "-'a'"] {
            assert!(!is_constant(default), "{default}");
        }
    }

    #[test]
    fn a_type_that_is_no_word_is_in_quotes() {
        for (name, numbers, text) in [
            ("", "", ""),
            ("VARCHAR", "(10, 2)", "VARCHAR(10, 2)"),
            ("DOUBLE PRECISION", "", "DOUBLE PRECISION"),
            ("A-B", "(1)", "\"A-B\"(1)"),
            ("NOT NULL", "", "\"NOT NULL\""),
        ] {
            let written = format!("{name}{numbers}");
            let name = Name::plain(name);
            assert_eq!(column_type(&ColumnType { written, name }), text);
        }
    }
}

//! Types as the servers write them.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

/// A type in parts: `decimal`, `[10, 2]`, unsigned.
pub(super) struct Written<'a> {
    pub(super) name: String,
    pub(super) arguments: Vec<&'a str>,
    pub(super) unsigned: bool,
}

impl<'a> Written<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut written = Self {
            name: String::new(),
            arguments: Vec::new(),
            unsigned: false,
        };
        for token in lex(text, Dialect::Mysql) {
            let source = &text[token.range];
            match token.kind {
                TokenKind::Word if written.name.is_empty() => {
                    written.name = source.to_ascii_lowercase();
                }
                TokenKind::Word => written.unsigned |= source.eq_ignore_ascii_case("unsigned"),
                TokenKind::Number | TokenKind::String => written.arguments.push(source),
                _ => {}
            }
        }
        written
    }

    pub(super) fn number(&self, at: usize) -> Option<u64> {
        self.arguments.get(at)?.parse().ok()
    }

    /// Its place among types of its family, each of which takes all that those before it take.
    pub(super) fn rank(&self) -> Option<(&'static str, usize)> {
        const FAMILIES: [(&str, &[&str]); 5] = [
            (
                "int",
                &["tinyint", "smallint", "mediumint", "int", "bigint"],
            ),
            ("text", &["tinytext", "text", "mediumtext", "longtext"]),
            ("blob", &["tinyblob", "blob", "mediumblob", "longblob"]),
            ("float", &["float", "double"]),
            ("moment", &["date", "datetime"]),
        ];
        FAMILIES.iter().find_map(|(family, names)| {
            let at = names.iter().position(|name| *name == self.name)?;
            Some((*family, at))
        })
    }
}

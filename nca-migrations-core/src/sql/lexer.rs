//! Text to tokens.
//!
//! Runs inside a proc macro, without optimisation and over every script of a chain: hence plain
//! loops over bytes, one `match` per token, and nothing on the heap.

use std::ops::Range;

use super::copy::Copy;
use super::token::{Token, TokenKind};
use super::{client, comment, quote, word};
use crate::dialect::Dialect;

/// The tokens of a text, adjacent and without gaps: put together they are the text again.
///
/// ```
/// use nca_migrations_core::dialect::Dialect;
/// use nca_migrations_core::sql::{TokenKind, lex};
///
/// let text = "select 'it''s'; -- done";
/// let strings = lex(text, Dialect::Sqlite).filter(|token| token.kind == TokenKind::String);
/// assert_eq!(strings.map(|token| &text[token.range]).collect::<Vec<_>>(), ["'it''s'"]);
/// ```
pub fn lex(text: &str, dialect: Dialect) -> Lexer<'_> {
    Lexer {
        text,
        bytes: text.as_bytes(),
        dialect,
        at: 0,
        fresh: true,
        delimiter: None,
        executable: 0,
        copy: Copy::default(),
        data: None,
    }
}

/// Reads tokens; made by [`lex`].
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    dialect: Dialect,
    at: usize,
    /// Nothing but trivia since the last statement's end.
    fresh: bool,
    /// What `DELIMITER` has put in the place of `;`.
    delimiter: Option<&'a [u8]>,
    /// How many executable comments are open.
    executable: usize,
    copy: Copy,
    data: Option<Range<usize>>,
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let start = self.at;
        let (kind, end) = self.scan(start);
        // `None` stands for a closing mark that is not there.
        let range = start..end.unwrap_or(self.bytes.len());
        self.at = range.end;
        self.follow(kind, range.clone());
        Some(Token {
            kind,
            range,
            unterminated: end.is_none(),
        })
    }
}

impl<'a> Lexer<'a> {
    /// The tokens from `at` on, where a statement begins.
    pub(super) fn statement_at(text: &'a str, dialect: Dialect, at: usize) -> Self {
        Self {
            at,
            ..lex(text, dialect)
        }
    }

    /// Whether `;` ends statements, or something else does since a `DELIMITER` command.
    pub(super) fn semicolons_split(&self) -> bool {
        self.delimiter.is_none()
    }

    fn scan(&mut self, at: usize) -> (TokenKind, Option<usize>) {
        if self.data.as_ref().is_some_and(|data| data.start == at)
            && let Some(data) = self.data.take()
        {
            return (TokenKind::CopyData, Some(data.end));
        }
        if let Some(delimiter) = self.delimiter
            && self.bytes[at..].starts_with(delimiter)
        {
            return (TokenKind::Delimiter, Some(at + delimiter.len()));
        }
        let (bytes, dialect) = (self.bytes, self.dialect);
        let byte = bytes[at];
        let next = if at + 1 < bytes.len() {
            bytes[at + 1]
        } else {
            0
        };
        let mysql = dialect == Dialect::Mysql;
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' => (TokenKind::Whitespace, Some(self.space(at))),
            // The vertical tab is a blank to all but SQLite.
            b'\x0b' if dialect != Dialect::Sqlite => (TokenKind::Whitespace, Some(self.space(at))),
            b';' => (TokenKind::Semicolon, Some(at + 1)),
            b'(' => (TokenKind::OpenParen, Some(at + 1)),
            b')' => (TokenKind::CloseParen, Some(at + 1)),
            b'\'' if mysql => (TokenKind::String, quote::escaped(bytes, at + 1, b'\'')),
            b'"' if mysql => (TokenKind::String, quote::escaped(bytes, at + 1, b'"')),
            b'\'' => (TokenKind::String, quote::doubled(bytes, at + 1, b'\'')),
            b'"' => (
                TokenKind::QuotedIdentifier,
                quote::doubled(bytes, at + 1, b'"'),
            ),
            b'`' if dialect != Dialect::Postgres => (
                TokenKind::QuotedIdentifier,
                quote::doubled(bytes, at + 1, b'`'),
            ),
            b'[' if dialect == Dialect::Sqlite => (
                TokenKind::QuotedIdentifier,
                quote::plain(bytes, at + 1, b']'),
            ),
            b'#' if mysql => (
                TokenKind::LineComment,
                Some(comment::line(bytes, at, dialect)),
            ),
            b'-' if next == b'-' && comment::is_line(bytes, at, dialect) => (
                TokenKind::LineComment,
                Some(comment::line(bytes, at, dialect)),
            ),
            b'/' if next == b'*' => self.block_comment(at),
            b'*' if next == b'/' && self.executable > 0 => {
                (TokenKind::ExecutableClose, Some(at + 2))
            }
            b'0'..=b'9' => (
                TokenKind::Number,
                Some(word::number_end(bytes, at, self.delimiter)),
            ),
            b'.' if next.is_ascii_digit() => (
                TokenKind::Number,
                Some(word::number_end(bytes, at, self.delimiter)),
            ),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(at),
            b'$' | b'?' | b':' | b'@' => self.parameter(at),
            b'\\' | b'.' => self.command_or_punctuation(at),
            _ => (TokenKind::Punctuation, Some(at + 1)),
        }
    }

    /// Keeps what the next tokens depend on.
    fn follow(&mut self, kind: TokenKind, range: Range<usize>) {
        match kind {
            kind if kind.is_trivia() => return,
            TokenKind::ClientCommand => {
                if let Some(delimiter) = client::delimiter(&self.text[range], self.dialect) {
                    self.delimiter = (delimiter != ";").then_some(delimiter.as_bytes());
                }
                self.copy.reset();
                self.fresh = true;
                return;
            }
            TokenKind::Semicolon if self.delimiter.is_none() => {
                if self.dialect == Dialect::Postgres {
                    self.data = self.copy.data(self.text, range.end);
                }
                self.fresh = true;
                return;
            }
            TokenKind::Delimiter => {
                self.fresh = true;
                return;
            }
            TokenKind::ExecutableOpen => self.executable += 1,
            TokenKind::ExecutableClose => self.executable -= 1,
            _ => {}
        }
        if self.dialect == Dialect::Postgres {
            self.copy.see(kind, &self.text[range]);
        }
        self.fresh = false;
    }

    fn space(&self, mut at: usize) -> usize {
        let end = self
            .data
            .as_ref()
            .map_or(self.bytes.len(), |data| data.start);
        while at < end {
            match self.bytes[at] {
                b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' => at += 1,
                b'\x0b' if self.dialect != Dialect::Sqlite => at += 1,
                _ => break,
            }
        }
        at
    }

    fn block_comment(&self, at: usize) -> (TokenKind, Option<usize>) {
        if self.dialect == Dialect::Mysql
            && let Some(end) = comment::executable(self.bytes, at)
        {
            return (TokenKind::ExecutableOpen, Some(end));
        }
        (
            TokenKind::BlockComment,
            comment::block(self.text, at + 2, self.dialect),
        )
    }

    fn word(&self, at: usize) -> (TokenKind, Option<usize>) {
        if let Some(string) = self.prefixed(at) {
            return string;
        }
        if self.fresh
            && self.executable == 0
            && let Some(end) = client::command(self.text, at, self.dialect, true)
        {
            return (TokenKind::ClientCommand, Some(end));
        }
        (TokenKind::Word, Some(self.word_end(at)))
    }

    /// A string with a letter before it: `E'..'`, `x'..'`, `U&'..'`.
    fn prefixed(&self, at: usize) -> Option<(TokenKind, Option<usize>)> {
        let bytes = self.bytes;
        if !matches!(bytes.get(at + 1)?, b'\'' | b'&') {
            return None;
        }
        let prefix = bytes[at].to_ascii_lowercase();
        let string = |end| Some((TokenKind::String, end));
        match (self.dialect, bytes.get(at + 1)?, prefix) {
            (Dialect::Sqlite, b'\'', b'x') | (Dialect::Postgres, b'\'', b'b' | b'x' | b'n') => {
                string(quote::doubled(bytes, at + 2, b'\''))
            }
            (Dialect::Postgres, b'\'', b'e') => string(quote::continued(bytes, at + 2)),
            (Dialect::Postgres, b'&', b'u') => match bytes.get(at + 2)? {
                b'\'' => string(quote::doubled(bytes, at + 3, b'\'')),
                b'"' => Some((
                    TokenKind::QuotedIdentifier,
                    quote::doubled(bytes, at + 3, b'"'),
                )),
                _ => None,
            },
            (Dialect::Mysql, b'\'', b'b' | b'x' | b'n') => {
                string(quote::escaped(bytes, at + 2, b'\''))
            }
            _ => None,
        }
    }

    fn word_end(&self, at: usize) -> usize {
        word::end(self.bytes, at, self.delimiter)
    }

    fn parameter(&self, at: usize) -> (TokenKind, Option<usize>) {
        let bytes = self.bytes;
        let named = bytes.get(at + 1).is_some_and(|next| word::is_part(*next));
        let number = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match (self.dialect, bytes[at]) {
            (Dialect::Postgres, b'$') => {
                if number {
                    let mut end = at + 1;
                    while end < bytes.len() && bytes[end].is_ascii_digit() {
                        end += 1;
                    }
                    return (TokenKind::Parameter, Some(end));
                }
                match quote::dollar_mark(bytes, at) {
                    Some(length) => {
                        let (mark, from) = (&self.text[at..at + length], at + length);
                        let end = self.text[from..].find(mark).map(|to| from + to + length);
                        (TokenKind::DollarString, end)
                    }
                    None => (TokenKind::Punctuation, Some(at + 1)),
                }
            }
            (Dialect::Sqlite, b'?') => (TokenKind::Parameter, Some(self.word_end(at + 1))),
            (Dialect::Mysql, b'?') => (TokenKind::Parameter, Some(at + 1)),
            (Dialect::Sqlite, b'$' | b':' | b'@') if named => {
                (TokenKind::Parameter, Some(self.word_end(at + 1)))
            }
            (Dialect::Mysql, b'$') => (TokenKind::Word, Some(self.word_end(at + 1))),
            (Dialect::Mysql, b'@') => self.variable(at),
            _ => (TokenKind::Punctuation, Some(at + 1)),
        }
    }

    /// `@name`, `@@name`, `@@session.name`; `@` alone before a quoted name.
    fn variable(&self, at: usize) -> (TokenKind, Option<usize>) {
        let name = if self.bytes.get(at + 1) == Some(&b'@') {
            at + 2
        } else {
            at + 1
        };
        let mut end = self.word_end(name);
        if end == name {
            return (TokenKind::Punctuation, Some(at + 1));
        }
        while self.bytes.get(end) == Some(&b'.') {
            let part = self.word_end(end + 1);
            if part == end + 1 {
                break;
            }
            end = part;
        }
        (TokenKind::Parameter, Some(end))
    }

    fn command_or_punctuation(&self, at: usize) -> (TokenKind, Option<usize>) {
        let command = match self.executable {
            0 => client::command(self.text, at, self.dialect, self.fresh),
            _ => None,
        };
        match command {
            Some(end) => (TokenKind::ClientCommand, Some(end)),
            None => (TokenKind::Punctuation, Some(at + 1)),
        }
    }
}

#[cfg(test)]
mod tests;

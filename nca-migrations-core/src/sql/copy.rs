//! The data that `pg_dump` writes after `COPY .. FROM stdin;`: lines for psql, up to one that is
//! `\.`. They are no SQL, and must not be taken for any.

use std::ops::Range;

use super::token::TokenKind;

/// Follows a PostgreSQL statement as far as it takes to know that data comes after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Copy {
    seen: Seen,
    parens: usize,
    /// Data is never looked for again once its end was not found, to stay linear.
    unending: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Nothing,
    Other,
    Copy,
    From,
    Stdin,
}

impl Copy {
    /// Takes in a significant token that does not end the statement.
    pub(super) fn see(&mut self, kind: TokenKind, source: &str) {
        let is = |word| kind == TokenKind::Word && source.eq_ignore_ascii_case(word);
        self.seen = match self.seen {
            Seen::Other | Seen::Stdin => return,
            Seen::Nothing if is("copy") => Seen::Copy,
            Seen::Nothing => Seen::Other,
            Seen::From if is("stdin") && self.parens == 0 => Seen::Stdin,
            Seen::Copy | Seen::From if is("from") => Seen::From,
            Seen::Copy | Seen::From => Seen::Copy,
        };
        match kind {
            TokenKind::OpenParen => self.parens += 1,
            TokenKind::CloseParen => self.parens = self.parens.saturating_sub(1),
            _ => {}
        }
    }

    /// The data after the statement that a `;` before `at` ends. It begins on the next line.
    pub(super) fn data(&mut self, text: &str, at: usize) -> Option<Range<usize>> {
        let seen = std::mem::take(&mut self.seen);
        self.parens = 0;
        if seen != Seen::Stdin || self.unending {
            return None;
        }
        let bytes = text.as_bytes();
        let mut newline = at;
        while matches!(bytes.get(newline), Some(b' ' | b'\t' | b'\r')) {
            newline += 1;
        }
        if bytes.get(newline) != Some(&b'\n') {
            return None;
        }
        let end = end(text, newline);
        self.unending = end.is_none();
        Some(newline + 1..end?)
    }

    /// Forgets the statement.
    pub(super) fn reset(&mut self) {
        self.seen = Seen::Nothing;
        self.parens = 0;
    }
}

/// The end of the first line after `newline` that is just `\.`.
fn end(text: &str, mut newline: usize) -> Option<usize> {
    loop {
        let mark = newline + text[newline..].find("\n\\.")? + 3;
        let rest = &text[mark..];
        if rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n") {
            return Some(mark);
        }
        newline = mark;
    }
}

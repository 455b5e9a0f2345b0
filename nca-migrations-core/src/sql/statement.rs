//! One unit of a script.

use std::fmt;
use std::ops::Range;

use super::lexer::Lexer;
use super::token::{Token, TokenKind};
use crate::dialect::Dialect;

/// A statement in its script.
#[derive(Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    script: &'a str,
    dialect: Dialect,
    /// Whether it is for the server.
    pub kind: StatementKind,
    /// Its bytes with the space and comments before it and the `;` after it. Those of all
    /// statements are adjacent.
    pub outer: Range<usize>,
    /// Its bytes from the first to the last that matter, without the `;`: what to send.
    pub range: Range<usize>,
}

/// Who a statement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatementKind {
    /// The server.
    Sql,
    /// The database's own command-line client; a server would take it for a mistake.
    ClientCommand,
}

impl<'a> Statement<'a> {
    pub(super) fn new(
        script: &'a str,
        dialect: Dialect,
        kind: StatementKind,
        outer: Range<usize>,
        range: Range<usize>,
    ) -> Self {
        Self {
            script,
            dialect,
            kind,
            outer,
            range,
        }
    }

    /// The text to send: [`range`](Self::range) of the script.
    pub fn text(&self) -> &'a str {
        &self.script[self.range.clone()]
    }

    /// Its tokens that mean something to the server, with their text; the marks around executable
    /// comments are left out. They are read again from the text as they are asked for.
    pub fn tokens(&self) -> impl Iterator<Item = (Token, &'a str)> + use<'a> {
        // The text ends with the statement, so that nothing is looked for behind it.
        let script = &self.script[..self.range.end];
        Lexer::statement_at(script, self.dialect, self.range.start)
            .filter(|token| !is_mark(token.kind) && !token.kind.is_trivia())
            .map(move |token| {
                let source = &script[token.range.clone()];
                (token, source)
            })
    }

    /// Its keywords and plain identifiers.
    pub fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.tokens()
            .filter(|(token, _)| token.kind == TokenKind::Word)
            .map(|(_, source)| source)
    }
}

const fn is_mark(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::ExecutableOpen | TokenKind::ExecutableClose)
}

impl fmt::Debug for Statement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statement")
            .field("kind", &self.kind)
            .field("outer", &self.outer)
            .field("range", &self.range)
            .field("text", &self.text())
            .finish()
    }
}

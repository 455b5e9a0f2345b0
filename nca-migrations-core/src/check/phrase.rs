//! The words that tell what a statement does.

use std::ops::Range;

use crate::sql::{Statement, Token, TokenKind};

/// A statement's tokens, to be compared with keywords. Only plain words count as keywords: a name
/// in quotes is a name.
pub(super) struct Phrase<'a> {
    tokens: Vec<(Token, &'a str)>,
}

impl<'a> Phrase<'a> {
    /// All tokens of the statement.
    pub(super) fn of(statement: &Statement<'a>) -> Self {
        Self {
            tokens: statement.tokens().collect(),
        }
    }

    /// The tokens that are not in parentheses.
    pub(super) fn top(statement: &Statement<'a>) -> Self {
        let mut depth = 0_usize;
        let tokens = statement.tokens().filter(|(token, _)| match token.kind {
            TokenKind::OpenParen => {
                depth += 1;
                false
            }
            TokenKind::CloseParen => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        });
        Self {
            tokens: tokens.collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text of a token.
    pub(super) fn source(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |(_, source)| source)
    }

    /// The kind of a token.
    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|(token, _)| token.kind)
    }

    /// Whether the words stand at `index`, one after the other.
    pub(super) fn is(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| {
            self.kind(index + offset) == Some(TokenKind::Word)
                && self.source(index + offset).eq_ignore_ascii_case(word)
        })
    }

    /// Where the words first stand at or after `index`, one after the other.
    pub(super) fn find(&self, index: usize, words: &[&str]) -> Option<usize> {
        (index..self.len()).find(|at| self.is(*at, words))
    }

    /// From the statement's start through the token at `index`, or the last one.
    pub(super) fn through(&self, index: usize) -> Range<usize> {
        let range =
            |token: Option<&(Token, _)>| token.map_or(0..0, |(token, _)| token.range.clone());
        let last = range(self.tokens.get(index).or(self.tokens.last()));
        range(self.tokens.first()).start..last.end
    }
}

/// The statement's first word, in its own case; empty when it begins with something else.
pub(super) fn first_word<'a>(statement: &Statement<'a>) -> &'a str {
    match statement.tokens().next() {
        Some((token, source)) if token.kind == TokenKind::Word => source,
        _ => "",
    }
}

/// Whether `word` is one of `words`, whatever its case.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

//! Going through tokens.

use super::token::{Expected, Kind, Token};

/// A place among tokens.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    tokens: &'a [Token],
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(tokens: &'a [Token]) -> Self {
        Self { tokens }
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.first()
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    /// Everything from here on.
    pub(super) fn rest(&mut self) -> &'a [Token] {
        std::mem::take(&mut self.tokens)
    }

    /// Passes over these keywords, if all of them come next.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let there = self.tokens.len() >= words.len()
            && words
                .iter()
                .zip(self.tokens)
                .all(|(word, token)| token.is(word));
        if there {
            self.tokens = &self.tokens[words.len()..];
        }
        there
    }

    pub(super) fn expect(&mut self, words: &[&str]) -> Result<(), Expected> {
        if self.eat(words) {
            return Ok(());
        }
        Err(self.expected(&format!("`{}`", words.join(" ").to_uppercase())))
    }

    pub(super) fn eat_kind(&mut self, kind: Kind) -> bool {
        let there = self.peek().is_some_and(|token| token.kind == kind);
        if there {
            self.next();
        }
        there
    }

    /// A name where only one can be.
    pub(super) fn name(&mut self) -> Result<&'a Token, Expected> {
        match self.peek() {
            Some(token) if token.is_name() => {
                self.next();
                Ok(token)
            }
            _ => Err(self.expected("a name")),
        }
    }

    /// The name of an object, without that of its schema.
    pub(super) fn object(&mut self) -> Result<&'a Token, Expected> {
        let name = self.name()?;
        if self.eat_kind(Kind::Dot) {
            return self.name();
        }
        Ok(name)
    }

    /// What is between a parenthesis here and the one that closes it.
    pub(super) fn parens(&mut self) -> Result<&'a [Token], Expected> {
        if !self.is_at_paren() {
            return Err(self.expected("`(`"));
        }
        let Some(close) = closing(self.tokens) else {
            return Err("a `)` for every `(`".to_owned());
        };
        let inside = &self.tokens[1..close];
        self.tokens = &self.tokens[close + 1..];
        Ok(inside)
    }

    pub(super) fn is_at_paren(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Open)
    }

    /// The message that something else is here.
    pub(super) fn expected(&self, what: &str) -> Expected {
        match self.peek() {
            Some(token) => format!("{what} instead of `{}`", token.text),
            None => format!("{what} at the end"),
        }
    }
}

/// The place of the parenthesis that closes the first token.
pub(super) fn closing(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// What is between the commas, or whatever `kind` is, that are in no parentheses.
pub(super) fn split(tokens: &[Token], kind: Kind) -> Vec<&[Token]> {
    let (mut pieces, mut depth, mut begin) = (Vec::new(), 0_usize, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            one if one == kind && depth == 0 => {
                pieces.push(&tokens[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&tokens[begin..]);
    pieces
}

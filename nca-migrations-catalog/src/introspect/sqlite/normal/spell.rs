//! How each token is written.

use super::super::keyword;
use super::super::token::{Kind, Token};
use super::names::{Meaning, Names};

/// A token as it is written.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// The tokens as they are written.
pub(super) fn pieces(tokens: &[Token], names: &Names) -> Vec<Piece> {
    let place = Place::of(tokens);
    let piece = |(at, token): (usize, &Token)| {
        let (text, kind) = match token.kind {
            Kind::Word if place.is_alias(at) || place.is_message(at) => {
                (token.text.clone(), Kind::Word)
            }
            Kind::Word => (token.folded(), Kind::Word),
            Kind::Quoted | Kind::DoubleQuoted | Kind::String if place.is_alias(at) => {
                // Without them it would be read as the keyword, unless `AS` is before it.
                let after_as = place.before(at).is_some_and(|token| token.is("as"));
                if keyword::is_keyword(&token.folded()) && !after_as {
                    (in_quotes(&token.text), Kind::DoubleQuoted)
                } else {
                    named_as(&token.text)
                }
            }
            // A name to SQLite since 3.47, its text before.
            Kind::Quoted | Kind::DoubleQuoted
                if place.is_message(at) && names.meaning(&token.text) != Meaning::String =>
            {
                (in_quotes(&token.text), Kind::DoubleQuoted)
            }
            Kind::Quoted => named_as(&token.folded()),
            Kind::DoubleQuoted | Kind::String if place.is_name(at) => named_as(&token.folded()),
            Kind::DoubleQuoted => match names.meaning(&token.text) {
                Meaning::Name => named_as(&token.folded()),
                Meaning::String => (string(&token.text), Kind::String),
                Meaning::Unknown => (in_quotes(&token.text), Kind::DoubleQuoted),
            },
            Kind::String => (string(&token.text), Kind::String),
            kind => (token.text.clone(), kind),
        };
        Piece { text, kind }
    };
    tokens.iter().enumerate().map(piece).collect()
}

fn named_as(text: &str) -> (String, Kind) {
    let text = name(text);
    let kind = if text.starts_with('"') {
        Kind::DoubleQuoted
    } else {
        Kind::Word
    };
    (text, kind)
}

/// A name, in double quotes unless it does without.
pub(in super::super) fn name(name: &str) -> String {
    let first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let part = |c: char| first(c) || c.is_ascii_digit() || c == '$';
    if name.starts_with(first)
        && name.chars().all(part)
        && !keyword::needs_quotes(&name.to_ascii_lowercase())
    {
        return name.to_owned();
    }
    in_quotes(name)
}

fn in_quotes(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A string, in quotes.
fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What tokens are by their place among others.
pub(super) struct Place<'a> {
    tokens: &'a [Token],
    /// For each token the word before the parenthesis that it is in.
    within: Vec<Within>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Cast,
    Raise,
    Other,
}

impl<'a> Place<'a> {
    pub(super) fn of(tokens: &'a [Token]) -> Self {
        let mut open = vec![Within::Other];
        let mut within = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            if token.kind == Kind::Close && open.len() > 1 {
                open.pop();
            }
            within.push(open.last().copied().unwrap_or(Within::Other));
            if token.kind == Kind::Open {
                open.push(match at.checked_sub(1).map(|before| &tokens[before]) {
                    Some(word) if word.is("cast") => Within::Cast,
                    Some(word) if word.is("raise") => Within::Raise,
                    _ => Within::Other,
                });
            }
        }
        Self { tokens, within }
    }

    fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).map(|before| &self.tokens[before])
    }

    fn is_kind(&self, at: usize, kind: Kind) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    /// Whether the token gives a name to what is before it: after `AS`, or after an operand.
    pub(super) fn is_alias(&self, at: usize) -> bool {
        let (token, Some(before)) = (&self.tokens[at], self.before(at)) else {
            return false;
        };
        if !token.is_name() || self.within[at] == Within::Cast || self.is_kind(at + 1, Kind::Dot) {
            return false;
        }
        if before.is("as") {
            // `WITH q AS MATERIALIZED (`.
            return token.is_quoted() || !self.is_kind(at + 1, Kind::Open);
        }
        before.ends_operand() && (token.is_quoted() || !keyword::is_keyword(&token.folded()))
    }

    /// Whether the token is the message of `RAISE(ABORT, ...)`.
    fn is_message(&self, at: usize) -> bool {
        self.within[at] == Within::Raise && self.is_kind(at - 1, Kind::Comma)
    }

    /// Whether only a name can be here, so that it is one in whatever quotes.
    fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let after_dot = self.before(at).is_some_and(|token| token.kind == Kind::Dot);
        if after_dot || self.is_kind(at + 1, Kind::Dot) {
            return true;
        }
        if token.kind == Kind::DoubleQuoted && self.is_kind(at + 1, Kind::Open) {
            return true;
        }
        let Some(word) = self.before(at).filter(|token| token.kind == Kind::Word) else {
            return false;
        };
        let earlier = at.checked_sub(2).map(|earlier| &self.tokens[earlier]);
        let earlier = |word: &str| earlier.is_some_and(|token| token.is(word));
        match &*word.folded() {
            // `AS` only in `CAST(a AS "type")`: anywhere else it is before an alias.
            "join" | "into" | "update" | "table" | "collate" | "recursive" | "with" | "as" => true,
            "from" => !earlier("distinct"),
            "by" => earlier("indexed"),
            "abort" | "fail" | "ignore" | "replace" | "rollback" => earlier("or"),
            _ => false,
        }
    }
}

//! The tokens of a definition: core's, without what means nothing, and with quotes taken off.

use std::ops::Range;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::keyword;

/// A token that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// A word as it is written; what quotes hold; a number or an operator in the one way that we write it.
    pub(super) text: String,
    /// Where it is in the definition.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword or a name.
    Word,
    /// A name in brackets or backticks.
    Quoted,
    /// A name in double quotes. Where no such name is known, SQLite takes it for a string.
    DoubleQuoted,
    /// `'text'`. Where only a name can be, SQLite takes it for one.
    String,
    /// A number, a blob, a parameter: nothing that quotes can be about.
    Literal,
    Open,
    Close,
    Comma,
    Dot,
    Semicolon,
    Operator,
}

/// What should be there and is not.
pub(super) type Expected = String;

/// The tokens of a definition.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Expected> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    for token in lex(text, Dialect::Sqlite) {
        if token.kind.is_trivia() {
            continue;
        }
        if token.unterminated {
            return Err("a quote that ends what one begins".to_owned());
        }
        let source = &text[token.range.clone()];
        let (kind, text) = match token.kind {
            TokenKind::Word => (Kind::Word, source.to_owned()),
            TokenKind::QuotedIdentifier => quoted(source),
            TokenKind::String if source.starts_with('\'') => (Kind::String, unquoted(source)),
            TokenKind::String | TokenKind::Number => (Kind::Literal, source.to_ascii_lowercase()),
            TokenKind::Parameter => (Kind::Literal, source.to_owned()),
            TokenKind::OpenParen => (Kind::Open, "(".to_owned()),
            TokenKind::CloseParen => (Kind::Close, ")".to_owned()),
            TokenKind::Semicolon => (Kind::Semicolon, ";".to_owned()),
            TokenKind::Punctuation => match source {
                "," => (Kind::Comma, ",".to_owned()),
                "." => (Kind::Dot, ".".to_owned()),
                _ => {
                    if joins(&mut tokens, source, &token.range) {
                        continue;
                    }
                    (Kind::Operator, source.to_owned())
                }
            },
            _ => return Err("SQL".to_owned()),
        };
        let range = token.range;
        tokens.push(Token { kind, text, range });
    }
    for token in tokens
        .iter_mut()
        .filter(|token| token.kind == Kind::Operator)
    {
        // Two ways to write the same.
        match &*token.text {
            "==" => "=".clone_into(&mut token.text),
            "!=" => "<>".clone_into(&mut token.text),
            _ => {}
        }
    }
    Ok(tokens)
}

/// Puts a character to the operator before it, if they are one.
fn joins(tokens: &mut [Token], source: &str, range: &Range<usize>) -> bool {
    let Some(last) = tokens.last_mut() else {
        return false;
    };
    if last.kind != Kind::Operator || last.range.end != range.start {
        return false;
    }
    let joined = format!("{}{source}", last.text);
    let known = ["||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->", "->>"];
    let one = known.contains(&&*joined);
    if one {
        last.text = joined;
        last.range.end = range.end;
    }
    one
}

fn quoted(source: &str) -> (Kind, String) {
    match source.as_bytes()[0] {
        b'"' => (Kind::DoubleQuoted, unquoted(source)),
        b'[' => (Kind::Quoted, source[1..source.len() - 1].to_owned()),
        _ => (Kind::Quoted, unquoted(source)),
    }
}

/// Without the quotes around it, and with those inside once.
fn unquoted(source: &str) -> String {
    let (quote, inner) = (&source[..1], &source[1..source.len() - 1]);
    inner.replace(&quote.repeat(2), quote)
}

impl Token {
    /// Whether it is this keyword.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these keywords.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(super) fn folded(&self) -> String {
        self.text.to_ascii_lowercase()
    }

    /// Whether it is in quotes of some kind.
    pub(super) fn is_quoted(&self) -> bool {
        matches!(self.kind, Kind::Quoted | Kind::DoubleQuoted | Kind::String)
    }

    /// Whether it is a name where only one can be: `nm` in SQLite's grammar.
    pub(super) fn is_name(&self) -> bool {
        self.is_quoted() || self.kind == Kind::Word && !keyword::is_reserved(&self.folded())
    }

    /// Whether an operand ends with it.
    pub(super) fn ends_operand(&self) -> bool {
        match self.kind {
            Kind::Word => keyword::ends_operand(&self.folded()),
            Kind::Open | Kind::Comma | Kind::Dot | Kind::Semicolon | Kind::Operator => false,
            _ => true,
        }
    }
}

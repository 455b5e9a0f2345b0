//! What a piece of SQL mentions.

use std::collections::HashSet;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Token, TokenKind, lex};

/// The names that a piece of SQL has in it, whatever they stand for.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Names, as the server folds them.
    pub(super) names: HashSet<String>,
    /// Those that follow `FROM` or `JOIN`.
    pub(super) relations: HashSet<String>,
    /// Operators.
    pub(super) operators: HashSet<String>,
    /// What is in strings.
    pub(super) strings: HashSet<String>,
    /// The names in bodies between dollar signs, which the server does not follow.
    pub(super) body: HashSet<String>,
    /// What is in strings there.
    pub(super) body_strings: HashSet<String>,
}

pub(super) fn mentions(text: &str) -> Mentions {
    let mut found = Mentions::default();
    read(text, &mut found);
    found
}

fn read(text: &str, found: &mut Mentions) {
    let tokens: Vec<Token> = lex(text, Dialect::Postgres)
        .filter(|token| !token.kind.is_trivia())
        .collect();
    let mut after_from = false;
    let mut operator = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let written = &text[token.range.clone()];
        if token.kind != TokenKind::Punctuation && !operator.is_empty() {
            found.operators.insert(std::mem::take(&mut operator));
        }
        match token.kind {
            TokenKind::Word | TokenKind::QuotedIdentifier => {
                let name = folded(written);
                let is_from = token.kind == TokenKind::Word
                    && ["from", "join", "only", "on", "to"].contains(&&*name);
                if after_from {
                    found.relations.insert(name.clone());
                }
                let before_dot = tokens
                    .get(at + 1)
                    .is_some_and(|next| &text[next.range.clone()] == ".");
                after_from = is_from || after_from && before_dot;
                found.names.insert(name);
            }
            TokenKind::String => {
                after_from = false;
                let inside = unquoted(written, '\'');
                if is_object(text, &tokens[at + 1..]) {
                    found.names.extend(names(&inside));
                }
                found.strings.insert(inside);
            }
            TokenKind::DollarString => {
                let inside = mentions(inside_dollars(written));
                found.body.extend(inside.names);
                found.body_strings.extend(inside.strings);
            }
            TokenKind::Punctuation if !matches!(written, "," | "." | ":" | "[" | "]") => {
                operator.push_str(written);
            }
            TokenKind::Punctuation | TokenKind::OpenParen => {}
            _ => after_from = false,
        }
    }
    if !operator.is_empty() {
        found.operators.insert(operator);
    }
}

/// Whether a string is the name of an object: `'s'::regclass`.
fn is_object(text: &str, after: &[Token]) -> bool {
    match after {
        [one, two, word, ..] => {
            &text[one.range.clone()] == ":"
                && &text[two.range.clone()] == ":"
                && text[word.range.clone()].starts_with("reg")
        }
        _ => false,
    }
}

/// The names in a piece of SQL.
pub(super) fn names(text: &str) -> HashSet<String> {
    mentions(text).names
}

fn inside_dollars(written: &str) -> &str {
    let mark = written[1..].find('$').map_or(0, |end| end + 2);
    let end = written.len().saturating_sub(mark);
    written.get(mark..end).unwrap_or_default()
}

fn folded(written: &str) -> String {
    if written.ends_with('"') {
        return unquoted(written, '"');
    }
    // The server folds ASCII letters in every encoding.
    written.to_ascii_lowercase()
}

fn unquoted(written: &str, mark: char) -> String {
    let start = written.find(mark).map_or(0, |at| at + 1);
    let end = written.len().saturating_sub(1).max(start);
    let inside = written.get(start..end).unwrap_or_default();
    let doubled: String = [mark, mark].iter().collect();
    inside.replace(&doubled, &mark.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_are() {
        let found = mentions(
            "SELECT \"A \"\"b\".c FROM (s.t JOIN u ON x === nextval('\"My q\"'::regclass)) WHERE v = 'it''s'",
        );
        for name in ["A \"b", "c", "s", "t", "u", "nextval", "My q", "v"] {
            assert!(found.names.contains(name), "{name}");
        }
        assert!(!found.names.contains("it's"));
        assert!(found.strings.contains("it's"));
        assert!(found.operators.contains("==="));
        for name in ["s", "t", "u"] {
            assert!(found.relations.contains(name), "{name}");
        }
        assert!(!found.relations.contains("c"));
    }

    #[test]
    fn bodies_are_apart() {
        let found = mentions("CREATE FUNCTION f(a mood) AS $x$ SELECT b FROM t WHERE c = 'z' $x$");
        assert!(found.names.contains("mood") && !found.names.contains("t"));
        assert!(found.body.contains("t") && found.body_strings.contains("z"));
    }
}

//! As much of the structure of what the server writes as it takes to rewrite it: words, strings, and what is
//! between brackets.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

/// A piece of a text, or what is between two brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node<'a> {
    /// A keyword, a name, a number.
    Word(&'a str),
    /// A name or a string in quotes, with them.
    Quoted(&'a str),
    /// Blanks and line ends.
    Space(&'a str),
    /// Everything else.
    Other(&'a str),
    /// What is between two brackets.
    Group(Bracket, Vec<Node<'a>>),
}

/// A kind of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `( .. )`.
    Round,
    /// `[ .. ]`.
    Square,
}

impl Node<'_> {
    /// `[]`.
    pub(super) fn is_empty_square(&self) -> bool {
        matches!(self, Node::Group(Bracket::Square, inner) if inner.is_empty())
    }
}

/// Never fails: brackets without another are like any other character.
pub(super) fn parse(text: &str) -> Vec<Node<'_>> {
    let mut open: Vec<(Bracket, &str, Vec<Node<'_>>)> = Vec::new();
    let mut nodes = Vec::new();
    for token in lex(text, Dialect::Postgres) {
        let source = &text[token.range.clone()];
        let node = match token.kind {
            TokenKind::Whitespace => Node::Space(source),
            TokenKind::Word | TokenKind::Number => Node::Word(source),
            TokenKind::QuotedIdentifier | TokenKind::String | TokenKind::DollarString => {
                Node::Quoted(source)
            }
            _ => Node::Other(source),
        };
        let opens = match source {
            "(" => Some(Bracket::Round),
            "[" => Some(Bracket::Square),
            _ => None,
        };
        let closes = match source {
            ")" => Some(Bracket::Round),
            "]" => Some(Bracket::Square),
            _ => None,
        };
        if let Some(bracket) = opens {
            open.push((bracket, source, std::mem::take(&mut nodes)));
        } else if closes.is_some() && closes == open.last().map(|(bracket, ..)| *bracket) {
            if let Some((bracket, _, before)) = open.pop() {
                let inner = std::mem::replace(&mut nodes, before);
                nodes.push(Node::Group(bracket, inner));
            }
        } else {
            nodes.push(node);
        }
    }
    while let Some((_, source, mut before)) = open.pop() {
        before.push(Node::Other(source));
        before.append(&mut nodes);
        nodes = before;
    }
    nodes
}

/// The text of these nodes.
pub(super) fn write(nodes: &[Node<'_>]) -> String {
    let mut text = String::new();
    append(&mut text, nodes);
    text
}

fn append(text: &mut String, nodes: &[Node<'_>]) {
    for node in nodes {
        match node {
            Node::Word(source)
            | Node::Quoted(source)
            | Node::Space(source)
            | Node::Other(source) => text.push_str(source),
            Node::Group(bracket, inner) => {
                let (open, close) = match bracket {
                    Bracket::Round => ('(', ')'),
                    Bracket::Square => ('[', ']'),
                };
                text.push(open);
                append(text, inner);
                text.push(close);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        for text in [
            "",
            "((a)::text = ANY (ARRAY['x (', \"y]\"]))",
            "f(a[1], $1) -- ) done\n",
            "(((",
            "a)] b (c]",
            "E'\\'(' || U&'d!0061' UESCAPE '!'",
        ] {
            assert_eq!(write(&parse(text)), text);
        }
    }
}

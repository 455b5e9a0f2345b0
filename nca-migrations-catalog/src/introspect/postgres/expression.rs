//! Expressions as the server writes them, in one form.
//!
//! What was read from a script and what was read from the server's own words for it mean the same, and the
//! server keeps them differently, so that a database and a restored dump of it would have different
//! catalogs. Three forms are made one:
//!
//! * `(ARRAY['a'::character varying])::text[]`, which is how `IN` is kept for a column of that type, is read
//!   back with the cast at each element.
//! * `((a AND b) AND c)`, which is how `a BETWEEN .. AND c` is kept, is read back as `(a AND b AND c)`.
//! * `('a'::character varying)::text` is `'a'::text`, and shorter to read.
//!
//! The text must be one in which the server has written every parenthesis, not its pretty form.

use super::syntax::{Bracket, Node, parse, write};

/// The same expression, or statement, in one form.
pub(super) fn normal(text: &str) -> String {
    let mut nodes = parse(text);
    rewrite(&mut nodes);
    write(&nodes)
}

/// The same, without parentheses around all of it.
pub(super) fn bare(text: &str) -> String {
    let mut nodes = parse(text);
    rewrite(&mut nodes);
    while let [Node::Group(Bracket::Round, _)] = &*nodes {
        let Some(Node::Group(_, inner)) = nodes.pop() else {
            break;
        };
        nodes = inner;
    }
    write(&nodes)
}

/// From the inside out.
fn rewrite(nodes: &mut Vec<Node<'_>>) {
    for node in nodes.iter_mut() {
        if let Node::Group(_, inner) = node {
            rewrite(inner);
        }
    }
    distribute_casts(nodes);
    shorten_casts(nodes);
    flatten(nodes, "AND");
    flatten(nodes, "OR");
}

/// `(ARRAY[a, b])::t[]` to `ARRAY[(a)::t, (b)::t]`.
fn distribute_casts(nodes: &mut Vec<Node<'_>>) {
    let mut at = 0;
    while at < nodes.len() {
        if let Some((elements, cast)) = array_cast(&nodes[at..]) {
            let type_name = nodes[at + 3..at + cast - 1].to_vec();
            let mut new = Vec::new();
            for (n, element) in elements.into_iter().enumerate() {
                if n > 0 {
                    new.extend([Node::Other(","), Node::Space(" ")]);
                }
                new.push(Node::Group(Bracket::Round, element));
                new.extend([Node::Other(":"), Node::Other(":")]);
                new.extend(type_name.iter().cloned());
                shorten_casts(&mut new);
            }
            let array = [Node::Word("ARRAY"), Node::Group(Bracket::Square, new)];
            nodes.splice(at..at + cast, array);
        }
        at += 1;
    }
}

/// The elements of an array that begins here and is cast, and how many nodes array and cast are.
fn array_cast<'a>(nodes: &[Node<'a>]) -> Option<(Vec<Vec<Node<'a>>>, usize)> {
    let [
        Node::Group(Bracket::Round, array),
        Node::Other(":"),
        Node::Other(":"),
        rest @ ..,
    ] = nodes
    else {
        return None;
    };
    let [Node::Word("ARRAY"), Node::Group(Bracket::Square, elements)] = &**array else {
        return None;
    };
    let brackets = rest.iter().position(Node::is_empty_square)?;
    let is_type = |node: &Node<'_>| {
        matches!(node, Node::Word(_) | Node::Space(" ") | Node::Other("."))
            || matches!(node, Node::Quoted(name) if name.starts_with('"'))
            || matches!(node, Node::Group(Bracket::Round, _))
    };
    if brackets == 0 || !rest[..brackets].iter().all(is_type) {
        return None;
    }
    let elements = elements.split(|node| *node == Node::Other(","));
    let elements: Vec<Vec<Node<'_>>> = elements
        .map(|element| match element {
            [Node::Space(_), rest @ ..] | rest => rest.to_vec(),
        })
        .collect();
    let is_plain = |element: &Vec<Node<'_>>| {
        !element.is_empty() && !matches!(element.first(), Some(Node::Word("ARRAY")))
    };
    (elements.iter().all(is_plain)).then_some((elements, 3 + brackets + 1))
}

/// `('a'::character varying)::text` to `'a'::text`.
fn shorten_casts(nodes: &mut Vec<Node<'_>>) {
    let mut at = 0;
    while at + 3 < nodes.len() {
        if let [
            Node::Group(Bracket::Round, inner),
            Node::Other(":"),
            Node::Other(":"),
            Node::Word("text"),
            ..,
        ] = &nodes[at..]
            && let [
                string @ Node::Quoted(text),
                Node::Other(":"),
                Node::Other(":"),
                Node::Word("character"),
                Node::Space(" "),
                Node::Word("varying"),
            ] = &**inner
            && !text.starts_with('"')
            // Not an array's.
            && !nodes.get(at + 4).is_some_and(Node::is_empty_square)
        {
            nodes[at] = string.clone();
        }
        at += 1;
    }
}

/// `(a AND b) AND c` to `a AND b AND c`. An operand that is one pair of parentheses and has the word between
/// its own operands is of that kind; nothing else is written so: a window's `ROWS BETWEEN .. AND ..` has
/// more words around it, and `BETWEEN` as a condition is kept as two comparisons.
fn flatten(nodes: &mut Vec<Node<'_>>, word: &str) {
    let is_word = |node: &Node<'_>| matches!(node, Node::Word(found) if *found == word);
    let blank = |node: &Node<'_>| matches!(node, Node::Space(_));
    if !nodes.iter().any(is_word) {
        return;
    }
    let mut at = 0;
    while at < nodes.len() {
        let before = nodes[..at].iter().rev().find(|node| !blank(node));
        let after = nodes[at + 1..].iter().find(|node| !blank(node));
        // One side is the word, the other the word or an end.
        let ends = |node: Option<&Node<'_>>| node.is_none_or(is_word);
        let is_operand = ends(before) && ends(after) && (before.is_some() || after.is_some());
        match &nodes[at] {
            Node::Group(Bracket::Round, inner) if is_operand && inner.iter().any(is_word) => {
                let inner = inner.clone();
                nodes.splice(at..=at, inner);
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_is_written_the_same() {
        for (text, expected) in [
            ("(length(name) > 0)", "length(name) > 0"),
            ("((a > 0) OR (b > 0))", "(a > 0) OR (b > 0)"),
            ("(a).b", "(a).b"),
            (
                "((state)::text = ANY ((ARRAY['open'::character varying, 'a, b'::character varying])::text[]))",
                "(state)::text = ANY (ARRAY['open'::text, 'a, b'::text])",
            ),
            (
                "((state)::text = ANY (ARRAY[('open'::character varying)::text, ('a, b'::character varying)::text]))",
                "(state)::text = ANY (ARRAY['open'::text, 'a, b'::text])",
            ),
            (
                "(n = ANY ((ARRAY[1, f(2, 3)])::numeric(3,1)[]))",
                "n = ANY (ARRAY[(1)::numeric(3,1), (f(2, 3))::numeric(3,1)])",
            ),
            ("(ARRAY[ARRAY[1]])::bigint[]", "(ARRAY[ARRAY[1]])::bigint[]"),
            (
                "('a'::character varying)::text[]",
                "('a'::character varying)::text[]",
            ),
            (
                "(((a >= 1) AND (a <= 5)) AND (b > 0))",
                "(a >= 1) AND (a <= 5) AND (b > 0)",
            ),
            (
                "((b > 0) AND ((a >= 1) AND (a <= 5)) AND (NOT (c OR d)))",
                "(b > 0) AND (a >= 1) AND (a <= 5) AND (NOT (c OR d))",
            ),
            (
                "((a OR (b OR c)) AND f((d AND e)))",
                "(a OR b OR c) AND f((d AND e))",
            ),
            ("' (x AND y) '::text", "' (x AND y) '::text"),
            ("(\"a (b\" > 0)", "\"a (b\" > 0"),
        ] {
            assert_eq!(bare(text), expected, "{text}");
        }
    }

    #[test]
    fn a_window_keeps_its_frame() {
        let text = "sum(a) OVER (ORDER BY b ROWS BETWEEN (1 AND 2) PRECEDING AND CURRENT ROW)";
        assert_eq!(normal(text), text);
    }
}

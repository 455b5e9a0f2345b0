//! The query of a view, in one form on every version of the server.

mod order;

use std::ops::Range;

use super::expression;
use super::syntax::{Bracket, Node, parse, write};

/// The first version that does not write the table before each column where there is one table alone:
/// until then a view's own rows counted as two more.
/// <https://git.postgresql.org/gitweb/?p=postgresql.git;a=commit;h=47bb9db75996232ea71fc1e1888ffb0e70579b54>
const PLAIN_COLUMNS: i32 = 16;

/// The query as the newest servers write it.
pub(super) fn normal(definition: &str, major: i32) -> String {
    let definition = definition.trim();
    let definition = definition.strip_suffix(';').unwrap_or(definition);
    let definition = expression::normal(definition);
    if major >= PLAIN_COLUMNS {
        return definition;
    }
    let mut nodes = parse(&definition);
    let Some(only) = only_table(&nodes) else {
        return definition;
    };
    let mut after = nodes.split_off(only.from.end);
    let from = nodes.split_off(only.from.start);
    let mut order = order::split(&mut after);
    order::strip(&mut order, &nodes, &only.name);
    strip(&mut nodes, &only.name);
    strip(&mut after, &only.name);
    write(&[nodes, from, after, order].concat())
}

/// Words that end `FROM` in what the server writes.
const AFTER_FROM: [&str; 9] = [
    "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR",
];

/// Words that say that there is more than one.
const MORE: [&str; 4] = ["UNION", "INTERSECT", "EXCEPT", "JOIN"];

/// What the table of a query is called, if it reads one alone, and where `FROM` and what follows it are.
fn only_table<'a>(nodes: &[Node<'a>]) -> Option<Only<'a>> {
    let is_one_of =
        |node: &Node<'_>, words: &[&str]| matches!(node, Node::Word(w) if words.contains(w));
    if nodes.iter().any(|node| is_one_of(node, &MORE)) {
        return None;
    }
    let from = nodes.iter().position(|node| is_one_of(node, &["FROM"]))?;
    let rest = &nodes[from..];
    let length = rest.iter().position(|node| is_one_of(node, &AFTER_FROM));
    let length = length.unwrap_or(rest.len());
    let item: Vec<&Node<'_>> = (rest[1..length].iter())
        .take_while(|node| **node != Node::Word("TABLESAMPLE"))
        .filter(|node| !matches!(node, Node::Space(_)))
        .collect();
    if item.iter().any(|node| **node == Node::Other(",")) {
        return None;
    }
    // The names of its columns may follow.
    let ([.., name, Node::Group(Bracket::Round, _)] | [.., name]) = *item else {
        return None;
    };
    matches!(name, Node::Word(_) | Node::Quoted(_)).then(|| Only {
        name: name.clone(),
        from: from..from + length,
    })
}

/// The only table of a query.
struct Only<'a> {
    name: Node<'a>,
    from: Range<usize>,
}

/// Takes the table's name and the dot away before columns. Queries inside have the name on every version.
fn strip(nodes: &mut Vec<Node<'_>>, name: &Node<'_>) {
    let mut at = 0;
    while at < nodes.len() {
        match &mut nodes[at] {
            Node::Group(_, inner) if !is_query(inner) => strip(inner, name),
            _ => {
                if is_column(nodes, at, name) {
                    nodes.drain(at..at + 2);
                }
            }
        }
        at += 1;
    }
}

/// Whether the name, a dot and a column begin here. A schema may be called the same, before the name of a type,
/// a collation or a function.
fn is_column(nodes: &[Node<'_>], at: usize, name: &Node<'_>) -> bool {
    let [
        first,
        Node::Other("."),
        Node::Word(_) | Node::Quoted(_),
        after @ ..,
    ] = &nodes[at..]
    else {
        return false;
    };
    let before = nodes[..at]
        .iter()
        .rev()
        .find(|node| !matches!(node, Node::Space(_)));
    let is_other = matches!(before, Some(Node::Other("." | ":") | Node::Word("COLLATE")));
    let is_call = matches!(after, [Node::Group(Bracket::Round, _), ..]);
    first == name && !is_other && !is_call
}

fn is_query(nodes: &[Node<'_>]) -> bool {
    let first = nodes.iter().find(|node| !matches!(node, Node::Space(_)));
    matches!(first, Some(Node::Word("SELECT" | "WITH" | "VALUES")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_written_as_the_newest_servers_write_them() {
        for (old, new) in [
            (
                " SELECT t.a,\n    lower(t.\"B c\") AS b\n   FROM t\n  WHERE (t.a > 0);",
                "SELECT a,\n    lower(\"B c\") AS b\n   FROM t\n  WHERE (a > 0)",
            ),
            (
                " SELECT x.a\n   FROM app.t x(a, b)\n  ORDER BY x.b;",
                "SELECT a\n   FROM app.t x(a, b)\n  ORDER BY b",
            ),
            // A query inside, a whole row, a part of a row, a schema of the same name.
            (
                " SELECT ( SELECT count(*) AS count\n           FROM u\n          WHERE (u.a = t.a)) AS n,\n    t.*::t AS t,\n    (t.c).d AS d\n   FROM t.t;",
                "SELECT ( SELECT count(*) AS count\n           FROM u\n          WHERE (u.a = t.a)) AS n,\n    t.*::t AS t,\n    (c).d AS d\n   FROM t.t",
            ),
            (
                " SELECT t.f(t.a) AS f,\n    (t.a)::t.b AS b\n   FROM t\n  ORDER BY (t.a COLLATE t.c);",
                "SELECT t.f(a) AS f,\n    (a)::t.b AS b\n   FROM t\n  ORDER BY (a COLLATE t.c)",
            ),
            // A column of the table to order by, where the query gives its name to something else.
            (
                " SELECT t.b AS a,\n    t.a AS b,\n    t.c\n   FROM t\n  ORDER BY t.a, t.c DESC, (t.a + 1)\n LIMIT 1;",
                "SELECT b AS a,\n    a AS b,\n    c\n   FROM t\n  ORDER BY t.a, c DESC, (a + 1)\n LIMIT 1",
            ),
            (
                " SELECT t.a\n   FROM t TABLESAMPLE system (10)\n  ORDER BY t.a;",
                "SELECT a\n   FROM t TABLESAMPLE system (10)\n  ORDER BY a",
            ),
            // More than one table, or none.
            (
                " SELECT t.a\n   FROM t,\n    u;",
                "SELECT t.a\n   FROM t,\n    u",
            ),
            (
                " SELECT t.a\n   FROM (t\n     JOIN u ON ((u.a = t.a)));",
                "SELECT t.a\n   FROM (t\n     JOIN u ON ((u.a = t.a)))",
            ),
            (
                " SELECT t.a\n   FROM t\nUNION\n SELECT t.a\n   FROM t;",
                "SELECT t.a\n   FROM t\nUNION\n SELECT t.a\n   FROM t",
            ),
            (" SELECT 1 AS a;", "SELECT 1 AS a"),
        ] {
            assert_eq!(normal(old, 15), new);
            assert_eq!(normal(new, 16), new);
        }
    }
}

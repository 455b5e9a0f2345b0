//! What a query is ordered by. A name that stands there alone is one of the query's own columns, if it has
//! one of that name: so servers keep the table's name before a column of the table that is not that one.
//! <https://www.postgresql.org/docs/current/sql-select.html#SQL-ORDERBY>

use crate::introspect::postgres::syntax::Node;

/// Takes the end of a query away that begins with `ORDER`.
pub(super) fn split<'a>(after_from: &mut Vec<Node<'a>>) -> Vec<Node<'a>> {
    let order = after_from
        .iter()
        .position(|node| *node == Node::Word("ORDER"));
    order.map_or_else(Vec::new, |order| after_from.split_off(order))
}

/// Takes the table's name away before columns, but for those.
pub(super) fn strip(order: &mut Vec<Node<'_>>, select: &[Node<'_>], table: &Node<'_>) {
    let mut at = 0;
    while at < order.len() {
        let end = order[at..]
            .iter()
            .position(|node| *node == Node::Other(","));
        let end = end.map_or(order.len(), |end| at + end + 1);
        let mut item: Vec<Node<'_>> = order[at..end].to_vec();
        if !names(&item, table).is_some_and(|column| is_another(select, column)) {
            super::strip(&mut item, table);
        }
        let length = item.len();
        order.splice(at..end, item);
        at += length;
    }
}

/// The column of the table, if an item is nothing else; its direction may follow.
fn names<'n, 'a>(item: &'n [Node<'a>], table: &Node<'a>) -> Option<&'n Node<'a>> {
    let mut words = item.iter().filter(|node| !matches!(node, Node::Space(_)));
    let mut first = words.next()?;
    if *first == Node::Word("ORDER") {
        words.next();
        first = words.next()?;
    }
    let (dot, column) = (words.next()?, words.next()?);
    let is_all = |node: &Node<'_>| {
        matches!(
            node,
            Node::Other(",") | Node::Word("DESC" | "NULLS" | "LIMIT" | "OFFSET" | "FETCH" | "FOR")
        )
    };
    let is_column = first == table && *dot == Node::Other(".");
    (is_column && words.next().is_none_or(is_all)).then_some(column)
}

/// Whether the query gives that name to something else: the table's own column needs no `AS`.
fn is_another(select: &[Node<'_>], column: &Node<'_>) -> bool {
    select
        .split(|node| *node == Node::Other(","))
        .any(|output| {
            let words = output.iter().rev();
            let mut words = words.filter(|node| !matches!(node, Node::Space(_)));
            words.next() == Some(column) && words.next() == Some(&Node::Word("AS"))
        })
}

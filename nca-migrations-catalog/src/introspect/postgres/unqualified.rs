//! Names that the server writes with their schema whatever the search path is.

use super::syntax::{Node, parse, write};

/// The same statement without the home schema before the names of relations that follow one of these words.
/// Only outside of brackets, and only the first one after each word.
pub(super) fn relations(definition: &str, words: &[&str], home: Option<&str>) -> String {
    let Some(home) = home else {
        return definition.to_owned();
    };
    let mut nodes = parse(definition);
    for word in words {
        let mut at = 0;
        while at < nodes.len() {
            if matches!(nodes[at], Node::Word(found) if found == *word)
                && let [Node::Space(_), schema, Node::Other("."), ..] = &nodes[at + 1..]
                && is(schema, home)
            {
                nodes.drain(at + 2..at + 4);
                break;
            }
            at += 1;
        }
    }
    write(&nodes)
}

/// The same statement without the home schema before the name of what it makes, which follows `made`:
/// `CREATE STATISTICS`.
pub(super) fn made<'a>(
    definition: &'a str,
    made: &str,
    home: Option<&str>,
) -> std::borrow::Cow<'a, str> {
    let schema = home.and_then(|home| {
        let rest = definition.strip_prefix(made)?.strip_prefix(' ')?;
        let nodes = parse(rest);
        match &*nodes {
            [schema, Node::Other("."), ..] if is(schema, home) => {
                Some(write(std::slice::from_ref(schema)).len() + 1)
            }
            _ => None,
        }
    });
    match schema {
        None => definition.into(),
        Some(length) => {
            let from = made.len() + 1;
            format!("{}{}", &definition[..from], &definition[from + length..]).into()
        }
    }
}

/// Whether a name in SQL is this one.
fn is(node: &Node<'_>, name: &str) -> bool {
    match node {
        Node::Word(word) => *word == name,
        Node::Quoted(quoted) => {
            let inner = quoted
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            inner.is_some_and(|inner| inner.replace("\"\"", "\"") == name)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_schema_is_left_out_where_it_is_one() {
        let trigger = "CREATE TRIGGER \"ON app.t\" AFTER UPDATE OF app ON app.t FROM app.u WHEN ((new.a = 'ON app.t'))";
        let expected = "CREATE TRIGGER \"ON app.t\" AFTER UPDATE OF app ON t FROM u WHEN ((new.a = 'ON app.t'))";
        assert_eq!(relations(trigger, &["ON", "FROM"], Some("app")), expected);
        assert_eq!(relations(trigger, &["ON", "FROM"], Some("public")), trigger);
        assert_eq!(relations(trigger, &["ON", "FROM"], None), trigger);
        let quoted = "CREATE RULE r AS\n    ON INSERT TO \"A \"\"b\".t DO INSTEAD NOTHING";
        let expected = "CREATE RULE r AS\n    ON INSERT TO t DO INSTEAD NOTHING";
        assert_eq!(relations(quoted, &["TO"], Some("A \"b")), expected);
    }

    #[test]
    fn what_is_made_has_no_home_schema() {
        let statistics = "CREATE STATISTICS app.s ON a, b FROM app.t";
        let expected = "CREATE STATISTICS s ON a, b FROM app.t";
        assert_eq!(made(statistics, "CREATE STATISTICS", Some("app")), expected);
        assert_eq!(
            made(statistics, "CREATE STATISTICS", Some("public")),
            statistics
        );
    }
}

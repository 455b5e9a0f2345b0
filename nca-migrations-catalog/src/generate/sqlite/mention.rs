//! Which names a definition mentions.

use std::collections::HashSet;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

/// A token that could be a name, as SQLite compares it.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    lex(text, Dialect::Sqlite).filter_map(|token| name(token.kind, &text[token.range]))
}

/// Whether a definition mentions one of these names, which are in lower case. A name that means something else
/// counts, too: nothing is overlooked.
pub(super) fn mentions(text: &str, names: &HashSet<String>) -> bool {
    words(text).any(|word| names.contains(&word))
}

/// Whether a definition mentions this name.
pub(super) fn mentions_one(text: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    words(text).any(|word| word == name)
}

fn name(kind: TokenKind, source: &str) -> Option<String> {
    match kind {
        TokenKind::Word => Some(source.to_ascii_lowercase()),
        TokenKind::QuotedIdentifier => Some(unquoted(source).to_ascii_lowercase()),
        _ => None,
    }
}

fn unquoted(source: &str) -> String {
    let inner = source
        .get(1..source.len().saturating_sub(1))
        .unwrap_or_default();
    match source.get(..1) {
        Some(quote @ ("\"" | "`")) => inner.replace(&quote.repeat(2), quote),
        _ => inner.to_owned(),
    }
}

/// The expression with each `old.` before a column as `new.`.
pub(super) fn requalified(expression: &str, old: &str, new: &str) -> String {
    let tokens: Vec<_> = lex(expression, Dialect::Sqlite)
        .filter(|token| !token.kind.is_trivia())
        .collect();
    let (mut text, mut end) = (String::with_capacity(expression.len()), 0);
    for pair in tokens.windows(2) {
        let source = &expression[pair[0].range.clone()];
        let is_old =
            name(pair[0].kind, source).is_some_and(|name| name == old.to_ascii_lowercase());
        if is_old && &expression[pair[1].range.clone()] == "." {
            text += &expression[end..pair[0].range.start];
            text += &crate::quote::identifier(Dialect::Sqlite, new);
            end = pair[0].range.end;
        }
    }
    text + &expression[end..]
}

/// Whether a trigger reads or writes something that is not among these names, which are in lower case. SQLite
/// then takes no `RENAME` in the whole database.
pub(super) fn leads_nowhere(trigger: &str, known: &HashSet<String>) -> bool {
    let body = trigger.split_once('\n').map_or("", |(_, body)| body);
    let words: Vec<String> = words(body).collect();
    // `WITH q AS (`.
    let is_own = |name: &String| {
        let mut pairs = words.windows(2);
        pairs.any(|pair| pair[0] == *name && pair[1] == "as")
    };
    words.windows(2).any(|pair| {
        let reads = matches!(&*pair[0], "from" | "join" | "into" | "update");
        let other = matches!(&*pair[1], "or" | "set" | "select" | "values");
        reads && !other && !known.contains(&pair[1]) && !is_own(&pair[1])
    })
}

/// The columns that a trigger names of its row, `new.a` and `old.b`.
pub(super) fn of_the_row(trigger: &str) -> impl Iterator<Item = String> {
    let tokens = lex(trigger, Dialect::Sqlite).filter(|token| !token.kind.is_trivia());
    let tokens: Vec<_> = tokens.map(|token| (token.kind, token.range)).collect();
    let found: Vec<String> = tokens
        .windows(3)
        .filter_map(|three| {
            let [row, dot, column] = [0, 1, 2].map(|at| {
                let (kind, range) = &three[at];
                (*kind, &trigger[range.clone()])
            });
            let row = name(row.0, row.1)?;
            let is_row = matches!(&*row, "new" | "old") && dot.1 == ".";
            name(column.0, column.1).filter(|_| is_row)
        })
        .collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_their_quotes() {
        let found: Vec<String> = words("a.\"B \"\"c\"\"\" [d e] `F` 'no' -- g\n1 Größe").collect();
        assert_eq!(found, ["a", "b \"c\"", "d e", "f", "größe"]);
    }

    #[test]
    fn only_what_is_before_a_dot_is_qualified_anew() {
        let text = requalified("T.t > 1 and t in (\"t\" . a, u.t)", "t", "new \"t");
        assert_eq!(
            text,
            "\"new \"\"t\".t > 1 and t in (\"new \"\"t\" . a, u.t)"
        );
    }

    #[test]
    fn columns_of_the_row_are_found() {
        let trigger = "after update\nwhen new.a > OLD . \"B b\"\nbegin select q.new, 'new.c'; end";
        let found: Vec<String> = of_the_row(trigger).collect();
        assert_eq!(found, ["a", "b b"]);
    }

    #[test]
    fn a_trigger_that_leads_nowhere_is_found() {
        let known = HashSet::from(["t".to_owned(), "u".to_owned()]);
        for (body, found) in [
            ("update or ignore t\n  set a = 1;", false),
            (
                "with q as (select 1) insert into t select * from q join u;",
                false,
            ),
            ("insert or replace into t values (1);", false),
            ("delete from gone;", true),
            ("select * from t join gone;", true),
        ] {
            let trigger = format!("after update of a\nbegin\n  {body}\nend");
            assert_eq!(leads_nowhere(&trigger, &known), found, "{body}");
        }
    }
}

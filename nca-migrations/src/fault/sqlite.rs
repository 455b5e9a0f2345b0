//! SQLite has the offset (`sqlite3_error_offset`), but Diesel does not ask for it. The messages name
//! what is meant: where a statement has that once, that is it.

use std::borrow::Cow;
use std::ops::Range;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Token, TokenKind, lex};

use super::end;

/// What is around a token as it was written. Seen with SQLite 3.40 and 3.53.
const TOKENS: [(&str, &str); 2] = [
    ("near \"", "\": syntax error"),
    ("unrecognized token: \"", "\""),
];

/// What is around a name.
const NAMES: [(&str, &str); 15] = [
    (
        "no such column: ",
        " - should this be a string literal in single-quotes?",
    ),
    ("no such column: ", ""),
    ("no such table: ", ""),
    ("no such view: ", ""),
    ("no such index: ", ""),
    ("no such trigger: ", ""),
    ("no such function: ", ""),
    ("no such collation sequence: ", ""),
    ("duplicate column name: ", ""),
    ("table ", " already exists"),
    ("view ", " already exists"),
    ("index ", " already exists"),
    ("trigger ", " already exists"),
    ("there is already a table named ", ""),
    ("there is already an index named ", ""),
];

pub(super) fn pointed_at(sql: &str, message: &str) -> Option<Range<usize>> {
    if message == "incomplete input" {
        return Some(end(sql));
    }
    let tokens: Vec<Token> = lex(sql, Dialect::Sqlite)
        .filter(|token| !token.kind.is_trivia())
        .collect();
    if let Some(written) = between(message, &TOKENS) {
        let starts = |at: usize| tokens.iter().any(|token| token.range.start == at);
        let ends = |at: usize| tokens.iter().any(|token| token.range.end == at);
        let places = sql.match_indices(written);
        return only(
            places
                .map(|(at, _)| at..at + written.len())
                .filter(|range| starts(range.start) && ends(range.end)),
        );
    }
    let named = between(message, &NAMES).or_else(|| {
        let (_, column) = message.split_once(" has no column named ")?;
        Some(column)
    })?;
    let name = bare(named);
    let parts: Vec<&str> = name.split('.').collect();
    let creates = tokens
        .first()
        .is_some_and(|token| sql[token.range.clone()].eq_ignore_ascii_case("CREATE"));
    match &parts[..] {
        [_] => only(uses(sql, &tokens, &parts)),
        // Indexes and triggers are created on `main.x` when the script says `x`.
        ["main" | "temp", table] if creates => {
            only(uses(sql, &tokens, &parts)).or_else(|| only(uses(sql, &tokens, &[table])))
        }
        _ => only(uses(sql, &tokens, &[&*name])).or_else(|| only(uses(sql, &tokens, &parts))),
    }
}

fn between<'a>(message: &'a str, around: &[(&str, &str)]) -> Option<&'a str> {
    around
        .iter()
        .find_map(|(before, after)| message.strip_prefix(before)?.strip_suffix(after))
        .filter(|found| !found.is_empty())
}

/// Where identifiers with dots between them stand.
fn uses<'a>(
    sql: &'a str,
    tokens: &'a [Token],
    parts: &'a [&'a str],
) -> impl Iterator<Item = Range<usize>> + 'a {
    tokens
        .windows(parts.len() * 2 - 1)
        .filter(move |window| {
            window.iter().enumerate().all(|(index, token)| {
                let source = &sql[token.range.clone()];
                match (index % 2, token.kind) {
                    (0, TokenKind::Word | TokenKind::QuotedIdentifier) => {
                        bare(source) == parts[index / 2]
                    }
                    (1, _) => source == ".",
                    _ => false,
                }
            })
        })
        .map(|window| window[0].range.start..window[window.len() - 1].range.end)
}

/// An identifier without its quotes.
fn bare(identifier: &str) -> Cow<'_, str> {
    let quoted = |open: char, close: char| {
        let inner = identifier.strip_prefix(open)?.strip_suffix(close)?;
        Some(inner.replace(&format!("{close}{close}"), &close.to_string()))
    };
    quoted('"', '"')
        .or_else(|| quoted('`', '`'))
        .or_else(|| quoted('[', ']'))
        .map_or(Cow::Borrowed(identifier), Cow::Owned)
}

fn only(mut places: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    places.next().filter(|_| places.next().is_none())
}

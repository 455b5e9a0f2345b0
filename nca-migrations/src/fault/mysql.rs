//! MySQL and MariaDB quote the statement from the offending token on.

use std::ops::Range;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::lex;

use super::{end, token_at};

/// MariaDB 10.11 cuts the quoted text to 80 bytes with `...` at the end; MySQL is taken to cut it
/// without. What is at least this long may be cut, if before a character of three bytes. The form of
/// the message: `ER_PARSE_ERROR` in
/// <https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html>.
const CUT: usize = 80 - 3;

/// The words that begin statements which run another one: what is missing may be missing there.
const RUNS_ANOTHER: [&str; 4] = ["BEGIN", "CALL", "EXECUTE", "PREPARE"];

pub(super) fn pointed_at(sql: &str, message: &str) -> Option<Range<usize>> {
    let (near, line) = near(message)?;
    if near.is_empty() {
        return (line <= line_of(sql, sql.len()) && !runs_another(sql)).then(|| end(sql));
    }
    let at = place_of(near, line, sql)?;
    let skipped = sql[at..].len() - sql[at..].trim_start().len();
    // After a comma, the lexer's token starts behind it already.
    if skipped > 0 && sql[..at].ends_with(',') {
        return Some(at - 1..at);
    }
    Some(token_at(sql, Dialect::Mysql, at + skipped))
}

/// The text and the line of `.. near 'text' at line 3`.
fn near(message: &str) -> Option<(&str, usize)> {
    let (before, line) = message.trim_end().rsplit_once("' at line ")?;
    let (_, near) = before.split_once("near '")?;
    Some((near, line.parse().ok()?))
}

/// Where the quoted text starts: it is the rest of the statement, or a part of it that was cut.
fn place_of(near: &str, line: usize, sql: &str) -> Option<usize> {
    let length = near.chars().count();
    let rest = sql.char_indices().rev().nth(length.checked_sub(1)?);
    if let Some((at, _)) = rest
        && begins_with(&sql[at..], near)
    {
        return Some(at);
    }
    if near.len() < CUT && !near.ends_with("...") {
        return None;
    }
    let near = near.strip_suffix("...").unwrap_or(near);
    let places: Vec<usize> = sql
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| begins_with(&sql[*at..], near))
        .collect();
    let on_line = places.iter().filter(|at| line_of(sql, **at) == line);
    only(on_line.copied()).or_else(|| only(places.iter().copied()))
}

/// Messages have at most three bytes for a character, and `?` for those that need four.
fn begins_with(text: &str, near: &str) -> bool {
    let mut chars = text.chars();
    near.chars().all(|shown| {
        let char = chars.next();
        char == Some(shown) || (shown == '?' && char.is_some_and(|char| char.len_utf8() == 4))
    })
}

fn only(mut places: impl Iterator<Item = usize>) -> Option<usize> {
    places.next().filter(|_| places.next().is_none())
}

/// The line of a place. The server does not count those inside strings, so it can say less.
fn line_of(sql: &str, at: usize) -> usize {
    sql[..at].matches('\n').count() + 1
}

fn runs_another(sql: &str) -> bool {
    let first = lex(sql, Dialect::Mysql).find(|token| !token.kind.is_trivia());
    first.is_some_and(|token| {
        let word = &sql[token.range];
        RUNS_ANOTHER
            .iter()
            .any(|runs| runs.eq_ignore_ascii_case(word))
    })
}

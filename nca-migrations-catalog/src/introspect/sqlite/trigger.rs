//! A trigger, from the statement that made it.

use super::cursor::{Cursor, split};
use super::normal::{self, Names, Objects};
use super::rows::Entry;
use super::token::{self, Expected, Kind, Token};
use crate::model::Trigger;

/// Reads `CREATE TRIGGER`. Its definition is the statement without its name, a line for each clause.
pub(super) fn read(entry: &Entry, objects: &Objects) -> Result<Trigger, Expected> {
    let tokens = token::tokens(&entry.sql)?;
    let mut cursor = Cursor::new(&tokens);
    cursor.expect(&["create"])?;
    cursor.expect(&["trigger"])?;
    cursor.eat(&["if", "not", "exists"]);
    cursor.object()?;
    let timing = if cursor.eat(&["after"]) {
        "after"
    } else if cursor.eat(&["instead", "of"]) {
        "instead of"
    } else {
        cursor.eat(&["before"]);
        "before"
    };
    let mut lines = vec![format!("{timing} {}", event(&mut cursor)?)];
    cursor.expect(&["on"])?;
    cursor.name()?;
    cursor.eat(&["for", "each", "row"]);
    if cursor.eat(&["when"]) {
        let condition = until(&mut cursor, "begin")?;
        let names = Names::of_statement(condition, objects);
        lines.push(format!("when {}", normal::expression(condition, &names)));
    }
    cursor.expect(&["begin"])?;
    lines.push("begin".to_owned());
    let mut body = cursor.rest();
    while let [before @ .., last] = body
        && (last.kind == Kind::Semicolon || last.is("end"))
    {
        let is_end = last.is("end");
        body = before;
        if is_end {
            break;
        }
    }
    for statement in split(body, Kind::Semicolon) {
        if !statement.is_empty() {
            let names = Names::of_statement(statement, objects);
            let text = normal::statement(statement, &names, 4);
            lines.push(format!("  {text};"));
        }
    }
    lines.push("end".to_owned());
    Ok(Trigger {
        name: entry.name.clone(),
        definition: lines.join("\n"),
        settings: Vec::new(),
        comment: None,
    })
}

/// `insert`, `update of a, b`.
fn event(cursor: &mut Cursor<'_>) -> Result<String, Expected> {
    for event in ["insert", "delete"] {
        if cursor.eat(&[event]) {
            return Ok(event.to_owned());
        }
    }
    cursor.expect(&["update"])?;
    if !cursor.eat(&["of"]) {
        return Ok("update".to_owned());
    }
    let mut columns = Vec::new();
    loop {
        columns.push(normal::name(&cursor.name()?.folded()));
        if !cursor.eat_kind(Kind::Comma) {
            return Ok(format!("update of {}", columns.join(", ")));
        }
    }
}

/// What comes before this word, which is outside of parentheses and of `CASE .. END`.
fn until<'a>(cursor: &mut Cursor<'a>, word: &str) -> Result<&'a [Token], Expected> {
    let mut ahead = cursor.clone();
    let (mut depth, mut length) = (0_usize, 0);
    let all = ahead.rest();
    for (at, token) in all.iter().enumerate() {
        let after_dot = at > 0 && all[at - 1].kind == Kind::Dot;
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            // Not that of `NEW.begin`.
            Kind::Word if depth == 0 && !after_dot && token.is(word) => break,
            _ => {}
        }
        length += 1;
    }
    if length == all.len() {
        return Err(format!("`{}`", word.to_uppercase()));
    }
    for _ in 0..length {
        cursor.next();
    }
    Ok(&all[..length])
}

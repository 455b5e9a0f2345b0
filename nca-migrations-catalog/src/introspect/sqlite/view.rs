//! A view, from the statement that made it.

use super::cursor::{Cursor, split};
use super::normal::{self, Names, Objects};
use super::rows::Entry;
use super::token::{self, Expected, Kind};
use crate::model::{Column, Name, Setting, View, ViewKind};

/// Reads `CREATE VIEW`.
pub(super) fn read(
    entry: &Entry,
    columns: Vec<Column>,
    objects: &Objects,
) -> Result<View, Expected> {
    let tokens = token::tokens(&entry.sql)?;
    let mut cursor = Cursor::new(&tokens);
    cursor.expect(&["create"])?;
    cursor.expect(&["view"])?;
    cursor.eat(&["if", "not", "exists"]);
    cursor.object()?;
    let mut settings = Vec::new();
    if cursor.is_at_paren() {
        let names = split(cursor.parens()?, Kind::Comma);
        let names = names.into_iter().filter_map(|piece| piece.first());
        let names: Vec<String> = names.map(|token| normal::name(&token.text)).collect();
        settings.push(Setting::to("columns", names.join(", ")));
    }
    cursor.expect(&["as"])?;
    let mut query = cursor.rest();
    if let [before @ .., last] = query
        && last.kind == Kind::Semicolon
    {
        query = before;
    }
    let names = Names::of_statement(query, objects);
    Ok(View {
        name: Name::plain(&*entry.name),
        kind: ViewKind::Plain,
        columns,
        definition: normal::statement(query, &names, 0),
        settings,
        indexes: Vec::new(),
        triggers: Vec::new(),
        comment: None,
    })
}

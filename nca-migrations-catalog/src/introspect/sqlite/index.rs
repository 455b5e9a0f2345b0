//! An index, from the statement that made it.

use super::cursor::Cursor;
use super::normal::{self, Names};
use super::part;
use super::rows::Entry;
use super::token::{self, Expected, Kind};
use crate::model::{Index, Table};

/// Reads `CREATE INDEX` on this table.
pub(super) fn read(entry: &Entry, table: &Table) -> Result<Index, Expected> {
    let tokens = token::tokens(&entry.sql)?;
    let mut cursor = Cursor::new(&tokens);
    cursor.expect(&["create"])?;
    let unique = cursor.eat(&["unique"]);
    cursor.expect(&["index"])?;
    cursor.eat(&["if", "not", "exists"]);
    cursor.object()?;
    cursor.expect(&["on"])?;
    cursor.name()?;
    let has_rowid = table
        .settings
        .iter()
        .all(|setting| setting.name != "without rowid");
    let columns = table.columns.iter().map(|column| &*column.name);
    let names = Names::of_table(columns, has_rowid);
    let parts = part::all(cursor.parens()?, &names, &table.columns)?;
    let mut predicate = None;
    if cursor.eat(&["where"]) {
        let mut tokens = cursor.rest();
        if let [before @ .., last] = tokens
            && last.kind == Kind::Semicolon
        {
            tokens = before;
        }
        predicate = Some(normal::expression(tokens, &names));
    }
    Ok(Index {
        name: entry.name.clone(),
        unique,
        method: None,
        parts,
        include: Vec::new(),
        predicate,
        settings: Vec::new(),
        comment: None,
    })
}

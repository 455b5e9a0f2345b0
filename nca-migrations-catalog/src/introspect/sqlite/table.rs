//! A table, from the statement that made it.

use super::column::{self, Declared};
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, split};
use super::normal::{self, Names};
use super::token::{Expected, Kind, Token};
use crate::model::{Column, ColumnType, Identity, Key, Name, Order, Part, Setting, Table};

/// Reads `CREATE TABLE`.
pub(super) fn read(name: &str, tokens: &[Token]) -> Result<Table, Expected> {
    let mut cursor = Cursor::new(tokens);
    cursor.expect(&["create"])?;
    cursor.expect(&["table"])?;
    cursor.eat(&["if", "not", "exists"]);
    cursor.object()?;
    let body = cursor.parens()?;
    let mut table = Table::new(Name::plain(name));
    table.settings = options(&mut cursor)?;

    let (mut declared, mut constraints) = (Vec::new(), Vec::new());
    for piece in split(body, Kind::Comma) {
        if constraint::begins(piece) {
            constraints.push(piece);
        } else {
            declared.push(Declared::read(piece)?);
        }
    }
    let has_rowid = !has(&table, "without rowid");
    let names = Names::of_table(declared.iter().map(Declared::name), has_rowid);
    let mut found = Vec::new();
    for one in &declared {
        let (column, own) = column::read(one, &names)?;
        table.columns.push(column);
        found.extend(own);
    }
    for piece in constraints {
        for mut constraint in constraint::read_all(piece, &names, &table.columns)? {
            if let Constraint::PrimaryKey(key) | Constraint::Increment(key) = &mut constraint
                && has_rowid
                && is_integer(key, &table.columns)
            {
                // It is the rowid, which has no order of its own. Declared with the column, DESC makes a key
                // beside the rowid of it: https://www.sqlite.org/lang_createtable.html#rowid.
                key.parts[0].order = Order::Ascending;
            }
            found.push(constraint);
        }
    }
    for constraint in found {
        put(&mut table, constraint);
    }
    keys_are_not_null(&mut table);
    Ok(table)
}

/// What follows the parentheses.
fn options(cursor: &mut Cursor<'_>) -> Result<Vec<Setting>, Expected> {
    let mut settings = Vec::new();
    while !cursor.is_at_end() {
        if cursor.eat(&["without", "rowid"]) {
            settings.push(Setting::on("without rowid"));
        } else if cursor.eat(&["strict"]) {
            settings.push(Setting::on("strict"));
        } else if !cursor.eat_kind(Kind::Comma) && !cursor.eat_kind(Kind::Semicolon) {
            return Err(cursor.expected("`WITHOUT ROWID` or `STRICT`"));
        }
    }
    settings.sort();
    Ok(settings)
}

fn has(table: &Table, setting: &str) -> bool {
    table.settings.iter().any(|found| found.name == setting)
}

fn put(table: &mut Table, constraint: Constraint) {
    match constraint {
        Constraint::PrimaryKey(key) => table.primary_key = Some(key),
        Constraint::Increment(key) => {
            let mut columns = table.columns.iter_mut();
            let name = key.parts.first().and_then(Part::name);
            if let Some(column) = columns.find(|column| Some(&*column.name) == name) {
                column.identity = Some(Identity::Increment);
            }
            table.primary_key = Some(key);
        }
        Constraint::Unique(key) => table.uniques.push(key),
        Constraint::ForeignKey(key) => table.foreign_keys.push(key),
        Constraint::Check(check) => table.checks.push(check),
        Constraint::Deferral(deferral) => {
            if let Some(key) = table.foreign_keys.last_mut() {
                key.deferral = deferral;
            }
        }
    }
}

/// A column of a primary key takes NULL, against the standard, unless the table has no rowid or is strict:
/// <https://www.sqlite.org/lang_createtable.html>, "the PRIMARY KEY"; <https://www.sqlite.org/stricttables.html>.
/// A column that is the rowid takes it and makes a number of it; SQLite says that it is nullable.
fn keys_are_not_null(table: &mut Table) {
    let Some(key) = &table.primary_key else {
        return;
    };
    let is_rowid = is_integer(key, &table.columns) && key.parts[0].order == Order::Ascending;
    if !(has(table, "without rowid") || has(table, "strict") && !is_rowid) {
        return;
    }
    for name in key.parts.iter().filter_map(Part::name) {
        let mut columns = table.columns.iter_mut();
        if let Some(column) = columns.find(|column| column.name == name) {
            column.nullable = false;
        }
    }
}

/// Whether the key is one column of type INTEGER.
fn is_integer(key: &Key, columns: &[Column]) -> bool {
    let [part] = &*key.parts else { return false };
    let mut columns = columns.iter();
    columns
        .any(|column| Some(&*column.name) == part.name() && column.column_type.written == "INTEGER")
}

/// What a virtual table is made by: `fts5(title, body)`.
pub(super) fn module(definition: &str, tokens: &[Token]) -> Result<String, Expected> {
    let mut cursor = Cursor::new(tokens);
    cursor.expect(&["create"])?;
    cursor.expect(&["virtual"])?;
    cursor.expect(&["table"])?;
    cursor.eat(&["if", "not", "exists"]);
    cursor.object()?;
    cursor.expect(&["using"])?;
    let mut text = normal::name(&cursor.name()?.folded());
    let mut after = Kind::Word;
    for token in cursor.rest() {
        let joined = |kind| matches!(kind, Kind::Open | Kind::Operator | Kind::Dot);
        match token.kind {
            Kind::Semicolon => break,
            Kind::Close | Kind::Comma => {}
            _ if after == Kind::Comma => text.push(' '),
            kind if joined(kind) || joined(after) => {}
            _ => text.push(' '),
        }
        // What the module makes of its arguments is its own business, quotes and case included.
        text += &definition[token.range.clone()];
        after = token.kind;
    }
    Ok(text)
}

/// The type that these tokens write, in capitals, if they do.
pub(super) fn written_type(tokens: &[Token]) -> Option<ColumnType> {
    let mut cursor = Cursor::new(tokens);
    let found = column::column_type(&mut cursor).ok()?;
    cursor.is_at_end().then_some(found)
}

//! A table, from the statement that made it.

use super::column::{self, Declared};
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, split};
use super::normal::Names;
use super::token::{Expected, Kind, Token};
use crate::model::{ColumnType, Name, Setting, Table};

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
    let known: Vec<&str> = declared.iter().map(Declared::name).collect();
    let names = Names::of_table(known.iter().copied(), has_rowid);
    let mut found = Vec::new();
    for one in &declared {
        let (column, own) = column::read(one, &names)?;
        table.columns.push(column);
        found.extend(own);
    }
    for piece in constraints {
        found.extend(constraint::read_all(piece, &names, &known)?);
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
        Constraint::Unique(key) => table.uniques.push(key),
        Constraint::ForeignKey(key) => table.foreign_keys.push(key),
        Constraint::Check(check) => table.checks.push(check),
    }
}

/// A column of a primary key takes NULL, against the standard, unless the table has no rowid or is strict:
/// <https://www.sqlite.org/lang_createtable.html>, "the PRIMARY KEY"; <https://www.sqlite.org/stricttables.html>.
/// A column that is the rowid takes it and makes a number of it; SQLite says that it is nullable.
fn keys_are_not_null(table: &mut Table) {
    let Some(key) = &table.primary_key else {
        return;
    };
    let (without_rowid, strict) = (has(table, "without rowid"), has(table, "strict"));
    let single = key.parts.len() == 1;
    for part in &key.parts {
        let Some(name) = part.name() else { continue };
        let mut columns = table.columns.iter_mut();
        if let Some(column) = columns.find(|column| column.name == name) {
            let is_rowid = single && column.column_type.written == "INTEGER";
            if without_rowid || (strict && !is_rowid) {
                column.nullable = false;
            }
        }
    }
}

/// What a virtual table is made by: `fts5(title, body)`.
pub(super) fn module(tokens: &[Token]) -> Result<String, Expected> {
    let mut cursor = Cursor::new(tokens);
    cursor.expect(&["create"])?;
    cursor.expect(&["virtual"])?;
    cursor.expect(&["table"])?;
    cursor.eat(&["if", "not", "exists"]);
    cursor.object()?;
    cursor.expect(&["using"])?;
    let mut text = String::new();
    let mut after = None;
    for token in cursor.rest() {
        let joined = matches!(
            token.kind,
            Kind::Open | Kind::Close | Kind::Comma | Kind::Semicolon | Kind::Operator
        );
        let apart = !joined && !matches!(after, None | Some(Kind::Open | Kind::Operator));
        if token.kind == Kind::Semicolon {
            break;
        }
        if apart {
            text.push(' ');
        }
        // What a module makes of its arguments is its own business, quotes included.
        match token.kind {
            Kind::String => text += &super::normal::string(&token.text),
            Kind::Quoted | Kind::DoubleQuoted => text.extend(["\"", &token.text, "\""]),
            _ => text += &token.text,
        }
        after = Some(token.kind);
    }
    Ok(text)
}

/// The type that these tokens write, in capitals, if they do.
pub(super) fn written_type(tokens: &[Token]) -> Option<ColumnType> {
    let mut cursor = Cursor::new(tokens);
    let found = column::column_type(&mut cursor).ok()?;
    cursor.is_at_end().then_some(found)
}

//! A column of a random table as SQL.

use std::fmt::Write as _;

use super::facts::{self, find, key, leads, numbered};
use super::parts::{ACTIONS, Column, Schema, Sort, Table};
use super::render::{id, text};

pub(super) fn column(schema: &Schema, table: &Table, column: &Column) -> String {
    let mut sql = format!("{} ", id(column.name));
    let led = leads(schema, table, column.name);
    let kind = led.map_or_else(|| facts::kind(column), |(_, parent)| facts::kind(parent));
    sql.push_str(kind.written);
    let collation = match led {
        Some((_, parent)) if !parent.collation.is_empty() => parent.collation,
        Some((key, _)) => {
            let of = schema.tables.iter().find(|table| table.name == key.parent);
            of.unwrap().collation
        }
        None => column.collation,
    };
    let is_text = matches!(kind.sort, Sort::Text | Sort::Long) || kind.written.starts_with("enum");
    if is_text && !collation.is_empty() {
        write!(sql, " COLLATE {collation}").unwrap();
    }
    if let Some(made) = &column.made
        && let Some(of) = find(table, made.of)
        && of.made.is_none()
        && leads(schema, table, made.of).is_none()
        && numbered(table) != Some(made.of)
        && of.name != column.name
    {
        let of = id(made.of);
        let expression = match made.by {
            0 => format!("char_length({of}) + 1"),
            1 => format!("{of} IS NULL"),
            _ => format!("left(concat({of}, '-'), 20)"),
        };
        let storage = if made.stored { "STORED" } else { "VIRTUAL" };
        write!(sql, " AS ({expression}) {storage}").unwrap();
        if !column.comment.is_empty() {
            write!(sql, " COMMENT {}", text(column.comment)).unwrap();
        }
        return sql;
    }
    let in_key = key(table).contains(&column.name);
    let is_numbered = numbered(table) == Some(column.name);
    let sets_null = led.is_some_and(|(key, _)| ACTIONS[key.action].contains("SET NULL"));
    let nullable = (column.nullable || sets_null) && !in_key;
    sql.push_str(if nullable { " NULL" } else { " NOT NULL" });
    if let Some(default) = kind.defaults.get(column.default)
        && !is_numbered
        && led.is_none()
    {
        write!(sql, " DEFAULT {default}").unwrap();
    } else if let Some((sequence, _)) = schema.sequences.first()
        && kind.written == "bigint"
        && column.default == 4
        && !is_numbered
        && led.is_none()
    {
        write!(sql, " DEFAULT (NEXTVAL({}))", id(sequence)).unwrap();
    }
    if is_numbered {
        sql.push_str(" AUTO_INCREMENT");
    }
    if column.invisible && !in_key && nullable {
        sql.push_str(" INVISIBLE");
    }
    if !column.comment.is_empty() {
        write!(sql, " COMMENT {}", text(column.comment)).unwrap();
    }
    if column.checked && kind.sort == Sort::Number && led.is_none() && !is_numbered {
        write!(sql, " CHECK ({} > -3)", id(column.name)).unwrap();
    }
    sql
}

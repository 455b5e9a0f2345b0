//! A random table as SQL.

use std::fmt::Write as _;

use super::column::column;
use super::facts::{find, key, kind, leads, numbered};
use super::index::index;
use super::parts::{ACTIONS, Schema, Sort, Table};
use super::render::{id, text};

pub(super) fn create(schema: &Schema, table: &Table) -> String {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|of| column(schema, table, of))
        .collect();
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| id(name))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let primary = key(table);
    if !primary.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", names(&primary)));
    }
    lines.extend(table.indexes.iter().filter_map(|of| index(table, of)));
    for (name, of, how) in &table.checks {
        let Some(column) = find(table, of) else {
            continue;
        };
        if leads(schema, table, of).is_some() || numbered(table) == Some(of) {
            continue;
        }
        let condition = match kind(column).sort {
            Sort::Number => format!("{} > {}", id(of), ["-5", "-100", "-7 OR 1 = 0"][*how]),
            _ => format!("{} IS NULL OR char_length({0}) < {}", id(of), 1000 + how),
        };
        lines.push(format!(
            "CONSTRAINT {} CHECK ({condition})",
            id(&format!("check {name}"))
        ));
    }
    let mut sql = format!(
        "CREATE TABLE {} (\n  {}\n)",
        id(table.name),
        lines.join(",\n  ")
    );
    let engine = if table.other_engine { "Aria" } else { "InnoDB" };
    let charset = table.collation.split('_').next().unwrap();
    write!(
        sql,
        " ENGINE={engine} CHARSET={charset} COLLATE={}",
        table.collation
    )
    .unwrap();
    if !table.comment.is_empty() {
        write!(sql, " COMMENT {}", text(table.comment)).unwrap();
    }
    if table.versioned {
        sql.push_str(" WITH SYSTEM VERSIONING");
    }
    if table.partitions > 0 && primary.len() == 1 && !table.other_engine && !table.versioned {
        let uniques = table.indexes.iter().any(|index| !index.kind.is_empty());
        let first = find(table, primary[0]).unwrap();
        if !uniques && kind(first).written.contains("int") {
            let id = id(primary[0]);
            match table.partitions {
                1 => write!(sql, " PARTITION BY HASH ({id}) PARTITIONS 2").unwrap(),
                2 => write!(sql, " PARTITION BY KEY ({id}) PARTITIONS 3").unwrap(),
                more => {
                    write!(
                        sql,
                        " PARTITION BY RANGE ({id}) (PARTITION p0 VALUES LESS THAN (100000)"
                    )
                    .unwrap();
                    let rest = [", PARTITION p1 VALUES LESS THAN (200000))", ")"][more - 3];
                    sql.push_str(rest);
                }
            }
        }
    }
    sql
}

/// The foreign keys of a table. They bring their indexes along.
pub(super) fn keys(schema: &Schema, table: &Table) -> Vec<String> {
    let mut seen = Vec::new();
    let mut keys = Vec::new();
    for key in &table.foreign_keys {
        let Some((first, parent)) = leads(schema, table, key.column) else {
            continue;
        };
        if first.name != key.name || seen.contains(&key.column) {
            continue;
        }
        seen.push(key.column);
        keys.push(format!(
            "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) {}",
            // Their names are the database's.
            id(&format!("{} of {}", key.name, table.name)),
            id(key.column),
            id(key.parent),
            id(parent.name),
            ACTIONS[key.action]
        ));
    }
    keys
}

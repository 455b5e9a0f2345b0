//! An index of a random table as SQL.

use std::fmt::Write as _;

use super::facts::{find, kind};
use super::parts::{Column, Index, Sort, Table};
use super::render::{id, text};

pub(super) fn index(table: &Table, index: &Index) -> Option<String> {
    let is_taken = |column: &Column, sorts: &[Sort]| sorts.contains(&kind(column).sort);
    let mut parts = Vec::new();
    for (name, special) in &index.parts {
        let Some(column) = find(table, name) else {
            continue;
        };
        let of = kind(column);
        match index.kind {
            // A virtual value cannot be in one.
            "FULLTEXT" if is_taken(column, &[Sort::Text, Sort::Long]) && column.made.is_none() => {
                parts.push(id(name));
            }
            "SPATIAL"
                if is_taken(column, &[Sort::Place])
                    && !column.nullable
                    && column.made.is_none() =>
            {
                parts.push(id(name));
            }
            "FULLTEXT" | "SPATIAL" => {}
            _ if of.sort == Sort::Long || matches!(of.written, "json" | "blob") => {
                parts.push(format!("{}({})", id(name), if *special { 4 } else { 10 }));
            }
            _ if of.sort == Sort::Text && *special => parts.push(format!("{}(3)", id(name))),
            _ if of.sort == Sort::Place => {}
            _ => parts.push(format!(
                "{}{}",
                id(name),
                if *special { " DESC" } else { "" }
            )),
        }
    }
    if index.kind == "SPATIAL" {
        parts.truncate(1);
    }
    let refused = table.other_engine && !index.kind.is_empty() && index.kind != "UNIQUE";
    if parts.is_empty() || refused {
        return None;
    }
    let mut sql = format!(
        "{} KEY {} ({})",
        index.kind,
        id(index.name),
        parts.join(", ")
    );
    if !index.comment.is_empty() {
        write!(sql, " COMMENT {}", text(index.comment)).unwrap();
    }
    if index.hidden {
        sql.push_str(" IGNORED");
    }
    Some(sql)
}

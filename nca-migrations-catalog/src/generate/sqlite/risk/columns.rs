//! Values that a column does not take.

use std::collections::HashSet;

use super::super::changed::find;
use super::super::ddl;
use super::super::expression;
use super::super::rowid::{self, has};
use crate::generate::Options;
use crate::model::{Column, Table};

/// Why rows may not fit this column of the new table.
pub(super) fn of_column(
    old: &Table,
    new: &Table,
    column: &Column,
    changed: &HashSet<String>,
    options: &Options,
) -> Vec<String> {
    let (name, before) = (&column.name, find(old, &column.name));
    let mut whys: Vec<String> = Vec::new();
    if let Some(generated) = &column.generated {
        let expression = &generated.expression;
        let moves = changed.contains(&name.to_ascii_lowercase());
        if !column.nullable && (moves || before.is_none_or(|before| before.nullable)) {
            whys.push(format!("`{name}` takes no NULL"));
        }
        if moves && expression::may_fail(expression) {
            whys.push(format!("`{expression}` is worked out"));
        }
        return whys;
    }
    whys.extend(before.and_then(|before| of_type((before, old), (column, new))));
    let fill = options
        .fills
        .get(&new.name, name)
        .filter(|_| !column.nullable);
    let filled = before.is_none_or(|before| before.nullable && !rowid::is(old, before));
    if let Some(fill) = fill.filter(|fill| filled && !ddl::is_constant(fill)) {
        whys.push(format!("`{fill}` may be NULL"));
    }
    let default = column
        .default
        .as_ref()
        .filter(|_| before.is_none() && fill.is_none());
    if let Some(default) = default.filter(|default| expression::may_fail(default)) {
        whys.push(format!("`{default}` is worked out"));
    }
    whys
}

fn of_type(old: (&Column, &Table), new: (&Column, &Table)) -> Option<String> {
    let (column, table) = new;
    let name = &column.name;
    if rowid::is(table, column) && !rowid::is(old.1, old.0) {
        return Some(format!("`{name}` has to be a whole number"));
    }
    let as_before = has(old.1, "strict") && old.0.column_type == column.column_type;
    let written = &column.column_type.written;
    let takes_all = written == "ANY" || rowid::is(table, column);
    (has(table, "strict") && !as_before && !takes_all)
        .then(|| format!("what is in `{name}` has to be {written}"))
}

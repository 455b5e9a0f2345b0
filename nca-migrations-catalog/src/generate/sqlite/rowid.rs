//! The number that SQLite knows a row by: <https://www.sqlite.org/rowidtable.html>.

use nca_migrations_core::dialect::Dialect;

use super::same;
use crate::model::{Column, Order, Table};
use crate::quote::identifier;

/// Whether the table has a setting: `strict`, `without rowid`, `using`.
pub(super) fn has(table: &Table, setting: &str) -> bool {
    table.settings.iter().any(|found| found.name == setting)
}

/// Whether its rows have such a number.
pub(super) fn has_rowid(table: &Table) -> bool {
    !has(table, "without rowid")
}

/// The column that is that number: <https://www.sqlite.org/lang_createtable.html#rowid>.
pub(super) fn column(table: &Table) -> Option<&Column> {
    // R*Tree's first column is the number by which it knows the row.
    let rtree = table.settings.iter().any(|setting| {
        let module = setting.value.as_deref().unwrap_or_default();
        setting.name == "using" && module.starts_with("rtree")
    });
    if rtree {
        return table.columns.first();
    }
    let key = table
        .primary_key
        .as_ref()
        .filter(|_| has_rowid(table) && !has(table, "using"))?;
    let [part] = &*key.parts else { return None };
    let mut columns = table.columns.iter();
    let column = columns.find(|column| Some(&*column.name) == part.name())?;
    let is_integer = column.column_type.written == "INTEGER";
    (is_integer && part.order == Order::Ascending).then_some(column)
}

/// Whether this column of the table is that number.
pub(super) fn is(table: &Table, of: &Column) -> bool {
    column(table).is_some_and(|column| column.name == of.name)
}

/// How to say that number in SQL. None where columns have all of its names.
pub(super) fn spelled(table: &Table) -> Option<String> {
    if let Some(column) = column(table) {
        return Some(identifier(Dialect::Sqlite, &column.name));
    }
    let is_free = |name: &&str| !table.columns.iter().any(|column| same(&column.name, name));
    let name = ["rowid", "oid", "_rowid_"].into_iter().find(is_free);
    name.filter(|_| has_rowid(table)).map(str::to_owned)
}

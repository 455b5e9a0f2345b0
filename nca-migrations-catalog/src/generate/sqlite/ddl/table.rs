//! A table.

use super::super::mention::requalified;
use super::constraint::{foreign_key_of_table, key};
use super::{check, clauses, column, identifier, named};
use crate::model::{Check, Column, Identity, Key, Order, Table};

/// The statement that makes a table, without its indexes and triggers, under the name that it has or another.
/// Checks may name the table, and then name it so.
pub(in super::super) fn table(table: &Table, named: &str) -> String {
    let name = identifier(named);
    let mut modules = table
        .settings
        .iter()
        .filter(|setting| setting.name == "using");
    if let Some(module) = modules.next().and_then(|setting| setting.value.as_ref()) {
        return format!("CREATE VIRTUAL TABLE {name} USING {module}");
    }
    let inline = inline_key(table);
    let mut lines: Vec<String> = table.columns.iter().map(column).collect();
    if let Some((at, key)) = inline {
        lines[at] += &primary_key(&table.columns[at], key);
    }
    if let (None, Some(of)) = (inline, &table.primary_key) {
        lines.push(key("PRIMARY KEY", of));
    }
    lines.extend(table.uniques.iter().map(|of| key("UNIQUE", of)));
    lines.extend(table.foreign_keys.iter().map(foreign_key_of_table));
    lines.extend(table.checks.iter().map(|of| {
        let expression = requalified(&of.expression, &table.name.name, named);
        check(&Check {
            expression,
            ..of.clone()
        })
    }));
    let options = table
        .settings
        .iter()
        .map(|setting| setting.name.to_ascii_uppercase());
    let options = options.collect::<Vec<_>>().join(", ");
    let text = format!(
        "CREATE TABLE {name} (\n  {}\n) {options}",
        lines.join(",\n  ")
    );
    text.trim_end().to_owned()
}

/// The key of one column, which is declared with it. Only so can it give numbers (`AUTOINCREMENT`), and only so is a
/// descending one of type INTEGER a key beside the rowid:
/// <https://www.sqlite.org/lang_createtable.html#rowid>.
fn inline_key(table: &Table) -> Option<(usize, &Key)> {
    let key = table.primary_key.as_ref()?;
    let [part] = &*key.parts else { return None };
    let mut columns = table.columns.iter();
    let at = columns.position(|column| Some(&*column.name) == part.name())?;
    part.collation.is_none().then_some((at, key))
}

fn primary_key(column: &Column, key: &Key) -> String {
    let mut text = format!(" {}PRIMARY KEY", named(key.name.as_ref()));
    if key.parts.iter().any(|part| part.order == Order::Descending) {
        text += " DESC";
    }
    text += &clauses(&key.settings);
    if column.identity == Some(Identity::Increment) {
        text += " AUTOINCREMENT";
    }
    text
}

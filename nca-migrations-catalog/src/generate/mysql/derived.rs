//! Columns whose values an expression makes, and those that become or cease to be such.
//!
//! To and from a virtual value there is no way but to drop the column and add it again. A stored one can become
//! one of its own, and in that step nothing else about it may change
//! (<https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html>,
//! <https://mariadb.com/kb/en/generated-columns/>).

use super::alter::Alter;
use super::checks;
use super::column::{Described, same};
use super::cost::{column, copy};
use super::fill::{find, update};
use super::index;
use super::script::Script;
use super::text::{identifier, value};
use crate::generate::{Cost, Hazard};
use crate::model::{Column, Name, Storage, Table};

/// Whether a value that is made when a row is read becomes one of the row's own.
pub(super) fn is_written_down(old: &Table, new: &Table) -> bool {
    let mut columns = old.columns.iter();
    columns.any(|column| is_virtual(column) && becomes_plain(column, new))
}

fn becomes_plain(column: &Column, new: &Table) -> bool {
    let new = find(new, &column.name);
    column.generated.is_some() && new.is_some_and(|new| new.generated.is_none())
}

fn is_virtual(column: &Column) -> bool {
    (column.generated.as_ref()).is_some_and(|made| made.storage == Storage::Virtual)
}

/// What is made in the old table and is not in the new one becomes plain, with the values that it has.
pub(super) fn make_plain(script: &mut Script, between: &mut Table, new: &Table) {
    write_down(script, between, new);
    let mut alter = Alter::of(&new.name);
    for place in 0..between.columns.len() {
        if becomes_plain(&between.columns[place], new) {
            let column = &mut between.columns[place];
            column.generated = None;
            column.nullable = true;
            alter.clause(format!("MODIFY COLUMN {}", text(between, place)));
            alter.costs(copy(&new.name, "a value is kept as it is"));
        }
    }
    alter.write(script);
}

/// Virtual values, in a column beside theirs that takes its name. To store them first would be shorter, but not
/// each expression can be stored.
fn write_down(script: &mut Script, between: &mut Table, new: &Table) {
    let (mut beside, mut instead) = (Alter::of(&new.name), Alter::of(&new.name));
    let mut updates = Vec::new();
    for place in 0..between.columns.len() {
        let column = &between.columns[place];
        if !(is_virtual(column) && becomes_plain(column, new)) {
            continue;
        }
        let name = column.name.clone();
        for clause in forget(between, &name) {
            instead.clause(clause);
        }
        let temporary = free_name(between, new, &name);
        let column = &mut between.columns[place];
        column.generated = None;
        column.nullable = true;
        let plain = text(between, place);
        between.columns[place].name.clone_from(&temporary);
        let named = text(between, place);
        between.columns[place].name.clone_from(&name);
        let (old, temporary) = (identifier(&name), identifier(&temporary));
        beside.clause(format!("ADD COLUMN {named} AFTER {old}"));
        updates.push((format!("{temporary} = {old}"), None));
        instead.clause(format!("DROP COLUMN {old}"));
        instead.clause(format!("CHANGE COLUMN {temporary} {plain}"));
    }
    beside.write(script);
    update(script, between, new, updates);
    instead.write(script);
}

fn free_name(old: &Table, new: &Table, name: &str) -> String {
    // Names have 64 characters at most.
    let mut free: String = name.chars().take(50).collect();
    while find(old, &free).is_some() || find(new, &free).is_some() {
        free.push_str("_kept");
    }
    free
}

fn text(table: &Table, place: usize) -> String {
    Described::of(table, &table.columns[place]).within(value(&table.settings, "collate"))
}

/// Takes away the keys and checks that name a column which is dropped and added again.
pub(super) fn forget(between: &mut Table, column: &str) -> Vec<String> {
    let mut clauses = checks::forget(between, column);
    clauses.extend(index::forget(between, column));
    clauses
}

/// The columns that are dropped and added again.
pub(super) fn remade<'a>(old: &Table, new: &'a Table) -> Vec<&'a str> {
    let storage = |column: &Column| column.generated.as_ref().map(|made| made.storage);
    let is_remade = |column: &&Column| {
        let before = old
            .columns
            .iter()
            .find(|before| same(&before.name, &column.name));
        before.is_some_and(|before| storage(before) != storage(column))
    };
    let remade = new.columns.iter().filter(is_remade);
    remade.map(|column| &*column.name).collect()
}

/// Whether a column's rows lose what they have because an expression makes it from now on.
pub(super) fn overwritten(of: &Name, old: &Column, new: &Column) -> Option<Hazard> {
    let is_made = old.generated.is_none() && new.generated.is_some();
    let lost = column(Cost::Deletes, of, &new.name);
    is_made.then(|| lost.because("its values are made by an expression from now on"))
}

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
use super::fill::{behind, find};
use super::index;
use super::script::Script;
use super::text::{identifier, value};
use crate::generate::{Cost, Hazard};
use crate::model::{Column, Generated, Name, Storage, Table};

/// What is made in the old table and is not in the new one becomes plain, with the values that it has.
pub(super) fn make_plain(script: &mut Script, between: &mut Table, new: &Table) {
    let becomes_plain = |column: &Column| {
        let new = find(new, &column.name);
        column.generated.is_some() && new.is_some_and(|new| new.generated.is_none())
    };
    let mut storing = Alter::of(&new.name);
    for place in 0..between.columns.len() {
        let column = &between.columns[place];
        let Some(Generated {
            storage: Storage::Virtual,
            expression,
        }) = column.generated.clone()
        else {
            continue;
        };
        if !becomes_plain(column) {
            continue;
        }
        let name = column.name.clone();
        for clause in forget(between, &name) {
            storing.clause(clause);
        }
        between.columns[place].generated = Some(Generated {
            expression,
            storage: Storage::Stored,
        });
        storing.clause(format!("DROP COLUMN {}", identifier(&name)));
        let text = text(between, place);
        storing.clause(format!("ADD COLUMN {text}{}", behind(between, place)));
        storing.costs(copy(&new.name, "a value is stored"));
    }
    storing.write(script);
    let mut alter = Alter::of(&new.name);
    for place in 0..between.columns.len() {
        if becomes_plain(&between.columns[place]) {
            let column = &mut between.columns[place];
            column.generated = None;
            column.nullable = true;
            alter.clause(format!("MODIFY COLUMN {}", text(between, place)));
            alter.costs(copy(&new.name, "a value is kept as it is"));
        }
    }
    alter.write(script);
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

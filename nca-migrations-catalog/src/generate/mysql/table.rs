//! Tables.

use super::alter::Alter;
use super::column::Described;
use super::cost::table;
use super::foreign_key::{self, ForeignKeys};
use super::index::{self, Indexes};
use super::script::Script;
use super::setting::{is_versioned, period, refuse_elsewhere, same_engine, switch_history_first};
use super::text::{self, identifier, value};
use super::{checks, columns, derived, fill, order, partition};
use crate::generate::{Cost, Fills, Statement};
use crate::model::{Catalog, Table};

/// Those first that have foreign keys to others.
pub(super) fn drop(script: &mut Script, gone: &[&Table]) {
    for gone in order::parents_first(gone).into_iter().rev() {
        let sql = format!("DROP TABLE {}", text::name(&gone.name));
        script.push(Statement::new(sql).costs(table(Cost::Deletes, &gone.name)));
    }
}

/// Whether tables have to go before anything comes: what comes has a name of theirs. Names of foreign keys and
/// triggers are the database's, on MySQL those of checks too
/// (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>,
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>). Else they go last: where
/// a statement between fails, their rows are still there.
pub(super) fn go_first(gone: &[&Table], to: &Catalog) -> bool {
    let lower = |name: &str| name.to_lowercase();
    let constraints = |table: &Table| -> Vec<String> {
        let keys = table.foreign_keys.iter().map(|key| &key.name);
        let checks = checks::of_table(table).map(|check| &check.name);
        keys.chain(checks)
            .flatten()
            .map(|name| lower(name))
            .collect()
    };
    let triggers = |table: &Table| -> Vec<String> {
        table
            .triggers
            .iter()
            .map(|trigger| lower(&trigger.name))
            .collect()
    };
    let is_taken = |gone: &&Table| {
        let name = &gone.name;
        let (constraints_of, triggers_of) = (constraints(gone), triggers(gone));
        to.views.iter().any(|view| view.name == *name)
            || to.sequences.iter().any(|sequence| sequence.name == *name)
            || to.tables.iter().any(|table| {
                constraints(table)
                    .iter()
                    .any(|name| constraints_of.contains(name))
                    || triggers(table)
                        .iter()
                        .any(|name| triggers_of.contains(name))
            })
    };
    gone.iter().any(is_taken)
}

/// With one column, key or check a line.
pub(super) fn create(script: &mut Script, new: &Table, foreign_keys: &mut ForeignKeys<'_>) {
    let of_table = value(&new.settings, "collate");
    refuse_elsewhere(script, None, new);
    for column in &new.columns {
        if let Some(because) = columns::unsayable(None, column) {
            script.refuse(columns::object(&new.name, column), because);
        }
    }
    let mut lines: Vec<String> = (new.columns.iter())
        .map(|column| Described::of(new, column).within(of_table))
        .collect();
    lines.extend(index::texts(new));
    lines.extend(checks::of_table(new).map(text::check));
    lines.extend(period(new).map(|(start, end)| {
        format!(
            "PERIOD FOR SYSTEM_TIME ({}, {})",
            identifier(start),
            identifier(end)
        )
    }));
    let keys = foreign_keys.ready_in(&new.name);
    lines.extend(keys.into_iter().map(text::foreign_key));
    let mut sql = format!(
        "CREATE TABLE {} (\n  {}\n)",
        text::name(&new.name),
        lines.join(",\n  ")
    );
    for setting in super::setting::texts(new) {
        sql.push(' ');
        sql.push_str(&setting);
    }
    if let Some(partitions) = partition::text(script, new) {
        sql.push('\n');
        sql.push_str(&partitions);
    }
    script.say(sql);
    checks::add_renamed(script, None, new);
}

/// In one statement but for its partitions, and for what has to come before.
pub(super) fn alter<'a>(
    script: &mut Script,
    first: &Table,
    new: &'a Table,
    fills: &Fills,
    foreign_keys: &mut ForeignKeys<'a>,
) {
    let mut between = first.clone();
    refuse_elsewhere(script, Some(first), new);
    switch_history_first(script, &mut between, new);
    let keeps_history = is_versioned(&between) && is_versioned(new);
    if keeps_history && !same_engine(&between, new) {
        script.refuse(
            format!("the engine of table {}", new.name),
            "MariaDB keeps no history from one engine to another: copy the table by hand",
        );
    }
    let mut inner = Script::default();
    partition::remove(&mut inner, first, new);
    derived::make_plain(&mut inner, &mut between, new);
    fill::prepare(&mut inner, &mut between, new, fills);
    let mut alter = Alter::of(&new.name);
    let remade = derived::remade(&between, new);
    checks::drop_gone(&mut alter, &mut between, new);
    for column in &remade {
        for clause in checks::forget(&mut between, column) {
            alter.clause(clause);
        }
    }
    let old = &between;
    let indexes = Indexes::of(old, new, &remade);
    indexes.drop(&mut alter);
    columns::alter(&mut alter, old, new, &remade);
    let (was, is) = (period(old), period(new));
    if let (None, Some((start, end))) = (was, is) {
        alter.clause(format!(
            "ADD PERIOD FOR SYSTEM_TIME ({}, {})",
            identifier(start),
            identifier(end)
        ));
    }
    indexes.add(&mut alter);
    checks::add(&mut alter, first, old, new);
    for key in foreign_keys.ready_on(&new.name) {
        foreign_key::add(&mut alter, key);
    }
    super::setting::alter(&mut alter, old, new);
    partition::split(&mut inner, &mut alter, old, new);
    alter.write(&mut inner);
    checks::add_renamed(&mut inner, Some(old), new);
    partition::add(&mut inner, old, new);
    script.within_history(inner, keeps_history);
}

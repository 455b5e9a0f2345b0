//! What rows get before a column takes no NULL.

use super::alter::Alter;
use super::checks;
use super::column::{Described, is_literal, same};
use super::cost::table;
use super::derived;
use super::index;
use super::script::Script;
use super::setting::is_versioned;
use super::text::{self, identifier, setting, value};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Fills, Statement};
use crate::model::{Column, Name, Table};

/// Why rows have to be written before the table is altered.
enum Need<'a> {
    /// A new column takes no NULL and has no value of its own.
    New(&'a Column),
    /// A column took NULL and takes none.
    Turned(&'a Column, &'a Column),
}

fn needs<'a>(old: &'a Table, new: &'a Table) -> Vec<Need<'a>> {
    let mut needs = Vec::new();
    for column in &new.columns {
        let made = column.identity.is_some() || column.generated.is_some();
        if column.nullable || made {
            continue;
        }
        match find(old, &column.name) {
            None if column.default.is_none() => needs.push(Need::New(column)),
            Some(before) if before.nullable => needs.push(Need::Turned(before, column)),
            _ => {}
        }
    }
    needs
}

pub(super) fn find<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| same(&column.name, name))
}

/// The tables whose rows are written.
pub(super) fn tables<'a>(pairs: &Pairs<'a, Table>, fills: &Fills) -> Vec<&'a Name> {
    let is_written = |(old, new): &&(&'a Table, &'a Table)| {
        let mut needs = needs(old, new).into_iter();
        let is_needed = needs.any(|need| match need {
            Need::New(column) => as_default(new, column, fills).is_none(),
            Need::Turned(..) => true,
        });
        is_needed || derived::is_written_down(old, new)
    };
    let written = pairs.both.iter().filter(is_written);
    written.map(|(_, new)| &new.name).collect()
}

/// What the rows get as a default that is taken away afterwards: a literal, which both servers write into no row
/// (<https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>, "Adding a column"), and what a
/// table with a history gets, whose old rows no `UPDATE` reaches.
fn as_default<'a>(new: &Table, column: &Column, fills: &'a Fills) -> Option<&'a str> {
    let fill = fills.get(&new.name, &column.name)?;
    (is_literal(fill) || is_versioned(new)).then_some(fill)
}

/// Gives rows their values. `between` becomes the table as it is then: a column is added that takes NULL or has a default, and one
/// that is there gets its new type first, since the value is one of that type.
pub(super) fn prepare(script: &mut Script, between: &mut Table, new: &Table, fills: &Fills) {
    let old = between.clone();
    let needs = needs(&old, new);
    if needs.is_empty() {
        return;
    }
    let mut alter = Alter::of(&new.name);
    checks::drop_gone(&mut alter, between, new);
    let mut updates = Vec::new();
    for need in &needs {
        let (Need::New(column) | Need::Turned(_, column)) = need;
        let fill = match fills.of_null(new, column) {
            Ok(fill) => fill,
            Err(obstacle) => {
                script.obstacle(obstacle);
                continue;
            }
        };
        let name = identifier(&column.name);
        let nullable = Column {
            nullable: true,
            // Also where the table gets another collation.
            collation: Described::of(new, column).collation.map(str::to_owned),
            ..(*column).clone()
        };
        match need {
            Need::New(_) if as_default(new, column, fills).is_some() => {
                let with_default = Column {
                    nullable: false,
                    default: Some(fill.to_owned()),
                    ..nullable
                };
                add(&mut alter, between, new, with_default);
            }
            Need::New(_) => {
                add(&mut alter, between, new, nullable);
                updates.push((format!("{name} = {fill}"), None));
            }
            Need::Turned(before, _) => {
                let (was, is) = (&before.column_type.written, &column.column_type.written);
                if !was.eq_ignore_ascii_case(is) {
                    retype(&mut alter, between, &old, nullable);
                }
                updates.push((format!("{name} = {fill}"), Some(format!("{name} IS NULL"))));
            }
        }
    }
    alter.write(script);
    update(script, between, new, updates);
}

/// Behind the column that it is to follow.
fn add(alter: &mut Alter<'_>, between: &mut Table, new: &Table, column: Column) {
    let before = new
        .columns
        .iter()
        .take_while(|other| other.name != column.name);
    let place_of = |before: &Column| {
        let mut columns = between.columns.iter();
        columns.position(|other| same(&other.name, &before.name))
    };
    let place = before
        .filter_map(place_of)
        .last()
        .map_or(0, |place| place + 1);
    between.columns.insert(place, column);
    let described = Described::of(between, &between.columns[place]);
    let text = described.within(value(&between.settings, "collate"));
    alter.clause(format!("ADD COLUMN {text}{}", behind(between, place)));
}

/// Where the column at that place stands.
fn behind(table: &Table, place: usize) -> String {
    match place.checked_sub(1) {
        None => " FIRST".to_owned(),
        Some(_) if place + 1 == table.columns.len() => String::new(),
        Some(before) => format!(" AFTER {}", identifier(&table.columns[before].name)),
    }
}

fn retype(alter: &mut Alter<'_>, between: &mut Table, old: &Table, column: Column) {
    let name = column.name.clone();
    let place = between
        .columns
        .iter()
        .position(|other| same(&other.name, &name));
    let Some(place) = place else { return };
    // A key can have a part of a text only, which it does not say yet.
    for drop in index::forget(between, &name) {
        alter.clause(drop);
    }
    between.columns[place] = column;
    let described = Described::of(between, &between.columns[place]);
    let text = described.within(value(&old.settings, "collate"));
    alter.clause(format!("MODIFY COLUMN {text}"));
    if let Some(before) = find(old, &name) {
        alter.costs(super::types::costs(
            alter.table,
            &Described::of(old, before),
            &described,
        ));
    }
}

/// One statement for all new columns, and one for each that had NULL. What is set to the current time by each
/// change keeps what it has: <https://dev.mysql.com/doc/refman/8.4/en/timestamp-initialization.html>.
pub(super) fn update(
    script: &mut Script,
    between: &Table,
    new: &Table,
    updates: Vec<(String, Option<String>)>,
) {
    let keep: Vec<String> = (between.columns.iter())
        .filter(|column| setting(&column.settings, "on update").is_some())
        .map(|column| format!("{0} = {0}", identifier(&column.name)))
        .collect();
    let (all, some): (Vec<_>, Vec<_>) = updates.into_iter().partition(|(_, of)| of.is_none());
    let mut statements = Vec::new();
    if !all.is_empty() {
        let all = all.into_iter().map(|(set, _)| set);
        statements.push((all.collect::<Vec<_>>(), String::new()));
    }
    statements.extend(some.into_iter().map(|(set, of)| {
        let of = of.map_or_else(String::new, |of| format!("\nWHERE {of}"));
        (vec![set], of)
    }));
    let of = &new.name;
    for (mut sets, rows) in statements {
        let is_set = |kept: &String| {
            sets.iter()
                .any(|set| set.split(" = ").next() == kept.split(" = ").next())
        };
        let kept: Vec<String> = keep.iter().filter(|kept| !is_set(kept)).cloned().collect();
        sets.extend(kept);
        let sql = format!("UPDATE {}\nSET {}{rows}", text::name(of), sets.join(", "));
        let locks = "rows get a value and are locked until all have it";
        let statement = Statement::new(sql).costs(table(Cost::BlocksWrites, of).because(locks));
        let is_held =
            between.checks.len() + between.uniques.len() > 0 || between.primary_key.is_some();
        let unfit = table(Cost::MayFail, of).because("a key or a check may not take the value");
        let unfit = is_held.then_some(unfit);
        script.push(unfit.into_iter().fold(statement, Statement::costs));
    }
}

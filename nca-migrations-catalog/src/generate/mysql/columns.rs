//! What is to happen to the columns of a table.

use super::alter::Alter;
use super::column::{Described, same};
use super::cost::{column, copy, rebuild_on_mysql, table};
use super::place::longest_rise;
use super::text::{identifier, setting, value};
use super::{derived, types};
use crate::generate::Cost;
use crate::model::{Column, Identity, Name, Storage, Table};

pub(super) fn alter(alter: &mut Alter<'_>, old: &Table, new: &Table, remade: &[&str]) {
    let is_remade = |column: &Column| remade.iter().any(|name| same(name, &column.name));
    let place_of = |name: &str| {
        new.columns
            .iter()
            .position(|column| same(&column.name, name))
    };
    let mut staying = Vec::new();
    for column in &old.columns {
        match place_of(&column.name) {
            Some(place) if !is_remade(column) => staying.push(place),
            place => {
                alter.clause(format!("DROP COLUMN {}", identifier(&column.name)));
                if place.is_none() && column.generated.is_none() {
                    alter.costs([self::column(Cost::Deletes, alter.table, &column.name)]);
                }
            }
        }
    }
    let still: Vec<usize> = longest_rise(&staying)
        .into_iter()
        .map(|at| staying[at])
        .collect();
    let of_table = value(&new.settings, "collate");
    // While the table's own collation changes, each column says its own.
    let of_table = of_table.filter(|of_table| Some(*of_table) == value(&old.settings, "collate"));
    for (place, column) in new.columns.iter().enumerate() {
        let described = Described::of(new, column);
        let position = match place.checked_sub(1) {
            _ if still.contains(&place) => String::new(),
            None => " FIRST".to_owned(),
            Some(_) if !staying.contains(&place) && still.iter().all(|still| *still < place) => {
                String::new()
            }
            Some(before) => format!(" AFTER {}", identifier(&new.columns[before].name)),
        };
        let before = (old.columns.iter())
            .find(|before| same(&before.name, &column.name) && !is_remade(column));
        let text = described.within(of_table);
        let Some(before) = before else {
            refuse(alter, None, column);
            alter.clause(format!("ADD COLUMN {text}{position}"));
            let was = old
                .columns
                .iter()
                .find(|before| same(&before.name, &column.name));
            alter.costs(was.and_then(|was| derived::overwritten(alter.table, was, column)));
            add_costs(alter, column);
            continue;
        };
        let was = Described::of(old, before);
        // A check whose name is not its column's is not said with the column.
        let check =
            |described: &Described<'_>| described.check.and_then(|check| check.name.clone());
        let same_check = check(&was) == check(&described);
        if was.whole() == described.whole() && position.is_empty() && same_check {
            continue;
        }
        refuse(alter, Some(before), column);
        let verb = if before.name == column.name {
            "MODIFY COLUMN".to_owned()
        } else {
            format!("CHANGE COLUMN {}", identifier(&before.name))
        };
        alter.clause(format!("{verb} {text}{position}"));
        if !position.is_empty() {
            alter.costs([rebuild_on_mysql(alter.table, "a column moves")]);
        }
        modify_costs(alter, &was, &described);
    }
}

pub(super) fn object(table: &Name, column: &Column) -> String {
    format!("column {} of table {table}", Name::plain(&column.name))
}

fn refuse(alter: &mut Alter<'_>, old: Option<&Column>, new: &Column) {
    if let Some(because) = unsayable(old, new) {
        alter.refuse(object(alter.table, new), because);
    }
}

/// Why a column cannot be made, or made of what it was.
pub(super) fn unsayable(old: Option<&Column>, new: &Column) -> Option<String> {
    if let Some(extra) = value(&new.settings, "extra") {
        return Some(format!("`{extra}` is not known: write it by hand"));
    }
    let kind = new.column_type.name.name.to_ascii_lowercase();
    let is_bytes = kind.ends_with("binary") || kind.ends_with("blob");
    if is_bytes
        && new
            .default
            .as_ref()
            .is_some_and(|default| default.contains('?'))
    {
        return Some(
            "in its default the server's catalog shows `?` for bytes that are no text: write it by hand".to_owned(),
        );
    }
    let (was, is) = (&old?.column_type.written, &new.column_type.written);
    let can_be = new.generated.is_some() || types::can_become(was, is);
    (!can_be).then(|| {
        format!("the server makes no `{is}` of `{was}`: add a column of another name, fill it, and drop this one")
    })
}

fn add_costs(alter: &mut Alter<'_>, column: &Column) {
    let of = alter.table;
    if column.identity.is_some() {
        alter.costs(copy(of, "rows get numbers"));
    }
    if (column.generated.as_ref()).is_some_and(|made| made.storage == Storage::Stored) {
        alter.costs(copy(of, "a value is stored"));
    }
}

fn modify_costs(alter: &mut Alter<'_>, old: &Described<'_>, new: &Described<'_>) {
    let of = alter.table;
    let (was, is) = (old.column, new.column);
    alter.costs(types::costs(of, old, new));
    match (was.nullable, is.nullable) {
        (true, false) => alter.costs([
            self::column(Cost::MayFail, of, &is.name)
                .because("a row may have none by then, one of its history too"),
            table(Cost::Rewrites, of).because("a column takes no NULL any more"),
        ]),
        (false, true) => alter.costs([rebuild_on_mysql(of, "a column takes NULL")]),
        _ => {}
    }
    if was.identity.is_none() && is.identity == Some(Identity::Increment) {
        alter.costs(copy(
            of,
            "a column is numbered, and what is 0 gets a number",
        ));
    }
    if was.generated != is.generated {
        alter.costs(copy(of, "a value is made in another way"));
    }
    if setting(&was.settings, "compressed") != setting(&is.settings, "compressed") {
        alter.costs(copy(of, "a column is stored in another way"));
    }
    let check = |described: &Described<'_>| described.check.map(|check| check.expression.clone());
    if check(new).is_some() && check(old) != check(new) {
        alter.costs([self::column(Cost::MayFail, of, &is.name).because("there is a new check")]);
        alter.costs(copy(of, "all rows are checked"));
    }
}

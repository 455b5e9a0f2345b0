//! What goes from a table to the one that takes its place.

use nca_migrations_core::dialect::Dialect;

use super::affinity::{self, Affinity};
use super::changed::find;
use super::rowid::{self, has};
use crate::generate::{Cost, Hazard, Obstacle, Options, Statement, Subject};
use crate::model::{Column, Table};
use crate::quote::identifier;

/// Each column of the new table with its value over a row of the old one. Columns that are not there get their
/// default.
type Values = Vec<(String, String)>;

/// The statement that copies the rows of a table to the one that takes its place, which goes by another name for now.
pub(super) fn rows(
    old: &Table,
    new: &Table,
    named: &str,
    options: &Options,
) -> Result<Statement, Vec<Obstacle>> {
    let (columns, values): (Vec<_>, Vec<_>) = values(old, new, options)?.into_iter().unzip();
    // The new table may say that a row which is in the way goes, or does not come. None may be lost here: what
    // a statement says overrides it, <https://www.sqlite.org/lang_conflict.html>.
    let mut settings = new
        .primary_key
        .iter()
        .chain(&new.uniques)
        .flat_map(|key| &key.settings);
    let mut own = new.columns.iter().flat_map(|column| &column.settings);
    let resolves = settings.any(|setting| setting.name == "on conflict")
        || own.any(|setting| setting.name == "not null on conflict");
    let verb = if resolves {
        "INSERT OR ABORT INTO"
    } else {
        "INSERT INTO"
    };
    let (to, from) = (name(named), name(&old.name.name));
    let (columns, values) = (columns.join(", "), values.join(", "));
    let statement = Statement::new(format!(
        "{verb} {to} ({columns})\nSELECT {values}\nFROM {from}"
    ));
    let lost = lost(old, new).into_iter();
    Ok(lost.fold(statement, Statement::costs))
}

fn values(old: &Table, new: &Table, options: &Options) -> Result<Values, Vec<Obstacle>> {
    let (mut values, mut obstacles) = (Values::new(), Vec::new());
    for column in new
        .columns
        .iter()
        .filter(|column| column.generated.is_none())
    {
        match value(old, new, column, options) {
            Ok(value) => values.extend(value.map(|value| (name(&column.name), value))),
            Err(obstacle) => obstacles.push(obstacle),
        }
    }
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    // Whoever uses the rowid finds the same row by it afterwards.
    if let (Some(before), Some(after)) = (rowid::spelled(old), rowid::spelled(new))
        && !values.iter().any(|(column, _)| *column == after)
    {
        values.insert(0, (after, before));
    }
    if values.is_empty() {
        values.extend(any(new));
    }
    Ok(values)
}

/// Rows that keep nothing are rows all the same, and a statement has to name a column: what that would have anyway.
fn any(new: &Table) -> Option<(String, String)> {
    if let Some(rowid) = rowid::column(new) {
        // A number of its own for each.
        return Some((name(&rowid.name), "NULL".to_owned()));
    }
    let mut columns = new.columns.iter();
    let column = columns.find(|column| column.generated.is_none())?;
    let default = column.default.as_ref();
    let default = default.map_or_else(|| "NULL".to_owned(), |default| format!("({default})"));
    Some((name(&column.name), default))
}

/// None where the new table's default does.
fn value(
    old: &Table,
    new: &Table,
    column: &Column,
    options: &Options,
) -> Result<Option<String>, Obstacle> {
    // NULL in the rowid stands for a number that SQLite gives.
    let numbered = rowid::is(new, column);
    let takes_null = column.nullable && !numbered;
    let said = options.fills.get(&new.name, &column.name);
    let fill = match said.filter(|_| !takes_null) {
        None if takes_null || numbered => None,
        _ => Some(options.fills.of_null(new, column)),
    };
    let Some(before) = find(old, &column.name) else {
        let given = fill.transpose()?.is_some() && said.is_some();
        return Ok(said.filter(|_| given).map(str::to_owned));
    };
    let value = affinity::value(name(&before.name), (before, old), (column, new));
    match fill {
        Some(fill) if before.nullable && !rowid::is(old, before) => {
            Ok(Some(format!("coalesce({value}, {})", fill?)))
        }
        _ => Ok(Some(value)),
    }
}

fn lost(old: &Table, new: &Table) -> Vec<Hazard> {
    let mut hazards = Vec::new();
    for before in old
        .columns
        .iter()
        .filter(|column| column.generated.is_none())
    {
        let hazard = |name: &str| {
            Hazard::new(
                Cost::Deletes,
                Subject::Column(new.name.clone(), name.to_owned()),
            )
        };
        match find(new, &before.name) {
            None => hazards.push(hazard(&before.name)),
            Some(after) if after.generated.is_some() => {
                hazards.push(hazard(&before.name).because("an expression makes its values now"));
            }
            Some(after) => {
                let (was, is) = (Affinity::of(before, old), Affinity::of(after, new));
                // The rowid is always a whole number.
                let loss = affinity::loss(was, is).filter(|_| !rowid::is(old, before));
                let loss = loss.filter(|_| !(has(new, "using") || has(old, "using")));
                hazards.extend(loss.map(|why| hazard(&before.name).because(why)));
            }
        }
    }
    hazards
}

fn name(name: &str) -> String {
    identifier(Dialect::Sqlite, name)
}

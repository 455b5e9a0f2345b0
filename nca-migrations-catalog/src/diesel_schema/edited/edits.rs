//! Where two modules differ.

use super::edit::{At, Edit};
use super::module::{DieselType, Join, Module, Table};
use super::place::Place;
use super::type_name::{Family, family};
use crate::diesel_schema::Sorting;

/// A change that means nothing that could be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// A table cannot be joined with itself.
    #[error(
        "{place}: `{join}` joins a table with itself, which Diesel cannot; write the foreign key in a .sql file"
    )]
    JoinWithItself {
        /// Where it is.
        place: Place,
        /// The `joinable!`.
        join: String,
    },
    /// A `joinable!` is to a key of several columns.
    #[error(
        "{place}: `{join}` is to a table whose primary key has {columns} columns; `joinable!` is to a key of one"
    )]
    LongKey {
        /// Where it is.
        place: Place,
        /// The `joinable!`.
        join: String,
        /// How many columns the key has.
        columns: usize,
    },
    /// Two `joinable!`s are between the same tables.
    #[error("{place}: `{join}` is the second `joinable!` between these tables; Diesel takes one")]
    SecondJoin {
        /// Where it is.
        place: Place,
        /// The `joinable!`.
        join: String,
    },
    /// The types of both ends do not belong together.
    #[error("{place}: `{join}` joins `{child}` with `{parent}`; both have to be of one type")]
    OtherType {
        /// Where it is.
        place: Place,
        /// The `joinable!`.
        join: String,
        /// The type of the column that refers.
        child: String,
        /// The type of the key that it refers to.
        parent: String,
    },
}

/// What was changed from one module to another. `before` is the one that was generated; `sorting` is the setting
/// that it was generated with, because the order of columns that are sorted by name says nothing.
///
/// # Errors
/// All changes that mean nothing that could be done.
pub fn edits(
    before: &Module,
    after: &Module,
    sorting: Sorting,
) -> Result<Vec<Edit>, Vec<EditError>> {
    let mut edits = Vec::new();
    for table in &after.tables {
        match before.table(&table.name) {
            None => edits.push(Edit::TableAdded(table.clone())),
            Some(was) => changes(was, table, sorting, &mut edits),
        }
    }
    let gone = before.tables.iter().map(|table| &table.name);
    let gone = gone.filter(|name| after.table(name).is_none());
    edits.extend(gone.map(|name| Edit::TableRemoved(name.clone())));

    let is_new = |join: &&Join| !before.joins.iter().any(|was| was.is_like(join));
    let added: Vec<&Join> = after.joins.iter().filter(is_new).collect();
    let errors: Vec<EditError> = added
        .iter()
        .filter_map(|join| faulty(join, after))
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    edits.extend(added.into_iter().map(|join| Edit::JoinAdded(join.clone())));
    let is_gone = |join: &&Join| {
        // A key goes with its table and its column.
        let child = after.table(&join.child);
        child.is_some_and(|child| child.column(&join.column).is_some())
            && !after.joins.iter().any(|now| now.is_like(join))
    };
    let gone = before.joins.iter().filter(is_gone);
    edits.extend(gone.map(|join| Edit::JoinRemoved(join.clone())));
    Ok(edits)
}

fn changes(was: &Table, now: &Table, sorting: Sorting, edits: &mut Vec<Edit>) {
    let table = &now.name;
    let moved = match sorting {
        Sorting::Position => moved(was, now),
        Sorting::Name => Vec::new(),
    };
    let mut before_it = None;
    for column in &now.columns {
        let before_it = before_it.replace(column.name.clone());
        let at = match (sorting, before_it) {
            (Sorting::Name, _) => At::End,
            (Sorting::Position, None) => At::Front,
            (Sorting::Position, Some(other)) => At::Behind(other),
        };
        let table = table.clone();
        match was.column(&column.name) {
            None => edits.push(Edit::ColumnAdded {
                table,
                column: column.clone(),
                at,
            }),
            Some(_) if moved.contains(&&*column.name) => edits.push(Edit::ColumnMoved {
                table,
                column: column.name.clone(),
                at,
            }),
            Some(_) => {}
        }
    }
    for column in &now.columns {
        let Some(old) = was.column(&column.name) else {
            continue;
        };
        let (from, to) = (&old.diesel_type, &column.diesel_type);
        if !from.is_like(to) {
            edits.push(Edit::TypeChanged {
                table: table.clone(),
                column: column.clone(),
                from: from.clone(),
            });
        } else if old.max_length != column.max_length {
            edits.push(Edit::MaxLengthChanged {
                table: table.clone(),
                column: column.clone(),
                from: old.max_length,
            });
        }
        if from.nullable != to.nullable {
            edits.push(Edit::NullabilityChanged {
                table: table.clone(),
                column: column.name.clone(),
                nullable: to.nullable,
            });
        }
    }
    if !is_same_set(&was.primary_key, &now.primary_key) {
        edits.push(Edit::PrimaryKeyChanged {
            table: table.clone(),
            columns: now.primary_key.clone(),
        });
    }
    let gone = was.columns.iter().map(|column| &column.name);
    let gone = gone.filter(|name| now.column(name).is_none());
    edits.extend(gone.map(|name| Edit::ColumnRemoved {
        table: table.clone(),
        column: name.clone(),
    }));
}

/// A module of SQLite has a key's columns in the order of the table, so their order says nothing.
fn is_same_set(was: &[String], now: &[String]) -> bool {
    was.len() == now.len() && was.iter().all(|column| now.contains(column))
}

/// The fewest columns that have to move: those out of the longest run that is in order on both sides.
fn moved<'a>(was: &Table, now: &'a Table) -> Vec<&'a str> {
    let place = |name: &str| was.columns.iter().position(|column| column.name == name);
    let common: Vec<(&str, usize)> = now
        .columns
        .iter()
        .filter_map(|column| Some((&*column.name, place(&column.name)?)))
        .collect();
    // For each the length of the longest run that ends there, and the one before it in that run.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (n, (_, place)) in common.iter().enumerate() {
        let earlier = (0..n).filter(|m| common[*m].1 < *place);
        let best = earlier.max_by_key(|m| (runs[*m].0, *m));
        runs.push((best.map_or(1, |m| runs[m].0 + 1), best));
    }
    let mut stays = vec![false; common.len()];
    let mut next = (0..runs.len()).max_by_key(|n| runs[*n].0);
    while let Some(n) = next {
        stays[n] = true;
        next = runs[n].1;
    }
    let all = common.into_iter().zip(stays);
    all.filter(|(_, stays)| !stays)
        .map(|((name, _), _)| name)
        .collect()
}

fn faulty(join: &Join, after: &Module) -> Option<EditError> {
    let (place, written) = (join.place, join.to_string());
    if join.child == join.parent {
        return Some(EditError::JoinWithItself {
            place,
            join: written,
        });
    }
    let is_between = |other: &&Join| {
        let (child, parent) = (&other.child, &other.parent);
        (child, parent) == (&join.child, &join.parent)
            || (child, parent) == (&join.parent, &join.child)
    };
    if after.joins.iter().filter(is_between).count() > 1 {
        return Some(EditError::SecondJoin {
            place,
            join: written,
        });
    }
    let parent = after.table(&join.parent)?;
    let [key] = &*parent.primary_key else {
        return Some(EditError::LongKey {
            place,
            join: written,
            columns: parent.primary_key.len(),
        });
    };
    let child = after.table(&join.child)?.column(&join.column)?;
    let (child, parent) = (&child.diesel_type, &parent.column(key)?.diesel_type);
    (!belong(child, parent)).then(|| EditError::OtherType {
        place,
        join: written,
        child: child.to_string(),
        parent: parent.to_string(),
    })
}

/// Kinds of text are one type in Rust.
fn belong(child: &DieselType, parent: &DieselType) -> bool {
    let is_text = |of: &DieselType| !of.array && family(&of.name) == Some(Family::Text);
    child.is_like(parent) || is_text(child) && is_text(parent)
}

//! What types of Diesel's are on an engine in the chain.

use super::target;
use crate::diesel_schema::edited::module::{Column, DieselType, Module, Table};
use crate::diesel_schema::edited::type_name::{self, Family};
use crate::model::{self, Catalog, ColumnType};

/// What types of Diesel's are on an engine in the chain: each type and length with what columns of it have, and how
/// many those are.
pub(super) struct Evidence {
    seen: Vec<(DieselType, Option<u64>, ColumnType, usize)>,
}

impl Evidence {
    /// Columns of the module paired with those of the catalog by table and name. Not keys: they may be of a type of
    /// their own (SQLite's `INTEGER PRIMARY KEY`), and columns that refer have the one of the key.
    pub(super) fn of(module: &Module, catalog: &Catalog) -> Self {
        let mut evidence = Self { seen: Vec::new() };
        for table in &module.tables {
            let Some(at) = target::find(catalog, &table.name) else {
                continue;
            };
            let there = &catalog.tables[at];
            for column in &table.columns {
                let Some(place) = target::place(catalog.dialect, there, &column.name) else {
                    continue;
                };
                let found = &there.columns[place];
                if !is_key(table, there, found) && says(column, found) {
                    evidence.count(column, &found.column_type);
                }
            }
        }
        evidence
    }

    fn count(&mut self, column: &Column, found: &ColumnType) {
        let (diesel_type, max_length) = (&column.diesel_type, column.max_length);
        let mut seen = self.seen.iter_mut();
        let known = seen.find(|(of, length, there, _)| {
            of.is_like(diesel_type) && *length == max_length && there == found
        });
        match known {
            Some((.., times)) => *times += 1,
            None => self
                .seen
                .push((diesel_type.clone(), max_length, found.clone(), 1)),
        }
    }

    /// The most frequent; of several the first.
    pub(super) fn most(&self, of: &DieselType, max_length: Option<u64>) -> Option<&ColumnType> {
        let seen = self.seen.iter().rev();
        let fitting = seen.filter(|(seen, length, ..)| seen.is_like(of) && *length == max_length);
        let most = fitting.max_by_key(|(.., times)| *times);
        most.map(|(_, _, found, _)| found)
    }
}

fn is_key(table: &Table, there: &model::Table, column: &model::Column) -> bool {
    let sole = matches!(&*table.primary_key, [key] if *key == column.name);
    let mut keys = there.foreign_keys.iter();
    sole || keys.any(|key| key.columns.contains(&column.name))
}

/// A length that the module does not tell is one column's own. On SQLite no module tells.
fn says(column: &Column, found: &model::Column) -> bool {
    let family = type_name::family(&column.diesel_type.name);
    let has_own_length = matches!(family, Some(Family::Text | Family::Binary))
        && column.max_length.is_none()
        && found.column_type.written.contains('(');
    !has_own_length && found.generated.is_none()
}

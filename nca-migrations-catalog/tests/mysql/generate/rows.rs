//! Rows, and whether they are still there.

use std::collections::BTreeMap;

use nca_migrations_catalog::Database as _;
use nca_migrations_catalog::model::{Catalog, Column, Name, Table};
use nca_migrations_catalog::quote;
use nca_migrations_core::dialect::Dialect;

use crate::bed::Bed;

/// The rows of each table that is in both catalogs, as far as their columns are the same in both.
pub(crate) struct Rows(BTreeMap<Name, Vec<Option<String>>>);

impl Rows {
    pub(crate) fn of(bed: &mut Bed, from: &Catalog, to: &Catalog) -> Self {
        let mut rows = BTreeMap::new();
        for old in &from.tables {
            let Some(new) = to.table(&old.name) else {
                continue;
            };
            let columns: Vec<String> = (old.columns.iter())
                .filter(|column| {
                    new.columns
                        .iter()
                        .any(|other| is_kept(old, column, new, other))
                })
                .map(|column| {
                    format!(
                        "IFNULL(HEX({}), '-')",
                        quote::identifier(Dialect::Mysql, &column.name)
                    )
                })
                .collect();
            let columns = if columns.is_empty() {
                "''".to_owned()
            } else {
                columns.join(", ")
            };
            let query = format!(
                "SELECT CONCAT_WS(' ', {columns}) AS value FROM {} ORDER BY 1",
                quote::name(Dialect::Mysql, &old.name)
            );
            rows.insert(old.name.clone(), bed.conn.texts(&query).unwrap());
        }
        Self(rows)
    }

    pub(crate) fn kept(&self, after: &Self) -> Result<(), String> {
        for (table, rows) in &self.0 {
            let now = &after.0[table];
            if rows != now {
                return Err(format!(
                    "rows of {table}:\nbefore: {rows:#?}\nafter: {now:#?}"
                ));
            }
        }
        Ok(())
    }
}

/// Whether a column is to have the values that it had.
fn is_kept(old: &Table, column: &Column, new: &Table, other: &Column) -> bool {
    let of_table = |table: &Table| -> Option<String> {
        let mut settings = table.settings.iter();
        settings
            .find(|setting| setting.name == "collate")
            .and_then(|setting| setting.value.clone())
    };
    let collation =
        |table: &Table, column: &Column| column.collation.clone().or_else(|| of_table(table));
    let same_name = column.name.eq_ignore_ascii_case(&other.name);
    let takes_null = other.nullable || !column.nullable;
    let is_own = other.generated.is_none();
    same_name
        && takes_null
        && is_own
        && column.column_type == other.column_type
        && collation(old, column) == collation(new, other)
        && column.identity == other.identity
}

//! That rows are there after a script that were there before.

use std::collections::BTreeMap;

use diesel::PgConnection;
use nca_migrations_catalog::model::{Catalog, Column, Name, Table};
use nca_migrations_catalog::{Database as _, quote};
use nca_migrations_core::dialect::Dialect;

use crate::bed::text;

/// A digest of the values of each column, and the number of rows of each table.
pub(crate) struct Rows {
    counts: BTreeMap<Name, String>,
    columns: BTreeMap<(Name, String), String>,
}

impl Rows {
    pub(crate) fn of(conn: &mut PgConnection, catalog: &Catalog) -> Self {
        // Those of tables that inherit from it or are its parts are theirs.
        let counts = catalog.tables.iter().map(|table| {
            let query = format!(
                "SELECT count(*)::text AS value FROM ONLY {}",
                quote::name(Dialect::Postgres, &table.name)
            );
            (table.name.clone(), text(conn, &query))
        });
        let counts = counts.collect();
        let mut columns = BTreeMap::new();
        for table in &catalog.tables {
            for column in &table.columns {
                let value = digest(conn, table, column);
                columns.insert((table.name.clone(), column.name.clone()), value);
            }
        }
        Self { counts, columns }
    }

    /// Fails if there are not as many rows in the tables that stay, or other values in the columns that are what
    /// they were.
    pub(crate) fn assert_kept(
        &self,
        conn: &mut PgConnection,
        from: &Catalog,
        to: &Catalog,
        script: &str,
    ) {
        let after = Self::of(conn, to);
        for (table, count) in &self.counts {
            if let Some(now) = after.counts.get(table) {
                assert_eq!(now, count, "rows of {table}\n{script}");
            }
        }
        for (at, value) in &self.columns {
            let (old, new) = (find(from, at), find(to, at));
            if let (Some(old), Some(new)) = (old, new)
                && old.column_type == new.column_type
                && !is_changed_row(from, to, old)
                && old.generated.is_none()
                && new.generated.is_none()
                && (old.nullable == new.nullable || new.nullable)
            {
                assert_eq!(
                    after.columns.get(at),
                    Some(value),
                    "values of {at:?}\n{script}"
                );
            }
        }
    }
}

/// Whether it is of a row type that is not what it was.
fn is_changed_row(from: &Catalog, to: &Catalog, column: &Column) -> bool {
    let of = |catalog: &Catalog| {
        let mut composites = catalog.composites.iter();
        composites
            .find(|of| of.name.name == column.column_type.name.name)
            .cloned()
    };
    of(from) != of(to)
}

fn find<'a>(catalog: &'a Catalog, (table, column): &(Name, String)) -> Option<&'a Column> {
    catalog
        .table(table)?
        .columns
        .iter()
        .find(|of| of.name == *column)
}

fn digest(conn: &mut PgConnection, table: &Table, column: &Column) -> String {
    let column = quote::identifier(Dialect::Postgres, &column.name);
    let table = quote::name(Dialect::Postgres, &table.name);
    let query = format!(
        "SELECT coalesce(string_agg(coalesce({column}::text, '<null>'), '|' ORDER BY {column}::text COLLATE \"C\"), '') \
         AS value FROM ONLY {table}"
    );
    conn.texts(&query)
        .unwrap()
        .pop()
        .flatten()
        .unwrap_or_default()
}

//! Rows that foreign keys can lead to.

use diesel::QueryResult;
use nca_migrations_core::dialect::Dialect;

use super::kind::{self, Kind};
use crate::model::{Catalog, ForeignKey};
use crate::{Database, quote};

/// For a foreign key, what its columns can be: as many values as it has columns, as SQL.
pub(super) type Tuple = Vec<String>;

/// Some of the rows that a foreign key can lead to.
pub(super) fn of<C: Database>(
    conn: &mut C,
    catalog: &Catalog,
    key: &ForeignKey,
) -> QueryResult<Vec<Tuple>> {
    const ENOUGH: usize = 5;

    let columns = referenced(catalog, key);
    if columns.len() != key.columns.len() {
        return Ok(Vec::new());
    }
    let from = quote::name(C::DIALECT, &key.references);
    let order = quote::list(C::DIALECT, columns.iter().map(String::as_str));
    let mut tuples: Vec<Tuple> = Vec::new();
    for column in &columns {
        let literal = literal(C::DIALECT, catalog, key, column);
        let query =
            format!("SELECT {literal} AS value FROM {from} ORDER BY {order} LIMIT {ENOUGH}");
        let values = conn.texts(&query)?;
        tuples.resize(values.len(), Tuple::new());
        for (tuple, value) in tuples.iter_mut().zip(values) {
            tuple.push(value.unwrap_or_else(|| "NULL".to_owned()));
        }
    }
    tuples.retain(|tuple| tuple.iter().all(|value| value != "NULL"));
    Ok(tuples)
}

/// The columns that it leads to: those of the primary key, where none are named.
fn referenced(catalog: &Catalog, key: &ForeignKey) -> Vec<String> {
    if !key.referenced.is_empty() {
        return key.referenced.clone();
    }
    let table = catalog.table(&key.references);
    let primary = table.and_then(|table| table.primary_key.as_ref());
    let parts = primary.into_iter().flat_map(|key| &key.parts);
    parts
        .filter_map(|part| part.name().map(str::to_owned))
        .collect()
}

/// The value of a column, as SQL text.
fn literal(dialect: Dialect, catalog: &Catalog, key: &ForeignKey, column: &str) -> String {
    let name = quote::identifier(dialect, column);
    match dialect {
        Dialect::Sqlite => format!("quote({name})"),
        Dialect::Postgres => format!("quote_nullable({name}::text)"),
        _ => {
            let table = catalog.table(&key.references);
            let mut columns = table.into_iter().flat_map(|table| &table.columns);
            let found = columns.find(|found| found.name == column);
            let kind = found.map(|found| kind::of(dialect, catalog, found));
            match kind {
                Some(Kind::Bytes(_)) => format!("CONCAT('0x', HEX({name}))"),
                _ => format!("QUOTE({name})"),
            }
        }
    }
}

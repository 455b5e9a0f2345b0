//! How many rows there are.

use std::collections::BTreeMap;

use diesel::QueryResult;
use nca_migrations_core::dialect::Dialect;

use crate::model::{Catalog, Name};
use crate::{Database, quote};

/// How many rows each table of a catalog has, by its name.
///
/// # Errors
/// When the database says no.
pub fn count<C: Database>(conn: &mut C, catalog: &Catalog) -> QueryResult<BTreeMap<Name, u64>> {
    // On a server each query is a round trip. SQLite takes no more than 500 SELECTs in a row
    // (https://www.sqlite.org/limits.html, "compound select"), and takes longer over each the more there are.
    let at_once = match C::DIALECT {
        Dialect::Sqlite => 10,
        _ => 100,
    };
    let mut counts = BTreeMap::new();
    for tables in catalog.tables.chunks(at_once) {
        let selects = tables.iter().enumerate().map(|(place, table)| {
            let from = quote::name(C::DIALECT, &table.name);
            // The rows of a union have no order.
            let value = match C::DIALECT {
                Dialect::Mysql => format!("CONCAT('{place} ', count(*))"),
                _ => format!("'{place} ' || count(*)"),
            };
            format!("SELECT {value} AS value FROM {from}")
        });
        let query = selects.collect::<Vec<_>>().join(" UNION ALL ");
        for row in conn.texts(&query)?.into_iter().flatten() {
            let (place, count) = row.split_once(' ').unwrap_or_default();
            let table = place
                .parse()
                .ok()
                .and_then(|place: usize| tables.get(place));
            if let (Some(table), Ok(count)) = (table, count.parse()) {
                counts.insert(table.name.clone(), count);
            }
        }
    }
    Ok(counts)
}

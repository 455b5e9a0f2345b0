//! Rows that were there.

use std::collections::BTreeMap;

use nca_migrations_catalog::model::Name;

use super::RowsLost;

/// How many rows each table has.
pub(super) type Counts = BTreeMap<Name, u64>;

/// The tables that have fewer rows than before. One that is gone has none.
pub(super) fn lost(before: &Counts, after: &Counts) -> Vec<RowsLost> {
    let lost = before.iter().filter_map(|(name, before)| {
        let after = after.get(name).copied().unwrap_or(0);
        (after < *before).then(|| RowsLost {
            table: name.to_string(),
            before: *before,
            after,
        })
    });
    lost.collect()
}

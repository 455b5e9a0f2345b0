//! What foreign keys of SQLite refer to. It keeps the names as they were typed, and compares them without regard
//! to case: two spellings are the same.

use crate::model::{Name, Table};

/// Writes what foreign keys refer to as it is written there.
pub(crate) fn resolve(tables: &mut [Table]) {
    let known: Vec<(Name, Vec<String>)> = tables
        .iter()
        .map(|table| {
            let columns = table.columns.iter().map(|column| column.name.clone());
            (table.name.clone(), columns.collect())
        })
        .collect();
    let keys = tables.iter_mut().flat_map(|table| &mut table.foreign_keys);
    for key in keys {
        let same = |name: &Name| name.name.eq_ignore_ascii_case(&key.references.name);
        let Some((name, columns)) = known.iter().find(|(name, _)| same(name)) else {
            continue;
        };
        key.references.clone_from(name);
        for referenced in &mut key.referenced {
            if let Some(column) = columns
                .iter()
                .find(|column| column.eq_ignore_ascii_case(referenced))
            {
                referenced.clone_from(column);
            }
        }
    }
}

//! Rows for a schema, made from its catalog: something for migrations to be tried with.
//!
//! Each table that is empty gets three rows: one with every column filled, one with as many NULLs and defaults
//! as it takes, one more with other values. Parents come before children. What a value has to be like is
//! read from types, keys and the literals in checks; the database has the last word, and a row that it does
//! not take is tried again with other values for the columns that it complains of.
//!
//! The same catalog gives the same rows.

mod blame;
mod candidates;
mod chance;
mod kind;
mod order;
mod parents;
mod row;

use std::collections::BTreeMap;

use diesel::QueryResult;

use crate::model::{Catalog, Name, Table};
use crate::{Database, rows};
use row::Shape;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seeded {
    /// How many rows were put in.
    pub rows: usize,
    /// The tables that stay empty, and why: what the database said last.
    pub unseeded: Vec<(Name, String)>,
    /// How many rows each table has, if there was none to fill.
    pub counts: Option<BTreeMap<Name, u64>>,
}

/// Puts rows into every table that has none.
///
/// # Errors
/// When the database does not answer. That it does not take a row is part of the result.
pub fn fill<C: Database>(conn: &mut C, catalog: &Catalog) -> QueryResult<Seeded> {
    let mut seeded = Seeded::default();
    let counts = rows::count(conn, catalog)?;
    let is_empty = |table: &&Table| counts.get(&table.name) == Some(&0);
    if !catalog.tables.iter().any(|table| is_empty(&table)) {
        seeded.counts = Some(counts);
        return Ok(seeded);
    }
    for table in order::parents_first(catalog).into_iter().filter(is_empty) {
        // Its rows are the parent's.
        if table
            .settings
            .iter()
            .any(|setting| setting.name == "partition of")
        {
            continue;
        }
        let mut said = None;
        let mut rows = 0;
        for (nth, shape) in [Shape::Full, Shape::Sparse, Shape::Full]
            .into_iter()
            .enumerate()
        {
            match row::insert(conn, catalog, table, nth, shape)? {
                Ok(()) => rows += 1,
                Err(because) => said = Some(because),
            }
        }
        if let (0, Some(because)) = (rows, said) {
            seeded.unseeded.push((table.name.clone(), because));
        }
        seeded.rows += rows;
    }
    Ok(seeded)
}

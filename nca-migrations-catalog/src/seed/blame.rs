//! Which columns an error is about.

use std::collections::HashSet;

use nca_migrations_core::dialect::Dialect;

use super::candidates::mentions;
use crate::model::{Catalog, Part, PartOf, Table};

/// The places of the columns that are to be given other values; all when that cannot be told.
pub(super) fn columns(
    dialect: Dialect,
    catalog: &Catalog,
    table: &Table,
    said: &str,
) -> HashSet<usize> {
    let words: HashSet<String> = words(said);
    let named = |name: &str| words.contains(&name.to_lowercase());
    let mut blamed = HashSet::new();
    let mut about = |test: &dyn Fn(&str) -> bool| {
        let places = table.columns.iter().enumerate();
        blamed.extend(
            places
                .filter(|(_, column)| test(&column.name))
                .map(|(place, _)| place),
        );
    };
    for check in &table.checks {
        let is_named = check.name.as_deref().is_some_and(named);
        // SQLite says the condition of a check that has no name.
        if is_named || said.contains(&check.expression) {
            about(&|column| mentions(dialect, &check.expression, column));
        }
    }
    for domain in catalog
        .domains
        .iter()
        .filter(|domain| named(&domain.name.name))
    {
        let of_domain = |name: &str| {
            let mut columns = table.columns.iter();
            columns.any(|column| column.name == name && column.column_type.name == domain.name)
        };
        about(&of_domain);
    }
    let keys = table.uniques.iter().chain(&table.primary_key);
    let keys = keys.filter_map(|key| Some((key.name.as_deref()?, &key.parts)));
    let indexes = table
        .indexes
        .iter()
        .map(|index| (&*index.name, &index.parts));
    for (_, parts) in keys.chain(indexes).filter(|(name, _)| named(name)) {
        about(&|column| parts.iter().any(|part| is_about(dialect, part, column)));
    }
    for key in &table.foreign_keys {
        if key.name.as_deref().is_some_and(named) {
            about(&|column| key.columns.iter().any(|of| of == column));
        }
    }
    if blamed.is_empty() {
        let places = table.columns.iter().enumerate();
        blamed.extend(
            places
                .filter(|(_, column)| named(&column.name))
                .map(|(place, _)| place),
        );
    }
    if blamed.is_empty() {
        blamed.extend(0..table.columns.len());
    }
    blamed
}

fn is_about(dialect: Dialect, part: &Part, column: &str) -> bool {
    match &part.of {
        PartOf::Column(name) => name == column,
        PartOf::Expression(expression) => mentions(dialect, expression, column),
    }
}

fn words(said: &str) -> HashSet<String> {
    let words = said.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.map(str::to_lowercase).collect()
}

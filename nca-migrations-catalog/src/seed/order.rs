//! Which table comes first.

use std::collections::HashSet;

use crate::model::{Catalog, Name, Table};

/// The tables, each after those that its foreign keys lead to; in a circle, where it is entered first.
pub(super) fn parents_first(catalog: &Catalog) -> Vec<&Table> {
    let mut walk = Walk {
        catalog,
        seen: HashSet::new(),
        order: Vec::new(),
    };
    for table in &catalog.tables {
        walk.visit(table);
    }
    walk.order
}

struct Walk<'a> {
    catalog: &'a Catalog,
    seen: HashSet<&'a Name>,
    order: Vec<&'a Table>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, table: &'a Table) {
        if !self.seen.insert(&table.name) {
            return;
        }
        // What must lead somewhere before what may.
        let (must, may): (Vec<_>, Vec<_>) = table.foreign_keys.iter().partition(|key| {
            let nullable = |name: &String| {
                let mut columns = table.columns.iter();
                columns.any(|column| column.name == *name && column.nullable)
            };
            !key.columns.iter().any(nullable)
        });
        for key in must.into_iter().chain(may) {
            if let Some(parent) = self.catalog.table(&key.references) {
                self.visit(parent);
            }
        }
        self.order.push(table);
    }
}

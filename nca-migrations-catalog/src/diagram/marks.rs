//! What became of tables, columns and foreign keys between two catalogs.

use std::collections::BTreeSet;

use nca_migrations_core::dialect::Dialect;

use super::drawing::Mark;
use crate::model::{Catalog, Column, ForeignKey, Name, Table};

/// A catalog and what was before it.
pub(super) struct Both<'a> {
    pub(super) now: &'a Catalog,
    pub(super) before: Option<&'a Catalog>,
}

/// A column with what became of it, and how it was.
pub(super) struct Marked<'a> {
    pub(super) column: &'a Column,
    pub(super) mark: Mark,
    pub(super) was: Option<&'a Column>,
}

impl<'a> Both<'a> {
    /// All tables of both, sorted by name.
    pub(super) fn tables(&self) -> Vec<&'a Table> {
        let gone = self.before.iter().flat_map(|before| &before.tables);
        let gone = gone.filter(|table| self.now.table(&table.name).is_none());
        let mut tables: Vec<&Table> = self.now.tables.iter().chain(gone).collect();
        tables.sort_by(|a, b| a.name.cmp(&b.name));
        tables
    }

    pub(super) fn was(&self, name: &Name) -> Option<&'a Table> {
        self.before.and_then(|before| before.table(name))
    }

    /// A table is changed if anything about it is, its indexes and checks too.
    pub(super) fn table(&self, table: &Table) -> Mark {
        if self.before.is_none() {
            return Mark::Same;
        }
        match (self.now.table(&table.name), self.was(&table.name)) {
            (Some(now), Some(was)) if now == was => Mark::Same,
            (Some(_), Some(_)) => Mark::Changed,
            (Some(_), None) => Mark::Added,
            (None, _) => Mark::Removed,
        }
    }

    /// The columns in order, one that is gone behind the one that it followed.
    pub(super) fn columns(&self, table: &'a Table) -> Vec<Marked<'a>> {
        let mark = self.table(table);
        let was = self.was(&table.name).filter(|_| mark == Mark::Changed);
        let mut all: Vec<Marked<'_>> = Vec::new();
        for column in &table.columns {
            let was = was.map(|was| self.column(was, &column.name));
            let (mark, was) = match was {
                None => (
                    if mark == Mark::Changed {
                        Mark::Same
                    } else {
                        mark
                    },
                    None,
                ),
                Some(None) => (Mark::Added, None),
                Some(Some(was)) if was == column => (Mark::Same, None),
                Some(was) => (Mark::Changed, was),
            };
            all.push(Marked { column, mark, was });
        }
        let mut behind = 0;
        for column in was.iter().flat_map(|was| &was.columns) {
            let same = |other: &Marked<'_>| self.equal(&other.column.name, &column.name);
            if let Some(at) = all.iter().position(same) {
                behind = at + 1;
                continue;
            }
            let gone = Marked {
                column,
                mark: Mark::Removed,
                was: None,
            };
            all.insert(behind, gone);
            behind += 1;
        }
        all
    }

    /// The foreign keys, those that are gone last.
    pub(super) fn foreign_keys(&self, table: &'a Table) -> Vec<(&'a ForeignKey, Mark)> {
        let mark = self.table(table);
        let Some(was) = self.was(&table.name).filter(|_| mark == Mark::Changed) else {
            let mark = if mark == Mark::Changed {
                Mark::Same
            } else {
                mark
            };
            return table.foreign_keys.iter().map(|key| (key, mark)).collect();
        };
        let in_both = |keys: &'a [ForeignKey], key: &ForeignKey| {
            let leads_alike = |other: &&ForeignKey| {
                other.columns == key.columns && other.references == key.references
            };
            keys.iter().find(leads_alike)
        };
        let now = table.foreign_keys.iter().map(|key| {
            let mark = match in_both(&was.foreign_keys, key) {
                None => Mark::Added,
                Some(was) if was == key => Mark::Same,
                Some(_) => Mark::Changed,
            };
            (key, mark)
        });
        let gone = was.foreign_keys.iter();
        let gone = gone.filter(|key| in_both(&table.foreign_keys, key).is_none());
        now.chain(gone.map(|key| (key, Mark::Removed))).collect()
    }

    /// The columns of the primary key, and of that before for columns that are gone.
    pub(super) fn primary(&self, table: &'a Table) -> BTreeSet<&'a str> {
        let tables = [Some(table), self.was(&table.name)];
        let mut columns = BTreeSet::new();
        for (at, table) in tables.into_iter().flatten().enumerate() {
            let parts = table.primary_key.iter().flat_map(|key| &key.parts);
            for name in parts.filter_map(|part| part.name()) {
                let gone = self.column(tables[0].unwrap_or(table), name).is_none();
                if at == 0 || gone {
                    columns.insert(name);
                }
            }
        }
        columns
    }

    pub(super) fn column<'t>(&self, table: &'t Table, name: &str) -> Option<&'t Column> {
        let mut columns = table.columns.iter();
        columns.find(|column| self.equal(&column.name, name))
    }

    /// Whether names of columns are one: PostgreSQL alone tells capitals apart.
    pub(super) fn equal(&self, a: &str, b: &str) -> bool {
        match self.now.dialect {
            Dialect::Postgres => a == b,
            _ => a.eq_ignore_ascii_case(b),
        }
    }
}

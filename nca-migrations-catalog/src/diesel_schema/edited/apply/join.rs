//! `joinable!`s: foreign keys.

use nca_migrations_core::dialect::Dialect;

use super::convention;
use super::target::{Target, find, place};
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::Join;
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::model::{Action, Deferral, ForeignKey, Index, Part, Table};

impl Target<'_> {
    pub(super) fn add_join(&mut self, edit: &Edit, join: &Join) -> Result<(), Obstacle> {
        let (at, column) = self.column_at(edit, &join.child, &join.column)?;
        let parent_at = self.at(edit, &join.parent)?;
        let (child, parent) = (&self.catalog.tables[at], &self.catalog.tables[parent_at]);
        let parts = parent.primary_key.iter().flat_map(|key| &key.parts);
        let key: Vec<&str> = parts.filter_map(|part| part.name()).collect();
        let [key] = *key else {
            let because = format!(
                "the primary key of table `{}` is not one column; write the foreign key in a .sql file (`--from`)",
                join.parent
            );
            return Err(self.impossible(edit, because));
        };
        let column = child.columns[column].name.clone();
        let is_it = |key: &&ForeignKey| key.references == parent.name && key.columns == [&*column];
        if child.foreign_keys.iter().any(|key| is_it(&key)) {
            // The chain has it here already.
            return Ok(());
        }
        let between = |a: &Table, b: &Table| {
            let mut keys = a.foreign_keys.iter();
            keys.any(|key| key.references == b.name)
        };
        if self.is_own() && (between(child, parent) || between(parent, child)) {
            let because = "there is another foreign key between these tables, and Diesel joins by the only one; \
                           write this one in a .sql file (`--from`), without a `joinable!`";
            return Err(self.impossible(edit, because));
        }
        let foreign = ForeignKey {
            name: self.foreign_key_name(at, &column),
            columns: vec![column],
            references: parent.name.clone(),
            referenced: vec![key.to_owned()],
            on_update: Action::Nothing,
            on_delete: Action::Nothing,
            deferral: Deferral::Immediate,
            settings: Vec::new(),
            comment: None,
        };
        let table = &mut self.catalog.tables[at];
        if self.dialect == Dialect::Mysql {
            index_for(table, &foreign);
        }
        let keys = &mut table.foreign_keys;
        keys.push(foreign);
        keys.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }

    /// MySQL: both ends of a key are of one type, also where a person changed only one.
    pub(super) fn check_ends(&mut self) {
        if self.dialect != Dialect::Mysql {
            return;
        }
        for edit in self.edits {
            let Edit::TypeChanged { table, column, .. } = edit else {
                continue;
            };
            let Some(at) = find(&self.catalog, table) else {
                continue;
            };
            let changed = &self.catalog.tables[at].name;
            let ends = self.catalog.tables.iter().flat_map(|child| {
                let keys = child.foreign_keys.iter();
                keys.map(move |key| (child, key))
            });
            let unlike = ends.into_iter().find(|(child, key)| {
                let pairs = key.columns.iter().zip(&key.referenced);
                let mut concerned = pairs.filter(|(own, other)| {
                    child.name == *changed && **own == column.name
                        || key.references == *changed && **other == column.name
                });
                concerned.any(|(own, other)| self.differ(child, own, key, other))
            });
            if let Some((child, key)) = unlike {
                let because = format!(
                    "the foreign key ({}) of table `{}` would be between two types; change both columns",
                    key.columns.join(", "),
                    child.name
                );
                let obstacle = self.impossible(edit, because);
                self.obstacles.push(obstacle);
            }
        }
    }

    fn differ(&self, child: &Table, own: &str, key: &ForeignKey, other: &str) -> bool {
        let Some(parent) = self.catalog.table(&key.references) else {
            return false;
        };
        let written = |table: &Table, column: &str| {
            let column = table.columns.iter().find(|of| of.name == column);
            // The width of a number means nothing, and texts need not be of one length.
            column.map(|column| {
                let written = &column.column_type.written;
                let before = written.split('(').next().unwrap_or(written);
                (before.to_owned(), written.contains("unsigned"))
            })
        };
        written(child, own) != written(parent, other)
    }

    fn foreign_key_name(&self, at: usize, column: &str) -> Option<String> {
        let table = &self.catalog.tables[at].name;
        let others = self.head.tables.iter().flat_map(|table| {
            let keys = table.foreign_keys.iter();
            keys.map(move |key| (table, key.columns.join("_"), key.name.as_deref()))
        });
        let by_convention = convention::name(others, table, column);
        match self.dialect {
            Dialect::Sqlite => by_convention,
            // What PostgreSQL calls it. MySQL would count, which says less.
            _ => by_convention.or_else(|| Some(format!("{}_{column}_fkey", table.name))),
        }
    }

    pub(super) fn remove_join(&mut self, edit: &Edit, join: &Join) -> Result<(), Obstacle> {
        let at = self.at(edit, &join.child)?;
        let parent = self.at(edit, &join.parent)?;
        let parent = self.catalog.tables[parent].name.clone();
        let child = &self.catalog.tables[at];
        let column = place(self.dialect, child, &join.column);
        let column = column.map(|place| child.columns[place].name.clone());
        let mut keys = child.foreign_keys.iter();
        let found = keys.position(|key| {
            key.references == parent
                && key.columns.len() == 1
                && key.columns.first() == column.as_ref()
        });
        let missing = || self.missing(edit, format!("foreign key for `{join}`"));
        let found = found.ok_or_else(missing)?;
        self.catalog.tables[at].foreign_keys.remove(found);
        Ok(())
    }
}

/// The server gives a foreign key an index of its name, unless there is one that begins with its column
/// (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>).
fn index_for(table: &mut Table, key: &ForeignKey) {
    let (Some(name), Some(column)) = (&key.name, key.columns.first()) else {
        return;
    };
    let begins = |parts: &[Part]| parts.first().and_then(Part::name) == Some(column);
    let keys = table.primary_key.iter().chain(&table.uniques);
    let mut all = keys
        .map(|key| &key.parts)
        .chain(table.indexes.iter().map(|index| &index.parts));
    if all.any(|parts| begins(parts)) {
        return;
    }
    table.indexes.push(Index {
        name: name.clone(),
        unique: false,
        method: None,
        parts: vec![Part::column(column)],
        include: Vec::new(),
        predicate: None,
        settings: Vec::new(),
        comment: None,
    });
    table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
}

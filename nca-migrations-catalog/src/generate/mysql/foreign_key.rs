//! Foreign keys: which go, and which come, and when.

use super::alter::Alter;
use super::column::{Described, same};
use super::cost::{copy, table};
use super::order;
use super::script::Script;
use super::setting::same_engine;
use super::text::{self, identifier};
use crate::generate::Cost;
use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Column, ForeignKey, Name, Table};

/// Which foreign keys go, and which come.
#[derive(Debug, Default)]
pub(super) struct ForeignKeys<'a> {
    gone: Vec<(&'a Name, &'a ForeignKey)>,
    new: Vec<(&'a Name, &'a ForeignKey)>,
    /// The tables that are not yet what they are to be.
    unfinished: Vec<&'a Name>,
}

impl<'a> ForeignKeys<'a> {
    /// `last` are the tables that go after all others have changed.
    pub(super) fn of(from: &'a Catalog, to: &'a Catalog, last: &[&'a Table]) -> Self {
        let mut keys = Self {
            unfinished: to.tables.iter().map(|table| &table.name).collect(),
            ..Self::default()
        };
        let mut gone_tables = Vec::new();
        for old in &from.tables {
            let Some(new) = to.table(&old.name) else {
                gone_tables.push(old);
                continue;
            };
            let lower = |key: &ForeignKey| key.name.as_deref().map(str::to_lowercase);
            let pairs = Pairs::by(&old.foreign_keys, &new.foreign_keys, lower);
            keys.gone
                .extend(pairs.gone.iter().map(|key| (&old.name, *key)));
            keys.new
                .extend(pairs.new.iter().map(|key| (&new.name, *key)));
            for (was, is) in pairs.both {
                if was != is || is_in_the_way(is, old, new, from, to) {
                    keys.gone.push((&old.name, was));
                    keys.new.push((&new.name, is));
                }
            }
        }
        for new in to
            .tables
            .iter()
            .filter(|table| from.table(&table.name).is_none())
        {
            keys.new
                .extend(new.foreign_keys.iter().map(|key| (&new.name, key)));
        }
        keys.gone.extend(between(&gone_tables));
        for table in last {
            let held = table.foreign_keys.iter().filter(|key| holds(key, from, to));
            let held = held.map(|key| (&table.name, key));
            let is_new = |held: &(&Name, &ForeignKey)| !keys.gone.contains(held);
            let held: Vec<_> = held.filter(is_new).collect();
            keys.gone.extend(held);
        }
        keys.gone.sort_by_key(|(table, _)| *table);
        keys
    }

    /// One statement a table. It costs nothing to speak of.
    pub(super) fn drop(&self, script: &mut Script) {
        for keys in self.gone.chunk_by(|a, b| a.0 == b.0) {
            let [(table, _), ..] = keys else { continue };
            let mut alter = Alter::of(table);
            for (_, key) in keys {
                let name = identifier(key.name.as_deref().unwrap_or_default());
                alter.clause(format!("DROP FOREIGN KEY {name}"));
            }
            alter.write(script);
        }
    }

    /// Those of a new table that lead to what is there by now.
    pub(super) fn ready_in(&mut self, table: &Name) -> Vec<&'a ForeignKey> {
        self.unfinished.retain(|name| *name != table);
        self.take(table)
    }

    /// The same of a table that is there. One that leads to its own table waits until its key is there.
    pub(super) fn ready_on(&mut self, table: &Name) -> Vec<&'a ForeignKey> {
        let ready = self.take(table);
        self.unfinished.retain(|name| *name != table);
        ready
    }

    fn take(&mut self, table: &Name) -> Vec<&'a ForeignKey> {
        let unfinished = &self.unfinished;
        let ready = self.new.extract_if(.., |(name, key)| {
            *name == table && !unfinished.contains(&&key.references)
        });
        ready.map(|(_, key)| key).collect()
    }

    pub(super) fn add_rest(&mut self, script: &mut Script, from: &Catalog) {
        self.new.sort_by_key(|(table, _)| *table);
        for keys in self.new.chunk_by(|a, b| a.0 == b.0) {
            let [(table, _), ..] = keys else { continue };
            let mut alter = Alter::of(table);
            for (_, key) in keys {
                // There are no rows in a new table.
                match from.table(table) {
                    Some(_) => add(&mut alter, key),
                    None => alter.clause(format!("ADD {}", text::foreign_key(key))),
                }
            }
            alter.write(script);
        }
    }
}

/// It is a copy unless `foreign_key_checks` is off: <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>,
/// "Foreign Key Operations".
pub(super) fn add(alter: &mut Alter<'_>, key: &ForeignKey) {
    alter.clause(format!("ADD {}", text::foreign_key(key)));
    let of = alter.table;
    alter.costs([table(Cost::MayFail, of).because("a row may lead nowhere")]);
    alter.costs(copy(of, "a foreign key is checked"));
}

/// Whether a foreign key that stays is to go while the tables change: no column that one has can get another type
/// (<https://mariadb.com/kb/en/foreign-keys/>).
fn is_in_the_way(key: &ForeignKey, old: &Table, new: &Table, from: &Catalog, to: &Catalog) -> bool {
    let parents = from.table(&key.references).zip(to.table(&key.references));
    changes(&key.columns, old, new)
        || parents.is_some_and(|(old, new)| changes(&key.referenced, old, new))
}

/// Whether the key of a table that goes later would hold one that changes.
fn holds(key: &ForeignKey, from: &Catalog, to: &Catalog) -> bool {
    let parents = from.table(&key.references).zip(to.table(&key.references));
    parents.is_some_and(|(old, new)| {
        old.columns != new.columns
            || old.primary_key != new.primary_key
            || old.uniques != new.uniques
            || old.indexes != new.indexes
            || old.settings != new.settings
    })
}

fn changes(columns: &[String], old: &Table, new: &Table) -> bool {
    let find = |table: &'_ Table, name: &str| -> Option<Column> {
        let mut columns = table.columns.iter();
        columns.find(|column| same(&column.name, name)).cloned()
    };
    let held = |table: &Table, name: &str| {
        find(table, name).map(|column| {
            let collation = Described::of(table, &column).collation.map(str::to_owned);
            (column.name, column.column_type, column.generated, collation)
        })
    };
    !same_engine(old, new)
        || columns
            .iter()
            .any(|name| held(old, name) != held(new, name))
}

/// Of the tables that go, the keys that lead to one that goes before.
fn between<'a>(gone: &[&'a Table]) -> Vec<(&'a Name, &'a ForeignKey)> {
    let order = order::parents_first(gone);
    let mut keys = Vec::new();
    for (at, table) in order.iter().enumerate() {
        let after = order.iter().skip(at + 1);
        let after: Vec<&Name> = after.map(|table| &table.name).collect();
        let back = table
            .foreign_keys
            .iter()
            .filter(|key| after.contains(&&key.references));
        keys.extend(back.map(|key| (&table.name, key)));
    }
    keys
}

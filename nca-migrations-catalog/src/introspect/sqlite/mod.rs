//! The catalog of SQLite.
//!
//! SQLite keeps the statements that made a schema, and edits their text when something is renamed, added or
//! dropped. Its pragmas tell less: no names of constraints, no checks, no expressions of indexes. So the
//! statements are read: <https://www.sqlite.org/schematab.html>, <https://www.sqlite.org/lang_createtable.html>.

mod column;
mod constraint;
mod cursor;
mod index;
mod keyword;
mod normal;
mod part;
mod rows;
mod table;
mod token;
mod trigger;
mod view;

use std::collections::HashMap;
use std::rc::Rc;

use diesel::SqliteConnection;
use nca_migrations_core::dialect::Dialect;

use super::{Introspect, IntrospectError, Known, Scope, is_history};
use crate::model::{Catalog, Name, Setting, Table};
use normal::Objects;
use rows::{Columns, Entry, Kind};
use token::Expected;

/// In one query, and a second where there are views or virtual tables; in one for each of these when one of them
/// cannot be read any more.
impl Introspect for SqliteConnection {
    fn introspect(&mut self, _: &Scope) -> Result<Catalog, IntrospectError> {
        let entries = rows::entries(self)?;
        let columns = rows::columns(self, &entries);
        read(&entries, columns)
    }

    /// Understanding the statements takes several times as long as fetching them, and the same ones mean the
    /// same catalog.
    fn introspect_again(
        &mut self,
        _: &Scope,
        known: &mut Known,
    ) -> Result<Rc<Catalog>, IntrospectError> {
        let entries = rows::entries(self)?;
        let columns = rows::columns(self, &entries);
        let said = rows::said(&entries, &columns);
        if let Some(catalog) = known.meant(&said) {
            return Ok(catalog);
        }
        Ok(known.or_new(Some(said), read(&entries, columns)?))
    }
}

fn read(entries: &[Entry], mut columns: Columns) -> Result<Catalog, IntrospectError> {
    let mut catalog = Catalog::empty(Dialect::Sqlite);
    for entry in entries.iter().filter(|entry| entry.kind == Kind::Table) {
        if !is_history(&entry.name.to_ascii_lowercase()) {
            let table = understood(entry, read_table(entry, &mut columns))?;
            catalog.tables.push(table);
        }
    }
    let objects = objects(&catalog.tables, &columns);
    let views = entries.iter().filter(|entry| entry.kind == Kind::View);
    for entry in views {
        let columns = columns.remove(&entry.name).unwrap_or_default();
        let view = understood(entry, view::read(entry, columns, &objects))?;
        catalog.views.push(view);
    }
    attach(&mut catalog, entries, &objects)?;
    sort(&mut catalog);
    Ok(catalog)
}

fn read_table(entry: &Entry, columns: &mut Columns) -> Result<Table, Expected> {
    let tokens = token::tokens(&entry.sql)?;
    if tokens.get(1).is_some_and(|token| token.is("virtual")) {
        let mut table = Table::new(Name::plain(&*entry.name));
        table
            .settings
            .push(Setting::to("using", table::module(&entry.sql, &tokens)?));
        table.columns = columns.remove(&entry.name).unwrap_or_default();
        return Ok(table);
    }
    table::read(&entry.name, &tokens)
}

fn understood<T>(entry: &Entry, read: Result<T, Expected>) -> Result<T, IntrospectError> {
    read.map_err(|expected| IntrospectError::Definition {
        object: entry.name.clone(),
        expected,
        definition: entry.sql.clone(),
    })
}

fn objects(tables: &[Table], views: &Columns) -> Objects {
    let lower = |names: Vec<&String>| {
        names
            .into_iter()
            .map(|name| name.to_ascii_lowercase())
            .collect()
    };
    let tables = tables.iter().map(|table| {
        // A virtual table has hidden columns besides, which queries name: `rank` of FTS5.
        let is_virtual = table.settings.iter().any(|setting| setting.name == "using");
        let columns = table.columns.iter().map(|column| &column.name).collect();
        let columns = (!is_virtual).then(|| lower(columns));
        (table.name.name.to_ascii_lowercase(), columns)
    });
    let views = views.iter().map(|(name, columns)| {
        let columns = columns.iter().map(|column| &column.name).collect();
        (name.to_ascii_lowercase(), Some(lower(columns)))
    });
    tables.chain(views).collect()
}

/// Indexes and triggers, to what they belong to.
fn attach(
    catalog: &mut Catalog,
    entries: &[Entry],
    objects: &Objects,
) -> Result<(), IntrospectError> {
    let (mut tables, mut views) = (HashMap::new(), HashMap::new());
    for (at, table) in catalog.tables.iter().enumerate() {
        tables.insert(table.name.name.to_ascii_lowercase(), at);
    }
    for (at, view) in catalog.views.iter().enumerate() {
        views.insert(view.name.name.to_ascii_lowercase(), at);
    }
    for entry in entries {
        // A trigger's is written as it was typed.
        let owner = entry.table.to_ascii_lowercase();
        let (table, view) = (tables.get(&owner), views.get(&owner));
        match (entry.kind, table, view) {
            (Kind::Table | Kind::View, ..) => {}
            _ if is_history(&owner) => {}
            (Kind::Index, Some(at), _) => {
                let table = &mut catalog.tables[*at];
                let index = understood(entry, index::read(entry, table))?;
                table.indexes.push(index);
            }
            (Kind::Trigger, Some(at), _) => {
                let trigger = understood(entry, trigger::read(entry, objects))?;
                catalog.tables[*at].triggers.push(trigger);
            }
            (Kind::Trigger, None, Some(at)) => {
                let trigger = understood(entry, trigger::read(entry, objects))?;
                catalog.views[*at].triggers.push(trigger);
            }
            _ => {
                let expected = format!("the table or view `{}` that it is on", entry.table);
                understood(entry, Err(expected))?;
            }
        }
    }
    Ok(())
}

fn sort(catalog: &mut Catalog) {
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.views.sort_by(|a, b| a.name.cmp(&b.name));
    for table in &mut catalog.tables {
        table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        table.triggers.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for view in &mut catalog.views {
        view.triggers.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

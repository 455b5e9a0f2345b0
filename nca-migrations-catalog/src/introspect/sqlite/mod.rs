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

use diesel::SqliteConnection;
use nca_migrations_core::dialect::Dialect;

use super::{Introspect, IntrospectError, Scope, is_history};
use crate::model::{Catalog, Name, Setting, Table};
use normal::Objects;
use rows::{Columns, Entry, Kind};
use token::Expected;

/// In three queries, whatever is in the database; in one more for each view when one of them is broken.
impl Introspect for SqliteConnection {
    fn introspect(&mut self, _: &Scope) -> Result<Catalog, IntrospectError> {
        let entries = rows::entries(self)?;
        let mut columns = rows::columns(self, &entries);
        let mut catalog = Catalog::empty(Dialect::Sqlite);
        for entry in entries.iter().filter(|entry| entry.kind == Kind::Table) {
            if !is_history(&entry.name) {
                let table = understood(entry, read_table(entry, &mut columns))?;
                catalog.tables.push(table);
            }
        }
        let objects = objects(&catalog.tables, &columns);
        for entry in &entries {
            match entry.kind {
                Kind::View => {
                    let columns = columns.remove(&entry.name).unwrap_or_default();
                    let view = understood(entry, view::read(entry, columns, &objects))?;
                    catalog.views.push(view);
                }
                Kind::Index => {
                    if let Some(table) = owner(&mut catalog.tables, &entry.table) {
                        let index = understood(entry, index::read(entry, table))?;
                        table.indexes.push(index);
                    }
                }
                // Tables come first, because of their names; triggers last, because of what they belong to.
                Kind::Table | Kind::Trigger => {}
            }
        }
        for entry in entries.iter().filter(|entry| entry.kind == Kind::Trigger) {
            if is_history(&entry.table) {
                continue;
            }
            let trigger = understood(entry, trigger::read(entry, &objects))?;
            let name = Name::plain(&*entry.table);
            if let Some(table) = owner(&mut catalog.tables, &entry.table) {
                table.triggers.push(trigger);
            } else if let Some(view) = catalog.views.iter_mut().find(|view| view.name == name) {
                view.triggers.push(trigger);
            }
        }
        sort(&mut catalog);
        Ok(catalog)
    }
}

fn read_table(entry: &Entry, columns: &mut Columns) -> Result<Table, Expected> {
    let tokens = token::tokens(&entry.sql)?;
    if tokens.get(1).is_some_and(|token| token.is("virtual")) {
        let mut table = Table::new(Name::plain(&*entry.name));
        table
            .settings
            .push(Setting::to("using", table::module(&tokens)?));
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
        let columns = table.columns.iter().map(|column| &column.name).collect();
        (table.name.name.to_ascii_lowercase(), Some(lower(columns)))
    });
    let views = views.iter().map(|(name, columns)| {
        let columns = columns.iter().map(|column| &column.name).collect();
        (name.to_ascii_lowercase(), Some(lower(columns)))
    });
    tables.chain(views).collect()
}

fn owner<'a>(tables: &'a mut [Table], name: &str) -> Option<&'a mut Table> {
    tables.iter_mut().find(|table| table.name.name == name)
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

//! Edits of columns.

use nca_migrations_core::dialect::Dialect;

use super::Note;
use super::resolve::Keyed;
use super::target::{Target, find, place};
use crate::diesel_schema::edited::edit::{At, Edit};
use crate::diesel_schema::edited::module::{self, DieselType, TableName};
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::diesel_schema::edited::type_name;
use crate::model::{Column, ColumnType, Part, Setting, Table};

impl Target<'_> {
    pub(super) fn add_column(
        &mut self,
        edit: &Edit,
        table: &TableName,
        column: &module::Column,
        to: &At,
    ) -> Result<(), Obstacle> {
        let at = self.at(edit, table)?;
        if place(self.dialect, &self.catalog.tables[at], &column.name).is_some() {
            return Err(self.taken(edit, format!("column `{}`", column.name)));
        }
        let keyed = self.becomes_key(table, &column.name);
        let column_type = self.resolve(edit, table, column, keyed)?;
        self.fits_strict(edit, at, &column_type)?;
        let new = plain(&column.name, column_type, column.diesel_type.nullable);
        self.insert(at, new, to);
        Ok(())
    }

    pub(super) fn move_column(
        &mut self,
        edit: &Edit,
        table: &TableName,
        column: &str,
        to: &At,
    ) -> Result<(), Obstacle> {
        let (at, place) = self.column_at(edit, table, column)?;
        if self.dialect == Dialect::Postgres {
            self.notes.push(Note::Unmoved {
                table: table.to_string(),
                column: column.to_owned(),
            });
            return Ok(());
        }
        let moved = self.catalog.tables[at].columns.remove(place);
        self.insert(at, moved, to);
        Ok(())
    }

    /// Behind another. Where that is not there, as SQLite's row id is not, it is not in front of anything either.
    fn insert(&mut self, at: usize, column: Column, to: &At) {
        let dialect = self.dialect;
        let table = &mut self.catalog.tables[at];
        let is_row_id = |name: &str| matches!(name, "rowid" | "oid" | "_rowid_");
        let to = match to {
            // A column that comes later comes last.
            _ if dialect == Dialect::Postgres => table.columns.len(),
            At::End => table.columns.len(),
            At::Front => 0,
            At::Behind(other) => match place(dialect, table, other) {
                Some(place) => place + 1,
                None if is_row_id(other) => 0,
                None => table.columns.len(),
            },
        };
        table.columns.insert(to, column);
    }

    pub(super) fn change_type(
        &mut self,
        edit: &Edit,
        table: &TableName,
        column: &module::Column,
        from: &DieselType,
    ) -> Result<(), Obstacle> {
        let (at, place) = self.column_at(edit, table, &column.name)?;
        let is_key = self.is_sole_key(at, place);
        let now = &self.catalog.tables[at].columns[place];
        if self.dialect == Dialect::Sqlite
            && is_key
            && now.column_type.written.eq_ignore_ascii_case("integer")
            && column.diesel_type.is_integer()
        {
            if !self.is_own() {
                // It is a row id, which is 64 bits wide, and stays one.
                return Ok(());
            }
            let because = "the column is the row id, whose type in the module is set by \
                           `sqlite_integer_primary_key_is_bigint` in diesel.toml";
            return Err(self.impossible(edit, because));
        }
        let family = type_name::family;
        let is_other = family(&from.name) != family(&column.diesel_type.name)
            || family(&from.name).is_none()
            || from.array != column.diesel_type.array;
        if is_other && let Some(default) = &now.default {
            let because = format!(
                "its default `{default}` may be none of the new type; say what becomes of it in a .sql file (`--from`)"
            );
            return Err(self.impossible(edit, because));
        }
        if now.generated.is_some() {
            let because = "the column is generated; write its expression in a .sql file (`--from`)";
            return Err(self.impossible(edit, because));
        }
        let keyed = self.is_keyed(at, place);
        let column_type = self.resolve(edit, table, column, keyed)?;
        self.fits_strict(edit, at, &column_type)?;
        self.reads_as_itself(edit, at, place, &column_type)?;
        self.widen_sequence(at, place, column);
        let now = &mut self.catalog.tables[at].columns[place];
        now.column_type = column_type;
        Ok(())
    }

    pub(super) fn change_length(
        &mut self,
        edit: &Edit,
        table: &TableName,
        column: &module::Column,
    ) -> Result<(), Obstacle> {
        let (at, place) = self.column_at(edit, table, &column.name)?;
        let now = &self.catalog.tables[at].columns[place].column_type;
        let has_length = now.written.contains('(');
        let new = match column.max_length {
            // A text without a limit has room for any.
            Some(_) if !has_length && !self.is_own() => return Ok(()),
            None if !has_length => return Ok(()),
            Some(length) if has_length => lengthened(now, length),
            _ => {
                let keyed = self.is_keyed(at, place);
                self.resolve(edit, table, column, keyed)?
            }
        };
        self.catalog.tables[at].columns[place].column_type = new;
        Ok(())
    }

    pub(super) fn change_nullability(
        &mut self,
        edit: &Edit,
        table: &TableName,
        column: &str,
        nullable: bool,
    ) -> Result<(), Obstacle> {
        let (at, place) = self.column_at(edit, table, column)?;
        let in_key = in_key(&self.catalog.tables[at], place);
        if nullable && in_key && self.dialect != Dialect::Sqlite {
            if !self.is_own() {
                return Ok(());
            }
            let because = "a column of a primary key takes no NULL; take it out of the key first";
            return Err(self.impossible(edit, because));
        }
        self.catalog.tables[at].columns[place].nullable = nullable;
        Ok(())
    }

    /// SQLite: with `sqlite_integer_primary_key_is_bigint` an `INTEGER` that refers to a row id is a `BigInt`.
    fn reads_as_itself(
        &self,
        edit: &Edit,
        at: usize,
        place: usize,
        of: &ColumnType,
    ) -> Result<(), Obstacle> {
        if !self.is_own() || self.dialect != Dialect::Sqlite || of.written != "INTEGER" {
            return Ok(());
        }
        let table = &self.catalog.tables[at];
        let mut keys = table.foreign_keys.iter();
        let refers = keys.any(|key| key.columns.contains(&table.columns[place].name));
        let mut tables = self.origin.module.tables.iter();
        let wide = tables.any(|table| match &*table.primary_key {
            [key] => table.column(key).is_some_and(|key| {
                key.diesel_type.name == "BigInt" && self.is_row_id(table, &key.name)
            }),
            _ => false,
        });
        if refers && wide {
            let because = "what refers to a row id is `BigInt` by `sqlite_integer_primary_key_is_bigint` in diesel.toml";
            return Err(self.impossible(edit, because));
        }
        Ok(())
    }

    fn is_row_id(&self, table: &module::Table, column: &str) -> bool {
        let there = find(self.head, &table.name).map(|at| &self.head.tables[at]);
        there.is_some_and(|there| {
            let found = place(self.dialect, there, column);
            found.is_some_and(|place| there.columns[place].column_type.written == "INTEGER")
        })
    }

    /// PostgreSQL: the sequence behind a `serial` counts as far as its column does. That of an identity column
    /// goes with the column.
    fn widen_sequence(&mut self, at: usize, place: usize, column: &module::Column) {
        let table = &self.catalog.tables[at];
        let owner = (table.name.clone(), table.columns[place].name.clone());
        let mut sequences = self.catalog.sequences.iter_mut();
        let found = sequences.find(|sequence| sequence.owned_by.as_ref() == Some(&owner));
        let Some(sequence) = found else {
            return;
        };
        let settings = &mut sequence.settings;
        settings.retain(|setting| setting.name != "as");
        let narrow = match &*column.diesel_type.name {
            "SmallInt" => "smallint",
            "Integer" => "integer",
            _ => return,
        };
        settings.insert(0, Setting::to("as", narrow));
    }

    fn becomes_key(&self, table: &TableName, column: &str) -> Keyed {
        let mut edits = self.edits.iter();
        let is_key = edits.any(|edit| match edit {
            Edit::PrimaryKeyChanged { table: of, columns } => {
                of == table && columns.iter().any(|name| name == column)
            }
            _ => false,
        });
        if is_key { Keyed::Yes } else { Keyed::No }
    }

    fn is_sole_key(&self, at: usize, place: usize) -> bool {
        let table = &self.catalog.tables[at];
        let parts = table.primary_key.iter().flat_map(|key| &key.parts).count();
        parts == 1 && in_key(table, place)
    }

    /// Whether any key or index has it.
    fn is_keyed(&self, at: usize, place: usize) -> Keyed {
        let table = &self.catalog.tables[at];
        let name = &table.columns[place].name;
        let is_it = |part: &Part| part.name() == Some(name);
        let mut uniques = table.uniques.iter();
        let mut indexes = table.indexes.iter();
        let mut foreign = table.foreign_keys.iter();
        let is_keyed = in_key(table, place)
            || uniques.any(|key| key.parts.iter().any(is_it))
            || indexes.any(|index| index.parts.iter().any(is_it))
            || foreign.any(|key| key.columns.contains(name));
        if is_keyed { Keyed::Yes } else { Keyed::No }
    }

    /// A strict table of SQLite's takes five types (<https://sqlite.org/stricttables.html>).
    fn fits_strict(&self, edit: &Edit, at: usize, of: &ColumnType) -> Result<(), Obstacle> {
        let mut settings = self.catalog.tables[at].settings.iter();
        let strict = settings.any(|setting| setting.name == "strict");
        let taken = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];
        if self.dialect != Dialect::Sqlite || !strict || taken.contains(&&*of.written) {
            return Ok(());
        }
        let because = format!(
            "the table is strict, which takes no `{}`; say the type in a .sql file (`--from`)",
            of.written
        );
        Err(self.impossible(edit, because))
    }
}

fn in_key(table: &Table, place: usize) -> bool {
    let name = &table.columns[place].name;
    let mut parts = table.primary_key.iter().flat_map(|key| &key.parts);
    parts.any(|part| {
        part.name()
            .is_some_and(|part| part.eq_ignore_ascii_case(name))
    })
}

/// The same type with another length.
fn lengthened(of: &ColumnType, length: u64) -> ColumnType {
    let (before, rest) = of.written.split_once('(').unwrap_or((&of.written, ""));
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    ColumnType {
        written: format!("{before}({length}){after}"),
        name: of.name.clone(),
    }
}

/// A column with nothing said about it but its type.
pub(super) fn plain(name: &str, column_type: ColumnType, nullable: bool) -> Column {
    Column {
        name: name.to_owned(),
        column_type,
        nullable,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        settings: Vec::new(),
        comment: None,
    }
}

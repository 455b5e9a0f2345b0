//! The type of a column on an engine.

use nca_migrations_core::dialect::Dialect;

use super::defaults::{self, Widths, typed};
use super::target::{self, Target};
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::{Column, TableName};
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::diesel_schema::edited::type_name::{self, Family};
use crate::model::ColumnType;

/// Whether a column is part of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyed {
    Yes,
    No,
}

impl Target<'_> {
    /// The type of a new column, or of one whose type was changed.
    pub(super) fn resolve(
        &self,
        edit: &Edit,
        table: &TableName,
        column: &Column,
        keyed: Keyed,
    ) -> Result<ColumnType, Obstacle> {
        let (of, length) = (&column.diesel_type, column.max_length);
        if self.is_own() && self.dialect == Dialect::Sqlite && !defaults::is_of_sqlite(of) {
            return Err(self.unknown(table, column));
        }
        if self.is_own() && self.dialect == Dialect::Mysql && length.is_none() {
            let needs = ["Varchar", "Char", "Varbinary", "Binary"];
            if needs.contains(&&*of.name) {
                let because = format!(
                    "`{}` needs a length; put `#[max_length = ..]` before the column",
                    of.name
                );
                return Err(self.impossible(edit, because));
            }
        }
        if let Some(key) = self.key_referred_to(table, column) {
            return Ok(key);
        }
        let own = || {
            let own = self.is_own() && self.dialect == Dialect::Mysql;
            own.then(|| defaults::of_mysql_itself(of)).flatten()
        };
        let found = self.evidence.most(of, length).cloned();
        let found = found
            .or_else(own)
            .or_else(|| defaults::of(self.dialect, of, length, self.widths()));
        let found = found.ok_or_else(|| self.unknown(table, column))?;
        let keyed = keyed == Keyed::Yes || self.new_join(table, &column.name).is_some();
        Ok(if keyed {
            self.in_key(found, column)
        } else {
            found
        })
    }

    /// The servers want a column that refers to be of the same type as the key, down to the length on MySQL.
    fn key_referred_to(&self, table: &TableName, column: &Column) -> Option<ColumnType> {
        let join = self.new_join(table, &column.name)?;
        if self.dialect == Dialect::Sqlite {
            return None;
        }
        let at = target::find(&self.catalog, &join.parent)?;
        let parent = &self.catalog.tables[at];
        let [part] = &*parent.primary_key.as_ref()?.parts else {
            return None;
        };
        let place = target::place(self.dialect, parent, part.name()?)?;
        let key = &parent.columns[place];
        if self.is_own() {
            // What the module says of this column has to be so.
            let before = self.origin.module.table(&join.parent)?;
            let before = before.column(&key.name)?;
            if !before.diesel_type.is_like(&column.diesel_type)
                || before.max_length != column.max_length
            {
                return None;
            }
        }
        Some(key.column_type.clone())
    }

    /// MySQL has no keys over texts without a length.
    fn in_key(&self, found: ColumnType, column: &Column) -> ColumnType {
        if self.dialect != Dialect::Mysql || found.written.contains('(') {
            return found;
        }
        match type_name::family(&column.diesel_type.name) {
            Some(Family::Text) => typed("varchar(255)", "varchar"),
            Some(Family::Binary) => typed("varbinary(255)", "varbinary"),
            _ => found,
        }
    }

    fn unknown(&self, table: &TableName, column: &Column) -> Obstacle {
        Obstacle::Type {
            table: table.to_string(),
            column: column.name.clone(),
            diesel_type: column.diesel_type.to_string(),
            dialect: self.dialect,
        }
    }

    fn widths(&self) -> Widths {
        let tables = self.head.tables.iter();
        let mut types = tables
            .flat_map(|table| &table.columns)
            .map(|column| &*column.column_type.written);
        let wide = ["int(", "bigint(", "smallint("];
        if types.any(|written| wide.iter().any(|start| written.starts_with(start))) {
            Widths::Written
        } else {
            Widths::Left
        }
    }
}

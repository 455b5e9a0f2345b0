//! The catalog that edits are applied to.

use nca_migrations_core::dialect::Dialect;

use super::evidence::Evidence;
use super::mentions::mentions;
use super::{Desired, Note, Origin};
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::{Join, TableName};
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::diesel_schema::name;
use crate::model::{Catalog, Table, is_same_column};

/// The catalog that edits are applied to, and what came of it so far.
pub(super) struct Target<'a> {
    pub(super) edits: &'a [Edit],
    pub(super) origin: Origin<'a>,
    pub(super) dialect: Dialect,
    pub(super) catalog: Catalog,
    pub(super) head: &'a Catalog,
    pub(super) evidence: Evidence,
    pub(super) notes: Vec<Note>,
    pub(super) obstacles: Vec<Obstacle>,
}

impl<'a> Target<'a> {
    pub(super) fn new(edits: &'a [Edit], origin: Origin<'a>, head: &'a Catalog) -> Self {
        Self {
            edits,
            origin,
            dialect: head.dialect,
            catalog: head.clone(),
            head,
            evidence: Evidence::of(origin.module, head),
            notes: Vec::new(),
            obstacles: Vec::new(),
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        let done = self.stands_alone(edit).and_then(|()| self.dispatch(edit));
        self.obstacles.extend(done.err());
    }

    fn dispatch(&mut self, edit: &Edit) -> Result<(), Obstacle> {
        match edit {
            Edit::TableAdded(table) => self.add_table(edit, table),
            Edit::TableRemoved(table) => self.remove_table(edit, table),
            Edit::ColumnAdded { table, column, at } => self.add_column(edit, table, column, at),
            Edit::ColumnRemoved { table, column } => self.remove_column(edit, table, column),
            Edit::ColumnMoved { table, column, at } => self.move_column(edit, table, column, at),
            Edit::TypeChanged {
                table,
                column,
                from,
            } => self.change_type(edit, table, column, from),
            Edit::MaxLengthChanged { table, column, .. } => self.change_length(edit, table, column),
            Edit::NullabilityChanged {
                table,
                column,
                nullable,
            } => self.change_nullability(edit, table, column, *nullable),
            Edit::PrimaryKeyChanged { table, columns } => self.change_key(edit, table, columns),
            Edit::JoinAdded(join) => self.add_join(edit, join),
            Edit::JoinRemoved(join) => self.remove_join(edit, join),
        }
    }

    /// PostgreSQL: what a table has its partitions and heirs have too, and the server does that by rules of its own.
    fn stands_alone(&self, edit: &Edit) -> Result<(), Obstacle> {
        let name = match edit {
            Edit::TableAdded(_) | Edit::ColumnMoved { .. } => return Ok(()),
            Edit::TableRemoved(table)
            | Edit::ColumnAdded { table, .. }
            | Edit::ColumnRemoved { table, .. }
            | Edit::TypeChanged { table, .. }
            | Edit::NullabilityChanged { table, .. }
            | Edit::MaxLengthChanged { table, .. }
            | Edit::PrimaryKeyChanged { table, .. } => table,
            Edit::JoinAdded(join) | Edit::JoinRemoved(join) => &join.child,
        };
        let Some(at) = find(&self.catalog, name) else {
            return Ok(());
        };
        let table = &self.catalog.tables[at];
        let has = |table: &Table, names: &[&str]| {
            let mut settings = table.settings.iter();
            settings.any(|setting| names.contains(&setting.name))
        };
        let heir = |other: &Table| {
            let mut settings = other.settings.iter();
            settings.any(|setting| {
                setting.name == "inherits"
                    && (setting.value.as_deref())
                        .is_some_and(|value| mentions(value, &table.name.name))
            })
        };
        let names = ["partition by", "partition of", "inherits"];
        if self.dialect != Dialect::Postgres
            || !has(table, &names) && !self.catalog.tables.iter().any(heir)
        {
            return Ok(());
        }
        let because = format!(
            "table `{}` has partitions or heirs, or is one; write what is meant in a .sql file (`--from`)",
            table.name
        );
        Err(self.impossible(edit, because))
    }

    pub(super) fn finish(mut self) -> Result<Desired, Vec<Obstacle>> {
        self.check_ends();
        if !self.obstacles.is_empty() {
            return Err(self.obstacles);
        }
        self.catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Desired {
            catalog: self.catalog,
            notes: self.notes,
        })
    }

    /// Whether the module is of this engine, so that it has to be the same when it is generated again.
    pub(super) fn is_own(&self) -> bool {
        self.origin.dialect == self.dialect
    }

    /// The place of a table in the catalog.
    pub(super) fn at(&self, edit: &Edit, name: &TableName) -> Result<usize, Obstacle> {
        find(&self.catalog, name).ok_or_else(|| self.missing(edit, format!("table `{name}`")))
    }

    /// The places of a column's table and of the column in it.
    pub(super) fn column_at(
        &self,
        edit: &Edit,
        table: &TableName,
        column: &str,
    ) -> Result<(usize, usize), Obstacle> {
        let at = self.at(edit, table)?;
        let place = place(self.dialect, &self.catalog.tables[at], column);
        let place = place
            .ok_or_else(|| self.missing(edit, format!("column `{column}` in table `{table}`")))?;
        Ok((at, place))
    }

    /// The `joinable!` that comes with this column.
    pub(super) fn new_join(&self, table: &TableName, column: &str) -> Option<&'a Join> {
        self.edits.iter().find_map(|edit| match edit {
            Edit::JoinAdded(join) if join.child == *table && join.column == column => Some(join),
            _ => None,
        })
    }

    pub(super) fn missing(&self, edit: &Edit, object: String) -> Obstacle {
        Obstacle::Missing {
            edit: edit.to_string(),
            dialect: self.dialect,
            object,
        }
    }

    pub(super) fn taken(&self, edit: &Edit, object: String) -> Obstacle {
        Obstacle::Taken {
            edit: edit.to_string(),
            dialect: self.dialect,
            object,
        }
    }

    pub(super) fn needed(&self, edit: &Edit, object: String) -> Obstacle {
        Obstacle::Needed {
            edit: edit.to_string(),
            dialect: self.dialect,
            object,
        }
    }

    pub(super) fn impossible(&self, edit: &Edit, because: impl Into<String>) -> Obstacle {
        Obstacle::Impossible {
            edit: edit.to_string(),
            dialect: self.dialect,
            because: because.into(),
        }
    }
}

/// The place of a table in a catalog. A table that is in a schema in PostgreSQL's module is in none elsewhere.
pub(super) fn find(catalog: &Catalog, wanted: &TableName) -> Option<usize> {
    let mut tables = catalog.tables.iter();
    tables.position(|table| {
        let schema = table.name.schema.as_deref();
        same(catalog.dialect, &table.name.name, &wanted.name)
            && (catalog.dialect != Dialect::Postgres
                || match (&wanted.schema, schema) {
                    (_, None) => true,
                    (None, Some(schema)) => schema == "public",
                    (Some(wanted), Some(schema)) => name::in_rust(schema, None) == *wanted,
                })
    })
}

/// The place of a column in a table.
pub(super) fn place(dialect: Dialect, table: &Table, name: &str) -> Option<usize> {
    let mut columns = table.columns.iter();
    columns.position(|column| is_same_column(dialect, &column.name, name))
}

/// Whether two names are the same table's.
fn same(dialect: Dialect, a: &str, b: &str) -> bool {
    match dialect {
        Dialect::Sqlite => a.eq_ignore_ascii_case(b),
        _ => a == b,
    }
}

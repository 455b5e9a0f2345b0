//! Catalogs that are put together by hand.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::model::{
    Action, Column, ColumnType, Deferral, ForeignKey, Key, Name, Part, Table,
};
use nca_migrations_core::dialect::Dialect;

pub(crate) fn catalog(dialect: Dialect, tables: Vec<Table>) -> Catalog {
    Catalog {
        tables,
        ..Catalog::empty(dialect)
    }
}

/// A table whose primary key is its first column. A column is a name and a type.
pub(crate) fn table(name: &str, columns: &[(&str, &str)]) -> Table {
    let mut table = keyless(name, columns);
    table.primary_key = Some(Key {
        name: None,
        parts: vec![Part::column(columns[0].0)],
        include: Vec::new(),
        deferral: Deferral::Immediate,
        settings: Vec::new(),
        comment: None,
    });
    table
}

pub(crate) fn keyless(name: &str, columns: &[(&str, &str)]) -> Table {
    let mut table = Table::new(Name::plain(name));
    table.columns = columns
        .iter()
        .map(|(name, written)| column(name, written))
        .collect();
    table
}

fn column(name: &str, written: &str) -> Column {
    Column {
        name: name.to_owned(),
        column_type: ColumnType {
            written: written.to_owned(),
            name: Name::plain(written),
        },
        nullable: false,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        settings: Vec::new(),
        comment: None,
    }
}

pub(crate) fn references(column: &str, parent: &str) -> ForeignKey {
    ForeignKey {
        name: None,
        columns: vec![column.to_owned()],
        references: Name::plain(parent),
        referenced: vec!["id".to_owned()],
        on_update: Action::Nothing,
        on_delete: Action::Nothing,
        deferral: Deferral::Immediate,
        settings: Vec::new(),
        comment: None,
    }
}

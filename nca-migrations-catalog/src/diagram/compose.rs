//! From catalogs to what is in the picture.

use std::collections::BTreeSet;

use super::areas;
use super::drawing::{Cardinality, Drawing, DrawnColumn, DrawnTable, Edge, Kind, Mark};
use super::marks::Both;
use super::settings::Settings;
use crate::model::{Catalog, Column, ForeignKey, Key, Name, Table};

/// The picture of a catalog; with the one from before a revision, what it did is marked.
pub fn drawing(catalog: &Catalog, before: Option<&Catalog>, settings: &Settings) -> Drawing {
    let both = Both {
        now: catalog,
        before,
    };
    let tables = both.tables();
    let mut names: Vec<Name> = tables.iter().map(|table| table.name.clone()).collect();
    let mut drawn: Vec<DrawnTable> = tables.iter().map(|table| table_of(&both, table)).collect();
    let mut edges = Vec::new();
    for (from, table) in tables.iter().enumerate() {
        for (key, mark) in both.foreign_keys(table) {
            let to = place(&both, &mut names, &key.references);
            if to == drawn.len() {
                drawn.push(missing(&key.references));
            }
            let mut edge = edge(&both, table, key, mark, from, to);
            let first = key.columns.first();
            edge.from_row = first.and_then(|name| row(&both, &drawn[from], name));
            let leads_to = tables.get(to).and_then(|target| referenced(key, target));
            edge.to_row = leads_to.and_then(|name| row(&both, &drawn[to], name));
            for name in &key.columns {
                if let Some(row) = row(&both, &drawn[from], name) {
                    drawn[from].columns[row].foreign = true;
                }
            }
            edges.push(edge);
        }
    }
    let mut drawing = Drawing {
        title: settings.title.clone(),
        compared: before.is_some(),
        areas: Vec::new(),
        tables: drawn,
        edges,
    };
    areas::find(&mut drawing, &names, settings);
    drawing
}

/// Where the table of that name is; at the end if it was missing so far.
fn place(both: &Both<'_>, names: &mut Vec<Name>, wanted: &Name) -> usize {
    let same = |name: &Name| name.schema == wanted.schema && both.equal(&name.name, &wanted.name);
    names.iter().position(same).unwrap_or_else(|| {
        names.push(wanted.clone());
        names.len() - 1
    })
}

fn table_of(both: &Both<'_>, table: &Table) -> DrawnTable {
    let primary = both.primary(table);
    let columns = both.columns(table);
    let columns = columns.into_iter().map(|marked| DrawnColumn {
        name: marked.column.name.clone(),
        column_type: marked.column.column_type.written.clone(),
        primary: primary.iter().any(|it| both.equal(it, &marked.column.name)),
        foreign: false,
        nullable: marked.column.nullable,
        comment: marked.column.comment.clone(),
        mark: marked.mark,
        was: marked.was.map(said),
    });
    DrawnTable {
        name: label(&table.name),
        area: 0,
        kind: Kind::Present,
        comment: table.comment.clone(),
        mark: both.table(table),
        columns: columns.collect(),
        hidden: 0,
    }
}

fn missing(name: &Name) -> DrawnTable {
    DrawnTable {
        name: label(name),
        area: 0,
        kind: Kind::Missing,
        comment: None,
        mark: Mark::Same,
        columns: Vec::new(),
        hidden: 0,
    }
}

fn label(name: &Name) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.clone(),
    }
}

/// A column in one line.
fn said(column: &Column) -> String {
    let mut said = column.column_type.written.clone();
    if !column.nullable {
        said.push_str(" not null");
    }
    if let Some(default) = &column.default {
        said.push_str(" default ");
        said.push_str(default);
    }
    said.trim_start().to_owned()
}

fn edge(
    both: &Both<'_>,
    table: &Table,
    key: &ForeignKey,
    mark: Mark,
    from: usize,
    to: usize,
) -> Edge {
    // One that is gone is described by the table that had it.
    let had = match mark {
        Mark::Removed => both.was(&table.name).unwrap_or(table),
        _ => table,
    };
    let takes_null = |name: &String| both.column(had, name).is_none_or(|column| column.nullable);
    let keys = had.primary_key.iter().chain(&had.uniques);
    let indexes = had.indexes.iter();
    let indexes = indexes.filter(|index| index.unique && index.predicate.is_none());
    let of_key = |key: &Key| {
        key.parts
            .iter()
            .map(|part| part.name().map(str::to_lowercase))
            .collect()
    };
    let mut unique: Vec<BTreeSet<Option<String>>> = keys.map(of_key).collect();
    unique.extend(indexes.map(|index| {
        let parts = index.parts.iter();
        parts
            .map(|part| part.name().map(str::to_lowercase))
            .collect()
    }));
    let columns: BTreeSet<_> = key
        .columns
        .iter()
        .map(|name| Some(name.to_lowercase()))
        .collect();
    Edge {
        name: key.name.clone(),
        from,
        from_row: None,
        to,
        to_row: None,
        columns: key.columns.clone(),
        cardinality: Cardinality {
            one: unique.iter().any(|unique| unique.is_subset(&columns)),
            optional: key.columns.iter().any(takes_null),
        },
        mark,
    }
}

/// The first column that a foreign key leads to: the one that it names, else the primary key's.
fn referenced<'a>(key: &'a ForeignKey, target: &'a Table) -> Option<&'a str> {
    let primary = target
        .primary_key
        .as_ref()
        .and_then(|key| key.parts.first()?.name());
    key.referenced.first().map(String::as_str).or(primary)
}

fn row(both: &Both<'_>, table: &DrawnTable, name: &str) -> Option<usize> {
    let mut columns = table.columns.iter();
    columns.position(|column| both.equal(&column.name, name))
}

//! The whole of it, from its parts.

use nca_migrations_core::dialect::Dialect;

use super::comments::Comments;
use super::reader::Reader;
use super::relations::Relations;
use super::sequences::Sequences;
use super::types::Parts;
use super::{
    columns, constraints, extensions, indexes, others, relations, routines, schemas, triggers,
    types,
};
use crate::introspect::IntrospectError;
use crate::model::Catalog;

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Catalog, IntrospectError> {
    let comments = Comments::read(reader)?;
    let mut relations = relations::read(reader, &comments)?;
    let mut sequences = Sequences::read(reader, &comments)?;
    let attributes = columns::read(reader, &comments, &mut sequences, &mut relations)?;
    let mut indexes = indexes::read(reader, &comments, &relations)?;
    let checks = constraints::read(reader, &comments, &mut relations, &mut indexes)?;
    indexes::give(indexes, &mut relations);
    triggers::read(reader, &comments, &mut relations)?;
    let others = others::read(reader, &comments, &relations)?;
    let sequences = sequences.finish(&relations);
    let Relations { tables, views, .. } = relations;
    let mut catalog = Catalog {
        schemas: schemas::read(reader, &comments)?,
        extensions: extensions::read(reader)?,
        sequences,
        tables: tables.into_values().collect(),
        views: views.into_values().collect(),
        routines: routines::read(reader, &comments)?,
        others,
        ..Catalog::empty(Dialect::Postgres)
    };
    let parts = Parts { attributes, checks };
    types::read(reader, &comments, parts, &mut catalog)?;
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.views.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(catalog)
}

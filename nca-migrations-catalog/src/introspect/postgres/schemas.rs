//! Schemas.

use diesel::QueryableByName;
use diesel::sql_types::{Oid, Text};

use super::comments::Comments;
use super::extensions::not_of_one;
use super::reader::{FIRST_OID, Reader};
use crate::introspect::IntrospectError;
use crate::model::Schema;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    name: String,
}

/// All but the one that names without a schema are in, and `public`, which every database has from its
/// beginning: a chain that is run in another schema would else have another catalog.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
) -> Result<Vec<Schema>, IntrospectError> {
    let query = format!(
        "SELECT n.oid, CAST(n.nspname AS text) AS name FROM pg_catalog.pg_namespace AS n \
         WHERE n.nspname <> 'public' AND n.oid >= {FIRST_OID} AND {in_scope} AND {not_of_extension}",
        in_scope = reader.in_scope,
        not_of_extension = not_of_one("pg_namespace", "n.oid"),
    );
    let rows: Vec<Row> = reader.load("schemas", &query)?;
    let others = rows
        .into_iter()
        .filter(|row| reader.home() != Some(&row.name));
    let mut schemas: Vec<Schema> = others
        .map(|row| Schema {
            comment: comments.of("pg_namespace", row.oid),
            name: row.name,
        })
        .collect();
    schemas.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(schemas)
}

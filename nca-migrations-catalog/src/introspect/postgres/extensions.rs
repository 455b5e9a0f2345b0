//! Extensions.

use diesel::QueryableByName;
use diesel::sql_types::Text;

use super::reader::{FIRST_OID, Reader};
use crate::introspect::IntrospectError;
use crate::model::Extension;

/// The number of one of the server's own catalogs, as SQL.
pub(super) fn number_of(catalog: &str) -> String {
    format!("CAST(CAST('pg_catalog.{catalog}' AS pg_catalog.regclass) AS pg_catalog.oid)")
}

/// A condition that what `oid` numbers in a catalog is no extension's.
pub(super) fn not_of_one(catalog: &str, oid: &str) -> String {
    format!(
        "NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS of_extension \
         WHERE of_extension.classid = {catalog} \
         AND of_extension.objid = {oid} AND of_extension.deptype = 'e')",
        catalog = number_of(catalog),
    )
}

/// The same, and that it did not come with another object, as the functions and casts of a range type do.
pub(super) fn made_by_itself(catalog: &str, oid: &str) -> String {
    not_of_one(catalog, oid).replace("deptype = 'e'", "deptype IN ('e', 'i')")
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    schema: String,
}

/// Those that somebody has made: PL/pgSQL comes with the database.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<Extension>, IntrospectError> {
    let query = format!(
        "SELECT CAST(e.extname AS text) AS name, CAST(n.nspname AS text) AS schema \
         FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace \
         WHERE e.oid >= {FIRST_OID} AND (n.nspname = 'pg_catalog' OR {in_scope})",
        in_scope = reader.in_scope,
    );
    let rows: Vec<Row> = reader.load("extensions", &query)?;
    let mut extensions: Vec<Extension> = rows
        .into_iter()
        .map(|row| Extension {
            name: row.name,
            schema: Some(row.schema).filter(|schema| reader.home() != Some(schema)),
        })
        .collect();
    extensions.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(extensions)
}

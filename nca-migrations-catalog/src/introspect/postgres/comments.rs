//! Comments.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Integer, Oid, Text};

use super::reader::{FIRST_OID, Reader};
use crate::introspect::IntrospectError;

/// The comments on everything, by the catalog that it is in, its number, and the column's if it is one.
#[derive(Default)]
pub(super) struct Comments(HashMap<String, HashMap<(u32, i32), String>>);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    catalog: String,
    #[diesel(sql_type = Oid)]
    object: u32,
    #[diesel(sql_type = Integer)]
    part: i32,
    #[diesel(sql_type = Text)]
    text: String,
}

impl Comments {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, IntrospectError> {
        let rows: Vec<Row> = reader.load(
            "comments",
            &format!(
                "SELECT CAST(c.relname AS text) AS catalog, d.objoid AS object, d.objsubid AS part, \
                 d.description AS text FROM pg_catalog.pg_description AS d \
                 JOIN pg_catalog.pg_class AS c ON c.oid = d.classoid WHERE d.objoid >= {FIRST_OID}"
            ),
        )?;
        let mut comments = Self::default();
        for row in rows {
            let catalog = comments.0.entry(row.catalog).or_default();
            catalog.insert((row.object, row.part), row.text);
        }
        Ok(comments)
    }

    pub(super) fn of(&self, catalog: &str, object: u32) -> Option<String> {
        self.of_part(catalog, object, 0)
    }

    pub(super) fn of_part(&self, catalog: &str, object: u32, part: i32) -> Option<String> {
        self.0.get(catalog)?.get(&(object, part)).cloned()
    }
}

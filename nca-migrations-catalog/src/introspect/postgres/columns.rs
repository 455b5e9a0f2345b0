//! Columns of tables and views, and attributes of row types.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Nullable, Oid, SmallInt, Text};

use super::comments::Comments;
use super::expression;
use super::reader::Reader;
use super::relations::Relations;
use super::sequences::Sequences;
use crate::introspect::IntrospectError;
use crate::model::{Attribute, Column, ColumnType, Generated, Identity, Name, Setting, Storage};

#[derive(QueryableByName)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of the catalog has them"
)]
struct Row {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = SmallInt)]
    number: i16,
    #[diesel(sql_type = Bool)]
    of_type: bool,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    written: String,
    #[diesel(sql_type = Text)]
    type_name: String,
    #[diesel(sql_type = Text)]
    type_schema: String,
    #[diesel(sql_type = Bool)]
    not_null: bool,
    #[diesel(sql_type = Bool)]
    not_null_unproved: bool,
    #[diesel(sql_type = Bool)]
    not_null_here: bool,
    #[diesel(sql_type = Nullable<Text>)]
    expression: Option<String>,
    #[diesel(sql_type = Text)]
    identity: String,
    #[diesel(sql_type = Text)]
    generated: String,
    #[diesel(sql_type = Nullable<Text>)]
    collation: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    collation_schema: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    storage: Option<String>,
    #[diesel(sql_type = Text)]
    compression: String,
    #[diesel(sql_type = Bool)]
    is_local: bool,
    #[diesel(sql_type = Array<Text>)]
    options: Vec<String>,
}

/// Gives tables and views their columns. What is left belongs to row types, by their relations' numbers.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
    sequences: &mut Sequences,
    relations: &mut Relations,
) -> Result<HashMap<u32, Vec<Attribute>>, IntrospectError> {
    let query = query(reader);
    let rows: Vec<Row> = reader.load("columns", &query)?;
    let mut attributes: HashMap<u32, Vec<Attribute>> = HashMap::new();
    for row in rows {
        let collation = row.collation.as_ref().map(|name| {
            let schema = row.collation_schema.as_deref().unwrap_or_default();
            reader.word(schema, name.clone())
        });
        if row.of_type {
            attributes.entry(row.relation).or_default().push(Attribute {
                attribute_type: row.column_type(),
                name: row.name,
                collation,
            });
            continue;
        }
        let is_partition = relations.partitions.contains(&row.relation);
        let Some((table, columns)) = relations.columns(row.relation) else {
            continue;
        };
        let identity = match &*row.identity {
            "" => None,
            kind => {
                let settings = sequences.of_identity(row.relation, row.number, table, &row.name);
                Some(match kind {
                    "a" => Identity::Always(settings),
                    _ => Identity::ByDefault(settings),
                })
            }
        };
        let comment = comments.of_part("pg_class", row.relation, row.number.into());
        columns.push(row.column(identity, collation, comment, is_partition));
    }
    Ok(attributes)
}

/// Virtual columns and named NOT NULL constraints are 18's, the compression of a column 14's.
fn query(reader: &Reader<'_>) -> String {
    format!(
        "SELECT a.attrelid AS relation, a.attnum AS number, c.relkind = 'c' AS of_type, \
         CAST(a.attname AS text) AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS written, \
         CAST(t.typname AS text) AS type_name, CAST(tn.nspname AS text) AS type_schema, \
         a.attnotnull AS not_null, \
         coalesce(NOT nn.convalidated, false) AS not_null_unproved, \
         coalesce(nn.connoinherit, false) AS not_null_here, \
         pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression, \
         CAST(a.attidentity AS text) AS identity, CAST(a.attgenerated AS text) AS generated, \
         CAST(co.collname AS text) AS collation, CAST(cn.nspname AS text) AS collation_schema, \
         CASE WHEN a.attstorage <> t.typstorage THEN CAST(a.attstorage AS text) END AS storage, \
         {compression} AS compression, a.attislocal AS is_local, \
         coalesce(a.attfdwoptions, '{{}}') AS options \
         FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
         JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid \
         JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.typnamespace \
         LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
         LEFT JOIN pg_catalog.pg_collation AS co \
           ON co.oid = a.attcollation AND a.attcollation <> t.typcollation \
         LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace \
         LEFT JOIN pg_catalog.pg_constraint AS nn \
           ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum \
         WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') \
         AND {in_scope} ORDER BY a.attrelid, a.attnum",
        compression = reader.since(14, "CAST(a.attcompression AS text)", "''"),
        in_scope = reader.in_scope,
    )
}

impl Row {
    fn column_type(&self) -> ColumnType {
        let schema = self.type_schema.clone();
        ColumnType {
            written: self.written.clone(),
            name: Name {
                schema: Some(schema).filter(|schema| schema != "pg_catalog"),
                name: self.type_name.clone(),
            },
        }
    }

    fn column(
        self,
        identity: Option<Identity>,
        collation: Option<String>,
        comment: Option<String>,
        is_partition: bool,
    ) -> Column {
        let settings = self.settings(is_partition);
        let storage = match &*self.generated {
            "" => None,
            "v" => Some(Storage::Virtual),
            _ => Some(Storage::Stored),
        };
        let expression = self.expression.as_deref();
        let (default, generated) = match storage {
            None => (expression.map(expression::normal), None),
            Some(storage) => {
                let generated = Generated {
                    expression: expression::bare(expression.unwrap_or_default()),
                    storage,
                };
                (None, Some(generated))
            }
        };
        Column {
            column_type: self.column_type(),
            name: self.name,
            nullable: !self.not_null,
            default,
            identity,
            generated,
            collation,
            settings,
            comment,
        }
    }

    fn settings(&self, is_partition: bool) -> Vec<Setting> {
        let on = [
            (self.not_null_unproved, "not null not valid"),
            (self.not_null_here, "not null no inherit"),
            // All columns of a partition are.
            (!self.is_local && !is_partition, "inherited"),
        ];
        let on = on.into_iter().filter(|(is_on, _)| *is_on);
        let mut settings: Vec<Setting> = on.map(|(_, name)| Setting::on(name)).collect();
        settings.extend(self.storage.as_deref().map(|storage| {
            let storage = match storage {
                "p" => "plain",
                "e" => "external",
                "m" => "main",
                _ => "extended",
            };
            Setting::to("storage", storage)
        }));
        settings.extend(match &*self.compression {
            "p" => Some(Setting::to("compression", "pglz")),
            "l" => Some(Setting::to("compression", "lz4")),
            _ => None,
        });
        let options = self.options.iter();
        settings.extend(options.map(|option| Setting::to("option", option)));
        settings
    }
}

impl Relations {
    /// The name of a table or view and its columns so far.
    fn columns(&mut self, relation: u32) -> Option<(&Name, &mut Vec<Column>)> {
        if let Some(table) = self.tables.get_mut(&relation) {
            return Some((&table.name, &mut table.columns));
        }
        let view = self.views.get_mut(&relation)?;
        Some((&view.name, &mut view.columns))
    }
}

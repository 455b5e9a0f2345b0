//! Types that are lists of values, domains, rows and ranges.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Nullable, Oid, Text};

use super::comments::Comments;
use super::expression;
use super::extensions::not_of_one;
use super::reader::Reader;
use crate::introspect::IntrospectError;
use crate::model::{Attribute, Catalog, Check, ColumnType, Composite, Domain, Enum, Name, Setting};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = Text)]
    schema: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Array<Text>)]
    values: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    base: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    base_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    base_schema: Option<String>,
    #[diesel(sql_type = Bool)]
    not_null: bool,
    #[diesel(sql_type = Nullable<Text>)]
    default: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    collation: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    collation_schema: Option<String>,
    #[diesel(sql_type = Array<Nullable<Text>>)]
    range: Vec<Option<String>>,
}

/// What other queries found about types: attributes by relation, checks by type.
pub(super) struct Parts {
    pub(super) attributes: HashMap<u32, Vec<Attribute>>,
    pub(super) checks: HashMap<u32, Vec<Check>>,
}

/// Not the row types of tables, nor arrays and multiranges, which come with others.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
    mut parts: Parts,
    catalog: &mut Catalog,
) -> Result<(), IntrospectError> {
    let query = query(reader);
    let rows: Vec<Row> = reader.load("types", &query)?;
    for mut row in rows {
        let name = reader.name(
            std::mem::take(&mut row.schema),
            std::mem::take(&mut row.name),
        );
        let class = match &*row.kind {
            "c" => ("pg_class", row.relation),
            _ => ("pg_type", row.oid),
        };
        // `COMMENT ON TYPE` is kept with the type, of a row type too.
        let comment = comments
            .of("pg_type", row.oid)
            .or_else(|| comments.of(class.0, class.1));
        let collation = row.collation.take().map(|collation| {
            let schema = row.collation_schema.as_deref().unwrap_or_default();
            reader.word(schema, collation)
        });
        match &*row.kind {
            "e" => catalog.enums.push(Enum {
                name,
                values: row.values,
                comment,
            }),
            "d" => {
                let checks = parts.checks.remove(&row.oid).unwrap_or_default();
                let domain = row.domain(name, collation, checks, comment);
                catalog.domains.push(domain);
            }
            "c" => {
                let attributes = parts.attributes.remove(&row.relation);
                catalog.composites.push(Composite {
                    name,
                    attributes: attributes.unwrap_or_default(),
                    settings: Vec::new(),
                    comment,
                });
            }
            _ => catalog.composites.push(Composite {
                settings: row.range_settings(&name),
                name,
                attributes: Vec::new(),
                comment,
            }),
        }
    }
    catalog.enums.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.domains.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.composites.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(())
}

/// Multiranges are 14's.
fn query(reader: &Reader<'_>) -> String {
    format!(
        "SELECT t.oid, t.typrelid AS relation, CAST(n.nspname AS text) AS schema, \
         CAST(t.typname AS text) AS name, CAST(t.typtype AS text) AS kind, \
         ARRAY(SELECT CAST(e.enumlabel AS text) FROM pg_catalog.pg_enum AS e \
           WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS \"values\", \
         CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS base, \
         CAST(b.typname AS text) AS base_name, CAST(bn.nspname AS text) AS base_schema, \
         t.typnotnull AS not_null, \
         coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS \"default\", \
         CAST(co.collname AS text) AS collation, CAST(cn.nspname AS text) AS collation_schema, \
         ARRAY[pg_catalog.format_type(r.rngsubtype, NULL), \
           CASE WHEN NOT oc.opcdefault THEN CAST(oc.opcname AS text) END, \
           CASE WHEN r.rngcollation <> st.typcollation THEN \
             CAST(CAST(r.rngcollation AS pg_catalog.regcollation) AS text) END, \
           CAST(CAST(nullif(CAST(r.rngcanonical AS pg_catalog.oid), '0') AS pg_catalog.regproc) AS text), \
           CAST(CAST(nullif(CAST(r.rngsubdiff AS pg_catalog.oid), '0') AS pg_catalog.regproc) AS text), \
           (SELECT CAST(mt.typname AS text) FROM pg_catalog.pg_type AS mt \
             WHERE mt.oid = {multirange})] AS range \
         FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace \
         LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid \
         LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype \
         LEFT JOIN pg_catalog.pg_namespace AS bn ON bn.oid = b.typnamespace \
         LEFT JOIN pg_catalog.pg_collation AS co \
           ON t.typtype = 'd' AND co.oid = t.typcollation AND t.typcollation <> b.typcollation \
         LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace \
         LEFT JOIN pg_catalog.pg_range AS r ON r.rngtypid = t.oid \
         LEFT JOIN pg_catalog.pg_type AS st ON st.oid = r.rngsubtype \
         LEFT JOIN pg_catalog.pg_opclass AS oc ON oc.oid = r.rngsubopc \
         WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c') \
         AND {in_scope} AND {not_of_extension}",
        multirange = reader.since(14, "r.rngmultitypid", "'0'"),
        in_scope = reader.in_scope,
        not_of_extension = not_of_one("pg_type", "t.oid"),
    )
}

impl Row {
    fn domain(
        self,
        name: Name,
        collation: Option<String>,
        checks: Vec<Check>,
        comment: Option<String>,
    ) -> Domain {
        let schema = self.base_schema.filter(|schema| schema != "pg_catalog");
        Domain {
            name,
            base: ColumnType {
                written: self.base.unwrap_or_default(),
                name: Name {
                    schema,
                    name: self.base_name.unwrap_or_default(),
                },
            },
            nullable: !self.not_null,
            default: self.default.as_deref().map(expression::normal),
            collation,
            checks,
            comment,
        }
    }

    /// The multirange type that comes with a range type has a name that the server gives, unless another
    /// was said: <https://www.postgresql.org/docs/current/sql-createtype.html>.
    fn range_settings(self, name: &Name) -> Vec<Setting> {
        let given = if name.name.contains("range") {
            name.name.replacen("range", "multirange", 1)
        } else {
            format!("{}_multirange", name.name)
        };
        let names = [
            "range of",
            "subtype operator class",
            "collation",
            "canonical",
            "subtype difference",
            "multirange",
        ];
        let values = names.into_iter().zip(self.range);
        let settings = values.filter_map(|(name, value)| Some(Setting::to(name, value?)));
        let is_given = |setting: &Setting| {
            setting.name == "multirange" && setting.value.as_ref() == Some(&given)
        };
        settings.filter(|setting| !is_given(setting)).collect()
    }
}

//! Indexes, those of constraints too.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Oid, SmallInt, Text};

use super::comments::Comments;
use super::expression;
use super::reader::Reader;
use super::relations::Relations;
use crate::introspect::IntrospectError;
use crate::model::{Index, Order, Part, PartOf, Setting};

/// An index, and what it is on.
pub(super) struct Found {
    pub(super) on: u32,
    pub(super) index: Index,
    /// The method, the default too.
    pub(super) method: String,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Oid)]
    on_table: u32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    is_unique: bool,
    #[diesel(sql_type = Bool)]
    is_valid: bool,
    #[diesel(sql_type = Bool)]
    nulls_not_distinct: bool,
    #[diesel(sql_type = Text)]
    method: String,
    #[diesel(sql_type = Array<Text>)]
    options: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    predicate: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    parent: Option<String>,
}

#[derive(QueryableByName)]
struct PartRow {
    #[diesel(sql_type = Oid)]
    index: u32,
    #[diesel(sql_type = SmallInt)]
    number: i16,
    #[diesel(sql_type = Bool)]
    is_included: bool,
    #[diesel(sql_type = Nullable<Text>)]
    column: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    expression: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    collation: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    collation_schema: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    operator_class: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    operator_class_schema: Option<String>,
    #[diesel(sql_type = Integer)]
    order_bits: i32,
    #[diesel(sql_type = Array<Text>)]
    options: Vec<String>,
}

/// By their numbers.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
    relations: &Relations,
) -> Result<HashMap<u32, Found>, IntrospectError> {
    let query = format!(
        "SELECT i.indexrelid AS oid, i.indrelid AS on_table, CAST(ic.relname AS text) AS name, \
         i.indisunique AS is_unique, i.indisvalid AS is_valid, \
         {nulls_not_distinct} AS nulls_not_distinct, CAST(am.amname AS text) AS method, \
         coalesce(ic.reloptions, '{{}}') AS options, \
         pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, \
         CAST(CAST(inh.inhparent AS pg_catalog.regclass) AS text) AS parent \
         FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = ic.relnamespace \
         JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam \
         LEFT JOIN pg_catalog.pg_inherits AS inh ON inh.inhrelid = i.indexrelid \
         WHERE {in_scope}",
        nulls_not_distinct = reader.since(15, "i.indnullsnotdistinct", "false"),
        in_scope = reader.in_scope,
    );
    let rows: Vec<Row> = reader.load("indexes", &query)?;
    let counts = |row: &Row| relations.name(row.on_table).is_some();
    let found = rows.into_iter().filter(counts);
    let mut found: HashMap<u32, Found> = found.map(|row| row.found(comments)).collect();
    parts(reader, &mut found)?;
    Ok(found)
}

/// Gives tables and views the indexes that no constraint brought with it.
pub(super) fn give(indexes: HashMap<u32, Found>, relations: &mut Relations) {
    for Found { on, index, .. } in indexes.into_values() {
        if let Some(table) = relations.tables.get_mut(&on) {
            table.indexes.push(index);
        } else if let Some(view) = relations.views.get_mut(&on) {
            view.indexes.push(index);
        }
    }
    let of_tables = relations
        .tables
        .values_mut()
        .map(|table| &mut table.indexes);
    let of_views = relations.views.values_mut().map(|view| &mut view.indexes);
    of_tables
        .chain(of_views)
        .for_each(|indexes| indexes.sort_by(|a, b| a.name.cmp(&b.name)));
}

/// An operator class is said when it is not the default of the type, nor the default of one that the type
/// counts as where it has none of its own.
fn parts(
    reader: &mut Reader<'_>,
    indexes: &mut HashMap<u32, Found>,
) -> Result<(), IntrospectError> {
    let query = format!(
        "SELECT i.indexrelid AS index, ia.attnum AS number, ia.attnum > i.indnkeyatts AS is_included, \
         CAST(a.attname AS text) AS \"column\", \
         CASE WHEN a.attname IS NULL THEN \
           pg_catalog.pg_get_indexdef(i.indexrelid, CAST(ia.attnum AS int4), false) END AS expression, \
         CAST(co.collname AS text) AS collation, CAST(cn.nspname AS text) AS collation_schema, \
         CAST(oc.opcname AS text) AS operator_class, CAST(ocn.nspname AS text) AS operator_class_schema, \
         coalesce(CAST(i.indoption[ia.attnum - 1] AS int4), 0) AS order_bits, \
         coalesce(ia.attoptions, '{{}}') AS options \
         FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = ic.relnamespace \
         JOIN pg_catalog.pg_attribute AS ia ON ia.attrelid = i.indexrelid \
         JOIN pg_catalog.pg_type AS t ON t.oid = ia.atttypid \
         LEFT JOIN pg_catalog.pg_attribute AS a \
           ON a.attrelid = i.indrelid AND a.attnum = i.indkey[ia.attnum - 1] AND a.attnum <> 0 \
         LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = i.indcollation[ia.attnum - 1] \
           AND co.oid <> coalesce(a.attcollation, t.typcollation) \
         LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace \
         LEFT JOIN pg_catalog.pg_opclass AS oc ON oc.oid = i.indclass[ia.attnum - 1] \
           AND (NOT oc.opcdefault OR EXISTS (SELECT FROM pg_catalog.pg_opclass AS other \
             WHERE other.opcmethod = oc.opcmethod AND other.opcdefault \
             AND other.opcintype = coalesce(a.atttypid, ia.atttypid) AND other.oid <> oc.oid)) \
         LEFT JOIN pg_catalog.pg_namespace AS ocn ON ocn.oid = oc.opcnamespace \
         WHERE {in_scope} ORDER BY i.indexrelid, ia.attnum",
        in_scope = reader.in_scope,
    );
    let rows: Vec<PartRow> = reader.load("what indexes are made of", &query)?;
    for row in rows {
        let Some(found) = indexes.get_mut(&row.index) else {
            continue;
        };
        if !row.options.is_empty() {
            let options = format!("{} ({})", row.number, row.options.join(", "));
            let setting = Setting::to("operator class options of part", options);
            found.index.settings.push(setting);
        }
        if row.is_included {
            found.index.include.extend(row.column);
        } else {
            found.index.parts.push(row.part(reader));
        }
    }
    Ok(())
}

impl Row {
    fn found(self, comments: &Comments) -> (u32, Found) {
        let on = [
            (!self.is_valid, "invalid"),
            (self.nulls_not_distinct, "nulls not distinct"),
        ];
        let on = on.into_iter().filter(|(is_on, _)| *is_on);
        let mut settings: Vec<Setting> = on.map(|(_, name)| Setting::on(name)).collect();
        settings.extend(self.parent.map(|parent| Setting::to("part of", parent)));
        let options = self.options.into_iter();
        settings.extend(options.map(|option| Setting::to("with", option)));
        let index = Index {
            name: self.name,
            unique: self.is_unique,
            method: Some(self.method.clone()).filter(|method| method != "btree"),
            parts: Vec::new(),
            include: Vec::new(),
            predicate: self.predicate.as_deref().map(expression::bare),
            settings,
            comment: comments.of("pg_class", self.oid),
        };
        let found = Found {
            on: self.on_table,
            index,
            method: self.method,
        };
        (self.oid, found)
    }
}

impl PartRow {
    fn part(self, reader: &Reader<'_>) -> Part {
        let of = match self.column {
            Some(column) => PartOf::Column(column),
            None => PartOf::Expression(expression::bare(&self.expression.unwrap_or_default())),
        };
        let word = |name: Option<String>, schema: Option<String>| {
            name.map(|name| reader.word(&schema.unwrap_or_default(), name))
        };
        // `INDOPTION_DESC` and `INDOPTION_NULLS_FIRST` of
        // https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_index.h
        let order = match self.order_bits & 3 {
            0 => Order::Ascending,
            1 => Order::DescendingNullsLast,
            2 => Order::AscendingNullsFirst,
            _ => Order::Descending,
        };
        Part {
            of,
            collation: word(self.collation, self.collation_schema),
            operator_class: word(self.operator_class, self.operator_class_schema),
            order,
            length: None,
        }
    }
}

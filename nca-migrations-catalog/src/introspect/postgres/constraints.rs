//! Constraints of tables and domains.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Nullable, Oid, Text};

use super::comments::Comments;
use super::expression;
use super::indexes::Found;
use super::reader::{Reader, literal};
use super::relations::Relations;
use crate::introspect::IntrospectError;
use crate::model::{Action, Check, Deferral, Exclusion, ForeignKey, Key, Setting, Table};

#[derive(QueryableByName)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of the catalog has them"
)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Oid)]
    of_table: u32,
    #[diesel(sql_type = Oid)]
    of_domain: u32,
    #[diesel(sql_type = Oid)]
    index: u32,
    #[diesel(sql_type = Bool)]
    is_deferrable: bool,
    #[diesel(sql_type = Bool)]
    is_deferred: bool,
    #[diesel(sql_type = Bool)]
    is_validated: bool,
    #[diesel(sql_type = Bool)]
    is_enforced: bool,
    #[diesel(sql_type = Bool)]
    is_disabled: bool,
    #[diesel(sql_type = Bool)]
    is_period: bool,
    #[diesel(sql_type = Bool)]
    is_local: bool,
    #[diesel(sql_type = Bool)]
    no_inherit: bool,
    #[diesel(sql_type = Array<Text>)]
    columns: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    foreign_schema: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    foreign_table: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    referenced: Vec<String>,
    #[diesel(sql_type = Text)]
    on_update: String,
    #[diesel(sql_type = Text)]
    on_delete: String,
    #[diesel(sql_type = Bool)]
    is_full: bool,
    #[diesel(sql_type = Array<Text>)]
    set_columns: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    operators: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    expression: Option<String>,
}

/// Gives tables their constraints and takes the indexes of these. What is left are the checks of domains, by
/// their types' numbers.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
    relations: &mut Relations,
    indexes: &mut HashMap<u32, Found>,
) -> Result<HashMap<u32, Vec<Check>>, IntrospectError> {
    let query = query(reader);
    let rows: Vec<Row> = reader.load("constraints", &query)?;
    let mut domains: HashMap<u32, Vec<Check>> = HashMap::new();
    for row in rows {
        let comment = comments.of("pg_constraint", row.oid);
        if row.of_domain != 0 {
            let domain = row.of_domain;
            domains
                .entry(domain)
                .or_default()
                .push(row.check(comment, false));
            continue;
        }
        let is_partition = relations.partitions.contains(&row.of_table);
        let Some(table) = relations.tables.get_mut(&row.of_table) else {
            continue;
        };
        let index = match &*row.kind {
            "p" | "u" | "x" => indexes.remove(&row.index),
            _ => None,
        };
        row.add(reader, table, index, comment, is_partition);
    }
    for table in relations.tables.values_mut() {
        table.uniques.sort_by(|a, b| a.name.cmp(&b.name));
        table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
        table.checks.sort_by(|a, b| a.name.cmp(&b.name));
        table.exclusions.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for checks in domains.values_mut() {
        checks.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(domains)
}

/// The foreign keys that a partition has from the table that it is a part of are that table's. NOT NULL
/// constraints, which 18 lists, are what columns say. A foreign key without its triggers is enforced no more,
/// as after `DISABLE TRIGGER ALL`.
fn query(reader: &Reader<'_>) -> String {
    format!(
        "SELECT con.oid, CAST(con.contype AS text) AS kind, CAST(con.conname AS text) AS name, \
         con.conrelid AS of_table, con.contypid AS of_domain, con.conindid AS index, \
         con.condeferrable AS is_deferrable, con.condeferred AS is_deferred, \
         con.convalidated AS is_validated, {is_enforced} AS is_enforced, \
         con.contype = 'f' AND EXISTS (SELECT FROM pg_catalog.pg_trigger AS tg \
           WHERE tg.tgconstraint = con.oid AND tg.tgenabled = 'D') AS is_disabled, \
         {is_period} AS is_period, con.conislocal AS is_local, con.connoinherit AS no_inherit, \
         {columns} AS columns, CAST(fn.nspname AS text) AS foreign_schema, \
         CAST(fc.relname AS text) AS foreign_table, {referenced} AS referenced, \
         CAST(con.confupdtype AS text) AS on_update, CAST(con.confdeltype AS text) AS on_delete, \
         con.confmatchtype = 'f' AS is_full, {set_columns} AS set_columns, \
         ARRAY(SELECT CASE WHEN opn.nspname = 'pg_catalog' THEN CAST(op.oprname AS text) \
             ELSE 'operator(' || CAST(opn.nspname AS text) || '.' || CAST(op.oprname AS text) || ')' END \
           FROM pg_catalog.unnest(con.conexclop) WITH ORDINALITY AS k(op, place) \
           JOIN pg_catalog.pg_operator AS op ON op.oid = k.op \
           JOIN pg_catalog.pg_namespace AS opn ON opn.oid = op.oprnamespace ORDER BY k.place) AS operators, \
         pg_catalog.pg_get_expr(con.conbin, con.conrelid) AS expression \
         FROM pg_catalog.pg_constraint AS con \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = con.connamespace \
         LEFT JOIN pg_catalog.pg_class AS fc ON fc.oid = con.confrelid \
         LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = fc.relnamespace \
         WHERE con.contype IN ('p', 'u', 'f', 'c', 'x') AND {in_scope} \
         AND NOT (con.contype = 'f' AND con.conparentid <> '0')",
        is_enforced = reader.since(18, "con.conenforced", "true"),
        is_period = reader.since(18, "con.conperiod", "false"),
        columns = names("con.conrelid", "con.conkey"),
        referenced = names("con.confrelid", "con.confkey"),
        set_columns = match reader.since(15, "con.confdelsetcols", "") {
            "" => "CAST(ARRAY[] AS text[])".to_owned(),
            columns => names("con.conrelid", columns),
        },
        in_scope = reader.in_scope,
    )
}

/// The names of the columns in an array of numbers, in its order.
fn names(table: &str, numbers: &str) -> String {
    format!(
        "ARRAY(SELECT CAST(a.attname AS text) \
         FROM pg_catalog.unnest({numbers}) WITH ORDINALITY AS k(number, place) \
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = {table} AND a.attnum = k.number \
         ORDER BY k.place)"
    )
}

impl Row {
    fn add(
        self,
        reader: &Reader<'_>,
        table: &mut Table,
        index: Option<Found>,
        comment: Option<String>,
        is_partition: bool,
    ) {
        match &*self.kind {
            "p" => table.primary_key = index.map(|index| self.key(index, comment)),
            "u" => table
                .uniques
                .extend(index.map(|index| self.key(index, comment))),
            "x" => table
                .exclusions
                .extend(index.map(|index| self.exclusion(index, comment))),
            "f" => table.foreign_keys.push(self.foreign_key(reader, comment)),
            _ => {
                let is_inherited = !self.is_local && !is_partition;
                table.checks.push(self.check(comment, is_inherited));
            }
        }
    }

    const fn deferral(&self) -> Deferral {
        match (self.is_deferrable, self.is_deferred) {
            (false, _) => Deferral::Immediate,
            (true, false) => Deferral::Deferrable,
            (true, true) => Deferral::Deferred,
        }
    }

    fn key(self, found: Found, comment: Option<String>) -> Key {
        let mut settings = of_index(&found);
        if self.is_period {
            settings.push(Setting::on("without overlaps"));
        }
        Key {
            deferral: self.deferral(),
            name: Some(self.name),
            parts: found.index.parts,
            include: found.index.include,
            settings,
            comment,
        }
    }

    fn exclusion(self, found: Found, comment: Option<String>) -> Exclusion {
        Exclusion {
            settings: of_index(&found),
            deferral: self.deferral(),
            name: self.name,
            method: found.method,
            parts: found.index.parts.into_iter().zip(self.operators).collect(),
            include: found.index.include,
            predicate: found.index.predicate,
            comment,
        }
    }

    /// What both kinds of conditions can have.
    fn settings(&self) -> Vec<Setting> {
        let on = [
            (!self.is_validated && self.is_enforced, "not valid"),
            (!self.is_enforced, "not enforced"),
            (self.is_disabled, "disabled"),
        ];
        let on = on.into_iter().filter(|(is_on, _)| *is_on);
        on.map(|(_, name)| Setting::on(name)).collect()
    }

    fn foreign_key(self, reader: &Reader<'_>, comment: Option<String>) -> ForeignKey {
        let mut settings = self.settings();
        if self.is_full {
            settings.push(Setting::on("match full"));
        }
        if self.is_period {
            settings.push(Setting::on("period"));
        }
        if !self.set_columns.is_empty() {
            let columns = crate::model::name::Names(&self.set_columns);
            settings.push(Setting::to("set columns", format!("({columns})")));
        }
        ForeignKey {
            on_update: action(&self.on_update),
            on_delete: action(&self.on_delete),
            deferral: self.deferral(),
            name: Some(self.name),
            columns: self.columns,
            references: reader.name(
                self.foreign_schema.unwrap_or_default(),
                self.foreign_table.unwrap_or_default(),
            ),
            referenced: self.referenced,
            settings,
            comment,
        }
    }

    fn check(self, comment: Option<String>, is_inherited: bool) -> Check {
        let mut settings = self.settings();
        let on = [(self.no_inherit, "no inherit"), (is_inherited, "inherited")];
        let on = on.into_iter().filter(|(is_on, _)| *is_on);
        settings.extend(on.map(|(_, name)| Setting::on(name)));
        Check {
            name: Some(self.name),
            expression: expression::bare(&self.expression.unwrap_or_default()),
            settings,
            comment,
        }
    }
}

/// What a constraint's index has of its own, a comment too.
fn of_index(found: &Found) -> Vec<Setting> {
    let mut settings = found.index.settings.clone();
    let comment = found.index.comment.as_deref().map(literal);
    settings.extend(comment.map(|comment| Setting::to("comment on index", comment)));
    settings
}

/// <https://www.postgresql.org/docs/current/catalog-pg-constraint.html>
fn action(letter: &str) -> Action {
    match letter {
        "r" => Action::Restrict,
        "c" => Action::Cascade,
        "n" => Action::SetNull,
        "d" => Action::SetDefault,
        _ => Action::Nothing,
    }
}

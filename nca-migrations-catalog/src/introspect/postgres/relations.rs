//! Tables, views and what else has columns, without them.

use std::collections::{HashMap, HashSet};

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Nullable, Oid, Text};

use super::comments::Comments;
use super::expression;
use super::extensions::not_of_one;
use super::reader::Reader;
use super::view_query;
use crate::introspect::{IntrospectError, is_history};
use crate::model::{Name, Setting, Table, View, ViewKind};

/// The tables and views that count, by their numbers: not the history's, and no extension's.
pub(super) struct Relations {
    pub(super) tables: HashMap<u32, Table>,
    pub(super) views: HashMap<u32, View>,
    /// Tables whose columns and constraints are those of the one that they are a part of.
    pub(super) partitions: HashSet<u32>,
}

impl Relations {
    /// The name of a table or a view.
    pub(super) fn name(&self, relation: u32) -> Option<&Name> {
        let table = self.tables.get(&relation).map(|table| &table.name);
        table.or_else(|| self.views.get(&relation).map(|view| &view.name))
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    schema: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    unlogged: bool,
    #[diesel(sql_type = Bool)]
    is_secured: bool,
    #[diesel(sql_type = Bool)]
    forced: bool,
    #[diesel(sql_type = Text)]
    identity: String,
    #[diesel(sql_type = Nullable<Text>)]
    identity_index: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    method: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    parents: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    bound: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    partition_key: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    of_type: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    server: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    options: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    definition: Option<String>,
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
) -> Result<Relations, IntrospectError> {
    // Storage parameters of tables do not count, so options are those of views and foreign tables.
    let query = format!(
        "SELECT c.oid, CAST(n.nspname AS text) AS schema, CAST(c.relname AS text) AS name, \
         CAST(c.relkind AS text) AS kind, c.relpersistence = 'u' AS unlogged, \
         c.relrowsecurity AS is_secured, c.relforcerowsecurity AS forced, \
         CAST(c.relreplident AS text) AS identity, \
         (SELECT CAST(ic.relname AS text) FROM pg_catalog.pg_index AS i \
           JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid \
           WHERE i.indrelid = c.oid AND i.indisreplident) AS identity_index, \
         CAST(am.amname AS text) AS method, \
         ARRAY(SELECT CAST(CAST(inhparent AS pg_catalog.regclass) AS text) FROM pg_catalog.pg_inherits \
           WHERE inhrelid = c.oid ORDER BY inhseqno) AS parents, \
         CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound, \
         CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key, \
         CASE WHEN c.reloftype <> '0' THEN pg_catalog.format_type(c.reloftype, NULL) END AS of_type, \
         CAST(s.srvname AS text) AS server, \
         CASE WHEN c.relkind IN ('v', 'm') THEN coalesce(c.reloptions, '{{}}') \
           ELSE coalesce(f.ftoptions, '{{}}') END AS options, \
         CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition \
         FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
         LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam \
         LEFT JOIN pg_catalog.pg_foreign_table AS f ON f.ftrelid = c.oid \
         LEFT JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver \
         WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND {in_scope} AND {not_of_extension}",
        in_scope = reader.in_scope,
        not_of_extension = not_of_one("pg_class", "c.oid"),
    );
    let rows: Vec<Row> = reader.load("tables and views", &query)?;
    let mut relations = Relations {
        tables: HashMap::new(),
        views: HashMap::new(),
        partitions: rows
            .iter()
            .filter(|row| row.bound.is_some())
            .map(|row| row.oid)
            .collect(),
    };
    for mut row in rows {
        let name = reader.name(
            std::mem::take(&mut row.schema),
            std::mem::take(&mut row.name),
        );
        let comment = comments.of("pg_class", row.oid);
        match &*row.kind {
            "v" | "m" => {
                let view = view(reader.major(), name, comment, &row);
                relations.views.insert(row.oid, view);
            }
            _ if is_history(&name.name) => {}
            _ => {
                let mut table = Table::new(name);
                table.comment = comment;
                table.settings = settings(&row);
                relations.tables.insert(row.oid, table);
            }
        }
    }
    Ok(relations)
}

/// `heap` is the server's own method, whatever the default is set to.
fn method(row: &Row) -> Option<Setting> {
    let method = row.method.as_deref().filter(|method| *method != "heap")?;
    Some(Setting::to("using", method))
}

fn settings(row: &Row) -> Vec<Setting> {
    let mut settings = Vec::new();
    let on = [
        (row.unlogged, "unlogged"),
        (row.is_secured, "row level security"),
        (row.forced, "force row level security"),
    ];
    let on = on.into_iter().filter(|(is_on, _)| *is_on);
    settings.extend(on.map(|(_, name)| Setting::on(name)));
    settings.extend(method(row));
    let parents = row.parents.join(", ");
    match &row.bound {
        Some(bound) => settings.push(Setting::to("partition of", format!("{parents} {bound}"))),
        None if parents.is_empty() => {}
        None => settings.push(Setting::to("inherits", parents)),
    }
    let key = row.partition_key.as_ref();
    settings.extend(key.map(|key| Setting::to("partition by", expression::normal(key))));
    settings.extend(row.of_type.as_ref().map(|of| Setting::to("of", of)));
    settings.extend(row.server.as_ref().map(|of| Setting::to("server", of)));
    let options = row.options.iter();
    settings.extend(options.map(|option| Setting::to("option", option)));
    settings.extend(match &*row.identity {
        // A foreign table has none.
        _ if row.kind == "f" => None,
        "n" => Some(Setting::to("replica identity", "nothing")),
        "f" => Some(Setting::to("replica identity", "full")),
        // Without its index it stands for nothing.
        "i" => {
            let index = row.identity_index.as_deref();
            let value = index.map_or("nothing".to_owned(), |index| format!("using index {index}"));
            Some(Setting::to("replica identity", value))
        }
        _ => None,
    });
    settings
}

/// Storage parameters of a materialized view are a table's.
fn view(major: i32, name: Name, comment: Option<String>, row: &Row) -> View {
    let kind = match &*row.kind {
        "m" => ViewKind::Materialized,
        _ => ViewKind::Plain,
    };
    let definition = row.definition.as_deref().unwrap_or_default();
    let settings = match kind {
        ViewKind::Plain => (row.options.iter())
            .map(|option| Setting::to("with", option))
            .collect(),
        ViewKind::Materialized => method(row).into_iter().collect(),
    };
    View {
        name,
        kind,
        columns: Vec::new(),
        definition: view_query::normal(definition, major),
        settings,
        indexes: Vec::new(),
        triggers: Vec::new(),
        comment,
    }
}

//! Triggers of tables and views.

use diesel::QueryableByName;
use diesel::sql_types::{Oid, Text};

use super::comments::Comments;
use super::reader::Reader;
use super::relations::Relations;
use super::{expression, unqualified};
use crate::introspect::IntrospectError;
use crate::model::{Setting, Trigger};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
    #[diesel(sql_type = Text)]
    enabled: String,
}

/// Not those that foreign keys and the like are made of, nor those that a partition has from the table that
/// it is a part of.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
    relations: &mut Relations,
) -> Result<(), IntrospectError> {
    let query = format!(
        "SELECT tg.oid, tg.tgrelid AS relation, CAST(tg.tgname AS text) AS name, \
         pg_catalog.pg_get_triggerdef(tg.oid, false) AS definition, CAST(tg.tgenabled AS text) AS enabled \
         FROM pg_catalog.pg_trigger AS tg JOIN pg_catalog.pg_class AS c ON c.oid = tg.tgrelid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
         WHERE NOT tg.tgisinternal AND tg.tgparentid = '0' AND {in_scope}",
        in_scope = reader.in_scope,
    );
    let mut rows: Vec<Row> = reader.load("triggers", &query)?;
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    for row in rows {
        let triggers = if let Some(table) = relations.tables.get_mut(&row.relation) {
            &mut table.triggers
        } else if let Some(view) = relations.views.get_mut(&row.relation) {
            &mut view.triggers
        } else {
            continue;
        };
        let definition = unqualified::relations(&row.definition, &["ON", "FROM"], reader.home());
        triggers.push(Trigger {
            definition: expression::normal(&definition),
            name: row.name,
            settings: enabled(&row.enabled).into_iter().collect(),
            comment: comments.of("pg_trigger", row.oid),
        });
    }
    Ok(())
}

/// When a trigger, a rule or an event trigger works, if not as always:
/// <https://www.postgresql.org/docs/current/catalog-pg-trigger.html>.
pub(super) fn enabled(letter: &str) -> Option<Setting> {
    match letter {
        "D" => Some(Setting::on("disabled")),
        "R" => Some(Setting::to("enabled", "replica")),
        "A" => Some(Setting::to("enabled", "always")),
        _ => None,
    }
}

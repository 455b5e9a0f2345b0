//! Triggers.

use std::collections::HashMap;

use diesel::MysqlConnection;

use super::body::{body, mode};
use super::identifier::identifier;
use super::rows::{number, select, texts};
use crate::introspect::IntrospectError;
use crate::model::{Setting, Trigger};

texts! {
    Row {
        table: "EVENT_OBJECT_TABLE",
        name: "TRIGGER_NAME",
        timing: "ACTION_TIMING",
        event: "EVENT_MANIPULATION",
        place: "ACTION_ORDER",
        statement: "ACTION_STATEMENT",
        mode: "SQL_MODE",
    }
}

/// Of each table.
pub(super) fn triggers(
    conn: &mut MysqlConnection,
) -> Result<HashMap<String, Vec<Trigger>>, IntrospectError> {
    // That a table has a trigger is looked up by the table: by `TRIGGER_SCHEMA` MariaDB scans every database.
    let rest = "information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE()";
    let mut rows: Vec<Row> = select(conn, "triggers", Row::COLUMNS, rest)?;
    rows.sort_by_cached_key(|row| {
        let place = number(row.place.as_ref());
        (
            row.table.clone(),
            row.timing.clone(),
            row.event.clone(),
            place,
        )
    });
    let mut triggers: HashMap<String, Vec<Trigger>> = HashMap::new();
    for rows in rows.chunk_by(|a, b| together(a) == together(b)) {
        let mut before: Option<&Row> = None;
        for row in rows {
            let table = row.table.clone().unwrap_or_default();
            let of_table = triggers.entry(table).or_default();
            of_table.push(trigger(row, before));
            before = Some(row);
        }
    }
    Ok(triggers)
}

/// Triggers that are alike in this run one after the other.
fn together(row: &Row) -> (Option<&str>, Option<&str>, Option<&str>) {
    let (table, timing) = (row.table.as_deref(), row.timing.as_deref());
    (table, timing, row.event.as_deref())
}

fn trigger(row: &Row, before: Option<&Row>) -> Trigger {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let sql_mode = text(&row.mode);
    let mut settings = vec![mode(&sql_mode)];
    settings.extend(before.map(|before| Setting::to("follows", identifier(&text(&before.name)))));
    let definition = format!(
        "CREATE TRIGGER {} {} {} ON {} FOR EACH ROW\n{}",
        identifier(&text(&row.name)),
        text(&row.timing),
        text(&row.event),
        identifier(&text(&row.table)),
        body(&text(&row.statement), &sql_mode)
    );
    Trigger {
        name: text(&row.name),
        definition,
        settings,
        comment: None,
    }
}

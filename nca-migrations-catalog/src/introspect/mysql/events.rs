//! Events.

use std::fmt::Write as _;

use diesel::MysqlConnection;

use super::body::body;
use super::identifier::identifier;
use super::rows::{comment, select, texts};
use crate::introspect::IntrospectError;
use crate::model::{Name, Other};

texts! {
    Row {
        name: "EVENT_NAME",
        time_zone: "TIME_ZONE",
        definition: "EVENT_DEFINITION",
        at: "EXECUTE_AT",
        every: "INTERVAL_VALUE",
        unit: "INTERVAL_FIELD",
        mode: "SQL_MODE",
        starts: "STARTS",
        starts_at_once: "STARTS = CONVERT_TZ(CREATED, @@session.time_zone, TIME_ZONE)",
        ends: "ENDS",
        status: "STATUS",
        completion: "ON_COMPLETION",
        comment: "EVENT_COMMENT",
    }
}

pub(super) fn events(conn: &mut MysqlConnection) -> Result<Vec<Other>, IntrospectError> {
    let rest = "information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()";
    let rows: Vec<Row> = select(conn, "events", Row::COLUMNS, rest)?;
    let events = rows.into_iter().map(|row| Other {
        kind: "event",
        definition: definition(&row),
        name: Name::plain(row.name.unwrap_or_default()),
        on: None,
        comment: comment(row.comment),
    });
    Ok(events.collect())
}

/// The statement that makes it, and what it takes from the session that does.
fn definition(row: &Row) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let sql_mode = text(&row.mode);
    let mut sql = format!(
        "SET sql_mode = '{sql_mode}';\nSET time_zone = '{}';\nCREATE EVENT {} ON SCHEDULE",
        text(&row.time_zone),
        identifier(&text(&row.name))
    );
    // Writing to a `String` does not fail.
    let _ = match &row.at {
        Some(at) => write!(sql, " AT '{at}'"),
        None => write!(sql, " EVERY {} {}", text(&row.every), text(&row.unit)),
    };
    // An event that says nothing of its start starts when it is made, which is not the schema's doing.
    let starts = row.starts.as_ref();
    if let Some(starts) = starts.filter(|_| row.starts_at_once.as_deref() != Some("1")) {
        let _ = write!(sql, " STARTS '{starts}'");
    }
    if let Some(ends) = &row.ends {
        let _ = write!(sql, " ENDS '{ends}'");
    }
    if row.completion.as_deref() == Some("PRESERVE") {
        sql.push_str(" ON COMPLETION PRESERVE");
    }
    // On a replica every event is off, and says so in another word.
    if row.status.as_deref() == Some("DISABLED") {
        sql.push_str(" DISABLE");
    }
    let _ = write!(sql, " DO\n{}", body(&text(&row.definition), &sql_mode));
    sql
}

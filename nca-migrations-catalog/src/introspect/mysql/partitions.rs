//! How tables are split into partitions.

use std::collections::HashMap;
use std::fmt::Write as _;

use diesel::MysqlConnection;

use super::expression::expression;
use super::identifier::identifier;
use super::rows::{number, select, texts};
use super::session::Session;
use crate::introspect::IntrospectError;
use crate::model::Setting;

/// How each table is split that is.
pub(super) type Partitions = HashMap<String, Setting>;

texts! {
    Row {
        table: "TABLE_NAME",
        name: "PARTITION_NAME",
        place: "PARTITION_ORDINAL_POSITION",
        below: "SUBPARTITION_ORDINAL_POSITION",
        method: "PARTITION_METHOD",
        expression: "PARTITION_EXPRESSION",
        submethod: "SUBPARTITION_METHOD",
        subexpression: "SUBPARTITION_EXPRESSION",
        description: "PARTITION_DESCRIPTION",
        comment: "PARTITION_COMMENT",
    }
}

pub(super) fn partitions(
    conn: &mut MysqlConnection,
    session: &Session,
) -> Result<Partitions, IntrospectError> {
    let rest = "information_schema.PARTITIONS \
        WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME IS NOT NULL";
    let mut rows: Vec<Row> = select(conn, "partitions", Row::COLUMNS, rest)?;
    rows.sort_by_cached_key(|row| {
        let places = (number(row.place.as_ref()), number(row.below.as_ref()));
        (row.table.clone(), places)
    });
    let tables = rows.chunk_by(|a, b| a.table == b.table);
    let partitions = tables.filter_map(|rows| {
        let table = rows.first()?.table.clone()?;
        Some((table, Setting::to("partition by", by(rows, session)?)))
    });
    Ok(partitions.collect())
}

/// `RANGE (year(day)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2000), ..)`.
fn by(rows: &[Row], session: &Session) -> Option<String> {
    let first = rows.first()?;
    let method = first.method.as_deref()?;
    let normal = |text: &Option<String>| expression(text.as_deref().unwrap_or_default(), session);
    let mut by = method.to_owned();
    // Of the server's own making.
    let is_history = method == "SYSTEM_TIME";
    // Writing to a `String` does not fail.
    if !is_history {
        let _ = write!(by, " ({})", normal(&first.expression));
    }
    let partitions: Vec<&[Row]> = rows.chunk_by(|a, b| a.place == b.place).collect();
    if let Some(submethod) = &first.submethod {
        let subexpression = normal(&first.subexpression);
        let count = partitions.first().map_or(0, |rows| rows.len());
        let _ = write!(
            by,
            " SUBPARTITION BY {submethod} ({subexpression}) SUBPARTITIONS {count}"
        );
    }
    let partitions: Vec<String> = partitions
        .iter()
        .filter_map(|rows| rows.first())
        .map(|row| partition(row, method, session))
        .collect();
    let _ = write!(by, " ({})", partitions.join(", "));
    Some(by)
}

/// Until when a partition takes history is not told: an interval counts from when the table was made.
fn partition(row: &Row, method: &str, session: &Session) -> String {
    let name = identifier(row.name.as_deref().unwrap_or_default());
    let mut partition = format!("PARTITION {name}");
    let values = (row.description.as_deref()).map(|values| expression(values, session));
    let _ = match (method, values) {
        ("SYSTEM_TIME", Some(values)) if values == "CURRENT" => write!(partition, " CURRENT"),
        ("SYSTEM_TIME", _) => write!(partition, " HISTORY"),
        (method, Some(values)) if method.starts_with("RANGE") => {
            write!(partition, " VALUES LESS THAN ({values})")
        }
        (_, Some(values)) => write!(partition, " VALUES IN ({values})"),
        (_, None) => Ok(()),
    };
    if let Some(comment) = row.comment.as_ref().filter(|comment| !comment.is_empty()) {
        let _ = write!(partition, " COMMENT '{}'", comment.replace('\'', "''"));
    }
    partition
}

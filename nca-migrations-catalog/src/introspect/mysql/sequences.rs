//! MariaDB's sequences.

use diesel::MysqlConnection;

use super::columns::Columns;
use super::identifier::quoted;
use super::rows::{converted, load, texts};
use super::session::Session;
use super::tables::{Kind, TableRow};
use crate::introspect::IntrospectError;
use crate::model::{Name, Sequence, Setting};

texts! {
    Row {
        place: "",
        start: "start_value",
        minimum: "minimum_value",
        maximum: "maximum_value",
        increment: "increment",
        cache: "cache_size",
        cycle: "cycle_option",
    }
}

/// Each is a table with one row, and all are read in one query: `information_schema.SEQUENCES` is there only since
/// MariaDB 11.4.
pub(super) fn sequences(
    conn: &mut MysqlConnection,
    session: &Session,
    rows: &[TableRow],
    columns: &Columns,
) -> Result<Vec<Sequence>, IntrospectError> {
    let names: Vec<&String> = rows
        .iter()
        .filter(|row| row.kind == Kind::Sequence)
        .map(|row| &row.name)
        .collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let select = |(place, name): (usize, &&String)| {
        let place = place.to_string();
        let columns: Vec<&str> = std::iter::once(&*place)
            .chain(Row::COLUMNS.iter().skip(1).copied())
            .collect();
        format!(
            "SELECT {} FROM {}.{}",
            converted(&columns),
            quoted(&session.database),
            quoted(name)
        )
    };
    let query: Vec<String> = names.iter().enumerate().map(select).collect();
    let found: Vec<Row> = load(conn, "sequences", query.join(" UNION ALL "))?;
    let sequences = found.iter().filter_map(|row| {
        let place: usize = row.place.as_ref()?.parse().ok()?;
        let name: &String = names.get(place)?;
        Some(Sequence {
            name: Name::plain(name),
            settings: settings(row, columns, name),
            owned_by: None,
            comment: rows
                .iter()
                .find(|table| table.name == *name)
                .and_then(|table| table.comment.clone()),
        })
    });
    Ok(sequences.collect())
}

/// What is not the default: <https://mariadb.com/kb/en/create-sequence/>.
fn settings(row: &Row, columns: &Columns, name: &str) -> Vec<Setting> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let down = text(&row.increment).starts_with('-');
    let (minimum, maximum) = if down {
        ("-9223372036854775807", "-1")
    } else {
        ("1", "9223372036854775806")
    };
    let first = if down { &row.maximum } else { &row.minimum };
    let mut settings = Vec::new();
    for (setting, value, default) in [
        ("start", &row.start, &*text(first)),
        ("minimum", &row.minimum, minimum),
        ("maximum", &row.maximum, maximum),
        ("increment", &row.increment, "1"),
        ("cache", &row.cache, "1000"),
    ] {
        if text(value) != default {
            settings.push(Setting::to(setting, text(value)));
        }
    }
    if text(&row.cycle) == "1" {
        settings.push(Setting::on("cycle"));
    }
    // Since MariaDB 11.5 they may be of other types than `bigint`.
    let of_sequence = columns.get(name).and_then(|columns| columns.first());
    let written = of_sequence.map(|column| &column.column_type.written);
    let other =
        written.filter(|written| !(written.starts_with("bigint(") && written.ends_with(')')));
    settings.extend(other.map(|written| Setting::to("as", written)));
    settings
}

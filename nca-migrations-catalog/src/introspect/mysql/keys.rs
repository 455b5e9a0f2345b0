//! Keys and indexes.

use std::collections::HashMap;

use diesel::MysqlConnection;

use super::expression::expression;
use super::rows::{comment, number, select, texts};
use super::session::Session;
use crate::introspect::IntrospectError;
use crate::model::{Deferral, Index, Key, Order, Part, PartOf, Setting};

/// The keys and indexes of a table.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) primary_key: Option<Key>,
    pub(super) uniques: Vec<Key>,
    pub(super) indexes: Vec<Index>,
}

texts! {
    Row {
        table: "TABLE_NAME",
        name: "INDEX_NAME",
        is_loose: "NON_UNIQUE",
        place: "SEQ_IN_INDEX",
        column: "COLUMN_NAME",
        expression: "/*!80013 EXPRESSION */ /*M! NULL */",
        order: "COLLATION",
        length: "SUB_PART",
        method: "INDEX_TYPE",
        is_visible: "/*!80000 IS_VISIBLE */ /*M! IF(IGNORED = 'YES', 'NO', 'YES') */",
        comment: "INDEX_COMMENT",
    }
}

/// A unique index is a unique constraint on these servers, and the other way round. The index that a foreign key
/// has brought along is one like any other: nothing tells it from one that was asked for.
pub(super) fn keys(
    conn: &mut MysqlConnection,
    session: &Session,
) -> Result<HashMap<String, Keys>, IntrospectError> {
    let rest = "information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()";
    let mut rows: Vec<Row> = select(conn, "keys and indexes", Row::COLUMNS, rest)?;
    rows.sort_by_cached_key(|row| {
        let place = number(row.place.as_ref());
        (row.table.clone(), row.name.clone(), place)
    });
    let mut keys: HashMap<String, Keys> = HashMap::new();
    for rows in rows.chunk_by(|a, b| a.table == b.table && a.name == b.name) {
        let [first, ..] = rows else { continue };
        let of_table = keys.entry(first.table.clone().unwrap_or_default());
        add(of_table.or_default(), first, parts(rows, session));
    }
    Ok(keys)
}

fn add(keys: &mut Keys, row: &Row, parts: Vec<Part>) {
    let name = row.name.clone().unwrap_or_default();
    let method = row.method.clone().filter(|method| method != "BTREE");
    let is_unique = row.is_loose.as_deref() == Some("0");
    let mut settings = Vec::new();
    if row.is_visible.as_deref() == Some("NO") {
        settings.push(Setting::on("invisible"));
    }
    let comment = comment(row.comment.clone());
    if !is_unique {
        keys.indexes.push(Index {
            name,
            unique: false,
            method,
            parts,
            include: Vec::new(),
            predicate: None,
            settings,
            comment,
        });
        return;
    }
    settings.extend(method.map(|method| Setting::to("using", method)));
    let is_primary = name == "PRIMARY";
    let key = Key {
        name: (!is_primary).then_some(name),
        parts,
        include: Vec::new(),
        deferral: Deferral::Immediate,
        settings,
        comment,
    };
    if is_primary {
        keys.primary_key = Some(key);
    } else {
        keys.uniques.push(key);
    }
}

fn parts(rows: &[Row], session: &Session) -> Vec<Part> {
    let part = |row: &Row| {
        let of = match (&row.expression, &row.column) {
            (Some(text), _) => PartOf::Expression(expression(text, session)),
            (None, column) => PartOf::Column(column.clone().unwrap_or_default()),
        };
        // The server gives every spatial index one, which nobody can choose.
        let is_spatial = row.method.as_deref() == Some("SPATIAL");
        Part {
            order: match row.order.as_deref() {
                Some("D") => Order::Descending,
                _ => Order::Ascending,
            },
            length: number(row.length.as_ref()).filter(|_| !is_spatial),
            of,
            ..Part::column("")
        }
    };
    rows.iter().map(part).collect()
}

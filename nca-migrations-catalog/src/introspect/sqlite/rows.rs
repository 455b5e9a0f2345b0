//! What is asked of the database.

use std::collections::HashMap;
use std::fmt::Write as _;

use diesel::sql_types::{Integer, Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::table::written_type;
use crate::introspect::IntrospectError;
use crate::model::{Column, ColumnType, Name};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    Index,
    View,
    Trigger,
}

/// An object, with the statement that made it.
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The table or view that it belongs to; itself for these.
    pub(super) table: String,
    pub(super) sql: String,
}

/// Columns of what has none in its statement: views and virtual tables.
pub(super) type Columns = HashMap<String, Vec<Column>>;

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

/// What people made, in the order in which they did. Indexes that constraints bring along have no statement;
/// the tables that a virtual table keeps its rows in are its own business.
pub(super) fn entries(conn: &mut SqliteConnection) -> Result<Vec<Entry>, IntrospectError> {
    let rows: QueryResult<Vec<EntryRow>> = sql_query(
        "SELECT type AS kind, name AS name, tbl_name AS owner, sql AS definition FROM main.sqlite_schema \
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT IN \
           (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow') \
         ORDER BY rowid",
    )
    .load(conn);
    let rows = rows.map_err(|error| database("the schema", error))?;
    let entry = |row: EntryRow| {
        let kind = match &*row.kind {
            "table" => Kind::Table,
            "index" => Kind::Index,
            "view" => Kind::View,
            _ => Kind::Trigger,
        };
        Entry {
            kind,
            name: row.name,
            table: row.owner,
            sql: row.definition,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    written: String,
    #[diesel(sql_type = Integer)]
    mandatory: i32,
    #[diesel(sql_type = Nullable<Text>)]
    default_value: Option<String>,
    #[diesel(sql_type = Integer)]
    hidden: i32,
}

const OF: &str = "SELECT m.name AS owner, x.name AS name, x.type AS written, x.\"notnull\" AS mandatory, \
                  x.dflt_value AS default_value, x.hidden AS hidden \
                  FROM main.sqlite_schema AS m JOIN pragma_table_xinfo(m.name, 'main') AS x";

/// See [`Columns`]. A view that cannot be read any more has none: everything else is still to be told.
pub(super) fn columns(conn: &mut SqliteConnection, entries: &[Entry]) -> Columns {
    let asked: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::View || is_virtual(entry))
        .collect();
    if asked.is_empty() {
        return Columns::new();
    }
    let all = sql_query(format!(
        "{OF} WHERE m.type = 'view' OR m.sql LIKE 'CREATE VIRTUAL %' ORDER BY m.rowid, x.cid"
    ));
    let all: QueryResult<Vec<ColumnRow>> = all.load(conn);
    let rows = all.unwrap_or_else(|_| {
        let each = asked.iter().map(|entry| {
            let one = sql_query(format!("{OF} WHERE m.name = ? ORDER BY x.cid"));
            let found: QueryResult<Vec<ColumnRow>> = one.bind::<Text, _>(&entry.name).load(conn);
            found.unwrap_or_default()
        });
        each.flatten().collect()
    });
    let mut columns = Columns::new();
    // A hidden column of a virtual table is an argument, or the table itself.
    for row in rows.into_iter().filter(|row| row.hidden != 1) {
        let column = Column {
            name: row.name,
            column_type: column_type(&row.written),
            nullable: row.mandatory == 0,
            default: row.default_value,
            identity: None,
            generated: None,
            collation: None,
            settings: Vec::new(),
            comment: None,
        };
        columns.entry(row.owner).or_default().push(column);
    }
    columns
}

/// All of it as one text, which is another one when anything in it is.
pub(super) fn said(entries: &[Entry], columns: &Columns) -> String {
    let mut said = String::new();
    for entry in entries {
        for text in [&entry.name, &entry.table, &entry.sql] {
            // Where a text ends is not to be guessed. Writing to a string does not fail.
            let _ = write!(said, "{} {text}", text.len());
        }
        said += match entry.kind {
            Kind::Table => "table",
            Kind::Index => "index",
            Kind::View => "view",
            Kind::Trigger => "trigger",
        };
        if let Some(columns) = columns.get(&entry.name) {
            let _ = write!(said, "{columns:?}");
        }
    }
    said
}

fn is_virtual(entry: &Entry) -> bool {
    let start = entry.sql.get(..14).unwrap_or_default();
    entry.kind == Kind::Table && start.eq_ignore_ascii_case("CREATE VIRTUAL")
}

fn column_type(written: &str) -> ColumnType {
    let tokens = super::token::tokens(written).unwrap_or_default();
    written_type(&tokens).unwrap_or_else(|| ColumnType {
        written: written.to_owned(),
        name: Name::plain(written),
    })
}

fn database(what: &'static str, error: diesel::result::Error) -> IntrospectError {
    IntrospectError::Database { what, error }
}

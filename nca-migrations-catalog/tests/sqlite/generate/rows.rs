//! The rows of a table, as far as they are to be the same after a script.

use diesel::SqliteConnection;
use nca_migrations_catalog::Database as _;
use nca_migrations_catalog::model::{Catalog, Column, Order, Table};

/// A table on both sides with what its rows are to keep.
pub(crate) struct Kept {
    before: String,
    after: String,
    table: String,
}

/// What is to be kept between two catalogs: how many rows, the values of columns that stay as they are, and the
/// numbers of the rows.
pub(crate) fn kept(from: &Catalog, to: &Catalog) -> Vec<Kept> {
    let tables = from.tables.iter().filter_map(|old| {
        let new = to.table(&old.name)?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for column in &new.columns {
            let named = |other: &&Column| other.name.eq_ignore_ascii_case(&column.name);
            let Some(other) = old.columns.iter().find(named) else {
                continue;
            };
            // In place of NULL there a row gets a number.
            let numbered =
                integer_key(new) == Some(&column.name) && integer_key(old) != Some(&other.name);
            let stays = !numbered
                && other.column_type == column.column_type
                && other.generated.is_none()
                && column.generated.is_none()
                && (column.nullable || !other.nullable)
                && strict(old) == strict(new);
            if stays {
                before.push(quoted(&other.name));
                after.push(quoted(&column.name));
            }
        }
        if let Some(rowid) = rowid(old, new) {
            before.push(rowid.to_owned());
            after.push(rowid.to_owned());
        }
        Some(Kept {
            before: query(old, &before),
            after: query(new, &after),
            table: new.name.to_string(),
        })
    });
    tables.collect()
}

fn query(table: &Table, columns: &[String]) -> String {
    let columns: Vec<String> = columns
        .iter()
        .map(|name| format!("quote({name})"))
        .collect();
    let columns = if columns.is_empty() {
        "''".to_owned()
    } else {
        columns.join(" || ' ' || ")
    };
    let name = quoted(&table.name.name);
    format!("SELECT {columns} AS value FROM {name} ORDER BY 1")
}

/// A name of the rows' number, if it is to stay: unless the new table has a column for it that the old one had for
/// something else.
fn rowid<'a>(old: &Table, new: &Table) -> Option<&'a str> {
    let with = |table: &Table| {
        table
            .settings
            .iter()
            .all(|setting| setting.name != "without rowid")
    };
    let free = |name: &&str| {
        let mut columns = old.columns.iter().chain(&new.columns);
        !columns.any(|column| column.name.eq_ignore_ascii_case(name))
    };
    let stays = integer_key(new).is_none_or(|key| {
        integer_key(old) == Some(key) || !old.columns.iter().any(|column| column.name == key)
    });
    let name = ["rowid", "oid", "_rowid_"].into_iter().find(free);
    name.filter(|_| with(old) && with(new) && stays)
}

fn integer_key(table: &Table) -> Option<&str> {
    let [part] = &*table.primary_key.as_ref()?.parts else {
        return None;
    };
    let name = part.name()?;
    let mut columns = table.columns.iter();
    let column = columns.find(|column| column.name == name)?;
    (column.column_type.written == "INTEGER" && part.order == Order::Ascending).then_some(name)
}

impl Kept {
    pub(crate) fn before(&self, conn: &mut SqliteConnection) -> (String, Vec<Option<String>>) {
        (self.table.clone(), conn.texts(&self.before).unwrap())
    }

    pub(crate) fn after(&self, conn: &mut SqliteConnection) -> (String, Vec<Option<String>>) {
        (self.table.clone(), conn.texts(&self.after).unwrap())
    }
}

/// What is in the tables of a catalog, but for what a way to another and back need not leave: values in the place of
/// NULL, and what is made from others.
pub(crate) fn all(conn: &mut SqliteConnection, of: &Catalog, by: &Catalog) -> Vec<String> {
    let mut all = Vec::new();
    for table in &of.tables {
        let other = by.table(&table.name);
        let columns = table.columns.iter().filter(|column| {
            let named = |other: &&Column| other.name.eq_ignore_ascii_case(&column.name);
            let there = other.and_then(|other| other.columns.iter().find(named));
            let numbered = other.and_then(integer_key) == Some(&column.name)
                && integer_key(table) != Some(&column.name);
            let mandatory = there.is_some_and(|there| !there.nullable) && column.nullable;
            column.generated.is_none() && !numbered && !mandatory
        });
        let columns: Vec<String> = columns.map(|column| quoted(&column.name)).collect();
        all.push(table.name.to_string());
        let rows = conn.texts(&query(table, &columns)).unwrap();
        all.extend(rows.into_iter().flatten());
    }
    all
}

/// The numbers that AUTOINCREMENT goes on from.
pub(crate) fn numbers(conn: &mut SqliteConnection) -> Vec<(String, i64)> {
    let there = "SELECT name AS value FROM sqlite_master WHERE name = 'sqlite_sequence'";
    if conn.texts(there).unwrap().is_empty() {
        return Vec::new();
    }
    let rows = conn.texts("SELECT seq || ' ' || name AS value FROM sqlite_sequence ORDER BY name");
    let rows = rows.unwrap().into_iter().flatten();
    let number = |row: String| {
        let (number, name) = row.split_once(' ').unwrap();
        (name.to_ascii_lowercase(), number.parse().unwrap())
    };
    rows.map(number).collect()
}

fn strict(table: &Table) -> bool {
    table
        .settings
        .iter()
        .any(|setting| setting.name == "strict")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

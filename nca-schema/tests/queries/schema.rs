//! `src/schema.rs` is what the migrations make, on each engine.

use std::collections::{BTreeMap, BTreeSet};

use nca_migrations::Dialect;

use crate::bed::{Ask, Bed, stories};

const MODULE: &str = include_str!("../../src/schema.rs");

stories! { columns_and_keys, joinables }

/// A table: its key, and its columns with their Diesel types.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    key: BTreeSet<String>,
    columns: Vec<(String, String)>,
}

fn columns_and_keys<B: Bed>() {
    let module = module();
    assert_eq!(module.len(), 46);
    let bed = B::new();
    let mut found = catalog(&mut bed.connect(), B::DIALECT);
    let names = |tables: &BTreeMap<String, Table>| tables.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&module), names(&found));
    for (name, table) in &module {
        let mut found = found.remove(name).unwrap();
        let mut expected = table.columns.clone();
        if B::DIALECT != Dialect::Sqlite {
            // Columns are matched by name: on a server, one that a later migration added is the last.
            found.columns.sort();
            expected.sort();
        }
        assert_eq!(found.columns, expected, "{name}");
        assert_eq!(found.key, table.key, "{name}");
    }
}

fn module() -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    for block in MODULE.split("diesel::table! {\n").skip(1) {
        let block = block.split("\n}\n").next().unwrap();
        let mut lines = block.lines();
        let head = lines.next().unwrap().trim();
        let (name, key) = head.split_once(" (").unwrap();
        let key = key.strip_suffix(") {").unwrap();
        let columns = lines.filter_map(|line| line.trim().strip_suffix(',')?.split_once(" -> "));
        let table = Table {
            key: key.split(", ").map(str::to_owned).collect(),
            columns: columns
                .map(|(name, of)| (name.to_owned(), of.to_owned()))
                .collect(),
        };
        tables.insert(name.to_owned(), table);
    }
    tables
}

/// Rows of `table|column|type|nullable|key`.
fn catalog(conn: &mut impl Ask, dialect: Dialect) -> BTreeMap<String, Table> {
    let query = match dialect {
        Dialect::Sqlite => {
            "SELECT t.name || '|' || c.name || '|' || c.type || '|' || (NOT c.\"notnull\") || '|' || (c.pk > 0) AS value \
               FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid"
        }
        Dialect::Postgres => {
            "SELECT concat_ws('|', t.relname, a.attname, format_type(a.atttypid, NULL), \
                    CASE WHEN a.attnotnull THEN 0 ELSE 1 END, \
                    CASE WHEN a.attnum = ANY (k.conkey) THEN 1 ELSE 0 END) AS value \
               FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped \
               LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p' \
              WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, a.attnum"
        }
        _ => {
            "SELECT CONCAT_WS('|', c.table_name, c.column_name, c.data_type, c.is_nullable = 'YES', c.column_key = 'PRI') AS value \
               FROM information_schema.columns c JOIN information_schema.tables t \
                 ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE' \
              WHERE c.table_schema = DATABASE() ORDER BY c.table_name, c.ordinal_position"
        }
    };
    let rows = conn.texts(query);
    // Without the bookkeeping tables, which the generator leaves out too.
    let rows = rows.iter().filter(|row| !row.starts_with("__"));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split('|').collect()).collect();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for row in &rows {
        let table = tables.entry(row[0].to_owned()).or_default();
        if row[4] == "1" {
            table.key.insert(row[1].to_owned());
        }
    }
    for row in &rows {
        let table = tables.get_mut(row[0]).unwrap();
        let is_rowid = row[2] == "INTEGER" && row[4] == "1" && table.key.len() == 1;
        let of = if is_rowid {
            "BigInt"
        } else {
            diesel_type(row[2])
        };
        let of = if row[3] == "1" {
            format!("Nullable<{of}>")
        } else {
            of.to_owned()
        };
        table.columns.push((row[1].to_owned(), of));
    }
    tables
}

fn diesel_type(of: &str) -> &'static str {
    let of = of.to_lowercase();
    match of.split('(').next().unwrap() {
        "bigint" => "BigInt",
        "integer" | "int" => "Integer",
        "smallint" => "SmallInt",
        "double" | "double precision" => "Double",
        "varchar" | "character varying" | "text" | "mediumtext" | "longtext" => "Text",
        "blob" | "bytea" | "varbinary" | "mediumblob" => "Binary",
        "boolean" | "tinyint" => "Bool",
        "timestamp" | "timestamp without time zone" | "datetime" => "Timestamp",
        "date" => "Date",
        other => panic!("no Diesel type for `{other}`"),
    }
}

/// The generator writes one for each foreign key of one column, unless it leads to the table itself or
/// is one of several between the same two tables.
fn joinables<B: Bed>() {
    let query = match B::DIALECT {
        Dialect::Sqlite => {
            "SELECT t.name || '|' || f.\"table\" || '|' || group_concat(f.\"from\") AS value \
               FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f \
              WHERE t.type = 'table' GROUP BY t.name, f.id, f.\"table\""
        }
        Dialect::Postgres => {
            "SELECT k.conrelid::regclass || '|' || k.confrelid::regclass || '|' || \
                    string_agg(a.attname, ',') AS value \
               FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) \
              WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace \
              GROUP BY k.oid, k.conrelid, k.confrelid"
        }
        _ => {
            "SELECT CONCAT_WS('|', table_name, referenced_table_name, GROUP_CONCAT(column_name)) AS value \
               FROM information_schema.key_column_usage \
              WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL \
              GROUP BY table_name, referenced_table_name, constraint_name"
        }
    };
    let bed = B::new();
    let rows = bed.connect().texts(query);
    let mut between: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for row in &rows {
        let parts: Vec<&str> = row.split('|').collect();
        between
            .entry((parts[0], parts[1]))
            .or_default()
            .push(parts[2]);
    }
    let expected: BTreeSet<String> = between
        .into_iter()
        .filter(|((from, to), columns)| {
            from != to && columns.len() == 1 && !columns[0].contains(',')
        })
        .map(|((from, to), columns)| format!("{from} -> {to} ({})", columns[0]))
        .collect();
    let found: BTreeSet<String> = MODULE
        .lines()
        .filter_map(|line| line.strip_prefix("diesel::joinable!(")?.strip_suffix(");"))
        .map(str::to_owned)
        .collect();
    assert_eq!(found, expected);
}

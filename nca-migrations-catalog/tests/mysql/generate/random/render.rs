//! A random schema as SQL, without what cannot be.

use std::fmt::Write as _;

use nca_migrations_catalog::quote;
use nca_migrations_core::dialect::Dialect;

use super::parts::{
    ACTIONS, BODIES, Column, ForeignKey, Index, KINDS, Kind, Schema, Sort, Table, View,
};

pub(super) fn sql(schema: &Schema) -> String {
    let mut sql = String::new();
    for (name, how) in &schema.sequences {
        let how = [
            "",
            "START WITH 5 INCREMENT BY 2",
            "MAXVALUE 100 CYCLE",
            "CACHE 10 COMMENT 'so'",
        ][*how];
        writeln!(sql, "CREATE SEQUENCE {} {how};", id(name)).unwrap();
    }
    for table in &schema.tables {
        writeln!(sql, "{};", create(schema, table)).unwrap();
    }
    for table in schema.tables.iter().filter(|table| is_plain(table)) {
        for key in keys(schema, table) {
            writeln!(sql, "ALTER TABLE {} ADD {key};", id(table.name)).unwrap();
        }
    }
    for (name, how, body) in &schema.routines {
        let (name, body) = (id(name), BODIES[*body]);
        match how {
            0 => writeln!(sql, "CREATE PROCEDURE {name}() {body};").unwrap(),
            1 => writeln!(
                sql,
                "CREATE PROCEDURE {name}(a int, OUT b text) COMMENT 'it''s' {body};"
            )
            .unwrap(),
            2 => writeln!(
                sql,
                "CREATE FUNCTION {name}(a int) RETURNS int DETERMINISTIC RETURN a + 1;"
            )
            .unwrap(),
            _ => writeln!(
                sql,
                "CREATE FUNCTION {name}() RETURNS int COMMENT 'f' BEGIN RETURN 2; END;"
            )
            .unwrap(),
        }
    }
    for (at, of) in schema.views.iter().enumerate() {
        view(&mut sql, schema, &schema.views[..at], of);
    }
    let mut names: Vec<String> = Vec::new();
    for table in &schema.tables {
        for (name, event, body) in &table.triggers {
            // Their names are the database's.
            let name = format!("{name} on {}", table.name);
            let body = BODIES[*body];
            writeln!(
                sql,
                "CREATE TRIGGER {} {event} ON {} FOR EACH ROW {body};",
                id(&name),
                id(table.name)
            )
            .unwrap();
            names.push(name);
        }
    }
    for (name, how) in &schema.events {
        let how = [
            "EVERY 1 DAY STARTS '2031-01-01' DO SET @a = 1",
            "EVERY 1 DAY DISABLE COMMENT 'so' DO SET @a = 1",
            "AT '2031-01-01 00:00:00' ON COMPLETION PRESERVE DO BEGIN SET @a = 1; END",
            "EVERY 2 HOUR DO SET @a = 2",
        ][*how];
        writeln!(sql, "CREATE EVENT {} ON SCHEDULE {how};", id(name)).unwrap();
    }
    sql
}

fn id(name: &str) -> String {
    quote::identifier(Dialect::Mysql, name)
}

fn text(value: &str) -> String {
    quote::text(Dialect::Mysql, value)
}

fn kind(column: &Column) -> &'static Kind {
    match &column.made {
        None => &KINDS[column.kind],
        // A number or a text.
        Some(made) => &KINDS[if made.by == 2 { 11 } else { 0 }],
    }
}

/// In InnoDB and in one piece.
fn is_plain(table: &Table) -> bool {
    !table.other_engine && table.partitions == 0
}

fn find<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| column.name == name)
}

/// The primary key, of columns that can be in one.
fn key(table: &Table) -> Vec<&str> {
    let can = |name: &&&str| {
        find(table, name).is_some_and(|column| {
            column.made.is_none() && matches!(kind(column).sort, Sort::Number | Sort::Text)
        })
    };
    let mut names: Vec<&str> = table.key.iter().filter(can).copied().collect();
    names.dedup();
    names
}

/// The column that is numbered: the first of the primary key, and a whole number.
fn numbered<'a>(table: &'a Table) -> Option<&'a str> {
    let first = *key(table).first()?;
    let column = find(table, first)?;
    (table.increments && kind(column).written.contains("int")).then_some(first)
}

/// A column that has a foreign key is of the type of what it leads to.
fn leads<'a>(
    schema: &'a Schema,
    table: &'a Table,
    column: &str,
) -> Option<(&'a ForeignKey, &'a Column)> {
    let key = table.foreign_keys.iter().find(|key| key.column == column)?;
    let parent = schema
        .tables
        .iter()
        .find(|parent| parent.name == key.parent)?;
    let referenced = find(parent, self::key(parent).first()?)?;
    let leads_on = parent
        .foreign_keys
        .iter()
        .any(|key| key.column == referenced.name);
    let own = find(table, column)?;
    let is_key = self::key(table).contains(&column);
    let can = is_plain(parent) && is_plain(table) && !leads_on && !is_key && own.made.is_none();
    can.then_some((key, referenced))
}

fn create(schema: &Schema, table: &Table) -> String {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|of| column(schema, table, of))
        .collect();
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| id(name))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let primary = key(table);
    if !primary.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", names(&primary)));
    }
    lines.extend(table.indexes.iter().filter_map(|of| index(table, of)));
    for (name, of, how) in &table.checks {
        let Some(column) = find(table, of) else {
            continue;
        };
        if leads(schema, table, of).is_some() || numbered(table) == Some(of) {
            continue;
        }
        let condition = match kind(column).sort {
            Sort::Number => format!("{} > {}", id(of), ["-5", "-100", "-7 OR 1 = 0"][*how]),
            _ => format!("{} IS NULL OR char_length({0}) < {}", id(of), 1000 + how),
        };
        lines.push(format!(
            "CONSTRAINT {} CHECK ({condition})",
            id(&format!("check {name}"))
        ));
    }
    let mut sql = format!(
        "CREATE TABLE {} (\n  {}\n)",
        id(table.name),
        lines.join(",\n  ")
    );
    let engine = if table.other_engine { "Aria" } else { "InnoDB" };
    let charset = table.collation.split('_').next().unwrap();
    write!(
        sql,
        " ENGINE={engine} CHARSET={charset} COLLATE={}",
        table.collation
    )
    .unwrap();
    if !table.comment.is_empty() {
        write!(sql, " COMMENT {}", text(table.comment)).unwrap();
    }
    if table.partitions > 0 && primary.len() == 1 && !table.other_engine {
        let uniques = table.indexes.iter().any(|index| !index.kind.is_empty());
        let first = find(table, primary[0]).unwrap();
        if !uniques && kind(first).written.contains("int") {
            let id = id(primary[0]);
            match table.partitions {
                1 => write!(sql, " PARTITION BY HASH ({id}) PARTITIONS 2").unwrap(),
                2 => write!(sql, " PARTITION BY KEY ({id}) PARTITIONS 3").unwrap(),
                more => {
                    write!(
                        sql,
                        " PARTITION BY RANGE ({id}) (PARTITION p0 VALUES LESS THAN (100000)"
                    )
                    .unwrap();
                    let rest = [", PARTITION p1 VALUES LESS THAN (200000))", ")"][more - 3];
                    sql.push_str(rest);
                }
            }
        }
    }
    sql
}

fn column(schema: &Schema, table: &Table, column: &Column) -> String {
    let mut sql = format!("{} ", id(column.name));
    let led = leads(schema, table, column.name);
    let kind = led.map_or_else(|| kind(column), |(_, parent)| self::kind(parent));
    sql.push_str(kind.written);
    let (collation, of) = match led {
        Some((key, parent)) => {
            let of = schema
                .tables
                .iter()
                .find(|table| table.name == key.parent)
                .unwrap();
            (
                if parent.collation.is_empty() {
                    of.collation
                } else {
                    parent.collation
                },
                of,
            )
        }
        None => (column.collation, table),
    };
    let is_text = matches!(kind.sort, Sort::Text | Sort::Long) || kind.written.starts_with("enum");
    if is_text && !collation.is_empty() && (led.is_none() || of.name != table.name || true) {
        write!(sql, " COLLATE {collation}").unwrap();
    }
    if let Some(made) = &column.made
        && let Some(of) = find(table, made.of)
        && of.made.is_none()
        && leads(schema, table, made.of).is_none()
        && numbered(table) != Some(made.of)
        && of.name != column.name
    {
        let of = id(made.of);
        let expression = match made.by {
            0 => format!("char_length({of}) + 1"),
            1 => format!("{of} IS NULL"),
            _ => format!("left(concat({of}, '-'), 20)"),
        };
        let storage = if made.stored { "STORED" } else { "VIRTUAL" };
        write!(sql, " AS ({expression}) {storage}").unwrap();
        if !column.comment.is_empty() {
            write!(sql, " COMMENT {}", text(column.comment)).unwrap();
        }
        return sql;
    }
    let in_key = key(table).contains(&column.name);
    let is_numbered = numbered(table) == Some(column.name);
    let sets_null = led.is_some_and(|(key, _)| ACTIONS[key.action].contains("SET NULL"));
    let nullable = (column.nullable || sets_null) && !in_key;
    sql.push_str(if nullable { " NULL" } else { " NOT NULL" });
    if let Some(default) = kind.defaults.get(column.default)
        && !is_numbered
        && led.is_none()
    {
        write!(sql, " DEFAULT {default}").unwrap();
    } else if let Some((sequence, _)) = schema.sequences.first()
        && kind.written == "bigint"
        && column.default == 4
        && !is_numbered
        && led.is_none()
    {
        write!(sql, " DEFAULT (NEXTVAL({}))", id(sequence)).unwrap();
    }
    if is_numbered {
        sql.push_str(" AUTO_INCREMENT");
    }
    if column.invisible && !in_key && nullable {
        sql.push_str(" INVISIBLE");
    }
    if !column.comment.is_empty() {
        write!(sql, " COMMENT {}", text(column.comment)).unwrap();
    }
    if column.checked && kind.sort == Sort::Number && led.is_none() && !is_numbered {
        write!(sql, " CHECK ({} > -3)", id(column.name)).unwrap();
    }
    sql
}

fn index(table: &Table, index: &Index) -> Option<String> {
    let is_taken = |column: &Column, sorts: &[Sort]| sorts.contains(&kind(column).sort);
    let mut parts = Vec::new();
    for (name, special) in &index.parts {
        let Some(column) = find(table, name) else {
            continue;
        };
        let of = kind(column);
        match index.kind {
            // A virtual value cannot be in one.
            "FULLTEXT" if is_taken(column, &[Sort::Text, Sort::Long]) && column.made.is_none() => {
                parts.push(id(name))
            }
            "SPATIAL"
                if is_taken(column, &[Sort::Place])
                    && !column.nullable
                    && column.made.is_none() =>
            {
                parts.push(id(name));
            }
            "FULLTEXT" | "SPATIAL" => {}
            _ if of.sort == Sort::Long || matches!(of.written, "json" | "blob") => {
                parts.push(format!("{}({})", id(name), if *special { 4 } else { 10 }));
            }
            _ if of.sort == Sort::Text && *special => parts.push(format!("{}(3)", id(name))),
            _ if of.sort == Sort::Place => {}
            _ => parts.push(format!(
                "{}{}",
                id(name),
                if *special { " DESC" } else { "" }
            )),
        }
    }
    if index.kind == "SPATIAL" {
        parts.truncate(1);
    }
    let refused = table.other_engine && !index.kind.is_empty() && index.kind != "UNIQUE";
    if parts.is_empty() || refused {
        return None;
    }
    let mut sql = format!(
        "{} KEY {} ({})",
        index.kind,
        id(index.name),
        parts.join(", ")
    );
    if !index.comment.is_empty() {
        write!(sql, " COMMENT {}", text(index.comment)).unwrap();
    }
    if index.hidden {
        sql.push_str(" IGNORED");
    }
    Some(sql)
}

/// The foreign keys of a table. They bring their indexes along.
fn keys(schema: &Schema, table: &Table) -> Vec<String> {
    let mut seen = Vec::new();
    let mut keys = Vec::new();
    for key in &table.foreign_keys {
        let Some((first, parent)) = leads(schema, table, key.column) else {
            continue;
        };
        if first.name != key.name || seen.contains(&key.column) {
            continue;
        }
        seen.push(key.column);
        keys.push(format!(
            "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) {}",
            // Their names are the database's.
            id(&format!("{} of {}", key.name, table.name)),
            id(key.column),
            id(key.parent),
            id(parent.name),
            ACTIONS[key.action]
        ));
    }
    keys
}

fn view(sql: &mut String, schema: &Schema, before: &[View], view: &View) {
    let name = id(view.name);
    let head = [
        "CREATE VIEW",
        "CREATE ALGORITHM = MERGE VIEW",
        "CREATE SQL SECURITY INVOKER VIEW",
        "CREATE VIEW",
        "CREATE VIEW",
        "CREATE VIEW",
    ][view.form];
    let check = if view.form == 3 {
        " WITH LOCAL CHECK OPTION"
    } else {
        ""
    };
    let condition = [
        "",
        " WHERE 1 = 1",
        " WHERE 'from v1' <> 'x'",
        " WHERE 2 > 1",
    ][view.condition];
    let table = schema.tables.iter().find(|table| table.name == view.of);
    let on_view = before.iter().any(|other| other.name == view.of);
    if on_view {
        writeln!(
            sql,
            "{head} {name} AS SELECT x.one FROM {} x{condition}{check};",
            id(view.of)
        )
        .unwrap();
    } else if let Some(table) = table {
        let first = table
            .columns
            .iter()
            .find(|column| !column.invisible)
            .unwrap_or(&table.columns[0]);
        let column = id(first.name);
        writeln!(sql, "{head} {name} AS SELECT {column} AS one, {column} AS `Two ``2` FROM {}{condition}{check};", id(table.name)).unwrap();
    } else {
        let from = ["", " FROM DUAL"][view.condition % 2];
        writeln!(sql, "CREATE VIEW {name} AS SELECT 1 AS one{from};").unwrap();
    }
}

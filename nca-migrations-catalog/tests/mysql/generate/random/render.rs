//! A random schema as SQL, without what cannot be.

use std::fmt::Write as _;

use nca_migrations_catalog::quote;
use nca_migrations_core::dialect::Dialect;

use super::facts::is_plain;
use super::parts::{BODIES, Schema, View};
use super::table::{create, keys};

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

pub(super) fn id(name: &str) -> String {
    quote::identifier(Dialect::Mysql, name)
}

pub(super) fn text(value: &str) -> String {
    quote::text(Dialect::Mysql, value)
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

//! Columns.

use std::collections::HashMap;

use diesel::MysqlConnection;

use super::expression::expression;
use super::rows::{comment, number, select, texts};
use super::session::Session;
use super::tables;
use crate::introspect::IntrospectError;
use crate::model::{Column, ColumnType, Generated, Identity, Name, Setting, Storage};

/// The columns of each table, view and sequence.
pub(super) type Columns = HashMap<String, Vec<Column>>;

texts! {
    /// The reference system of a spatial column is told by MySQL alone. MariaDB has it in `GEOMETRY_COLUMNS`, which
    /// opens every table of every database of the server.
    Row {
        table: "TABLE_NAME",
        name: "COLUMN_NAME",
        position: "ORDINAL_POSITION",
        default: "COLUMN_DEFAULT",
        nullable: "IS_NULLABLE",
        type_name: "DATA_TYPE",
        type_written: "COLUMN_TYPE",
        collation: "COLLATION_NAME",
        extra: "EXTRA",
        generation: "GENERATION_EXPRESSION",
        comment: "COLUMN_COMMENT",
        srid: "/*!80003 SRS_ID */ /*M! NULL */",
    }
}

/// `collations` has the collation of each table.
pub(super) fn columns(
    conn: &mut MysqlConnection,
    session: &Session,
    collations: &HashMap<String, Option<String>>,
) -> Result<Columns, IntrospectError> {
    let rest = "information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()";
    let mut rows: Vec<Row> = select(conn, "columns", Row::COLUMNS, rest)?;
    rows.sort_by_cached_key(|row| number(row.position.as_ref()));
    let mut columns = Columns::new();
    for row in rows {
        let Some(table) = row.table.clone() else {
            continue;
        };
        let collation = collations.get(&table).and_then(Option::as_ref);
        let column = column(row, session, collation);
        columns.entry(table).or_default().push(column);
    }
    Ok(columns)
}

fn column(row: Row, session: &Session, of_table: Option<&String>) -> Column {
    let mut extra = Extra(row.extra.unwrap_or_default());
    let mut settings = Vec::new();
    let is_expression = extra.take("DEFAULT_GENERATED");
    let identity = extra.take("auto_increment").then_some(Identity::Increment);
    let stored = extra.take("STORED GENERATED") || extra.take("PERSISTENT");
    let storage = match (stored, extra.take("VIRTUAL GENERATED")) {
        (true, _) => Some(Storage::Stored),
        (false, true) => Some(Storage::Virtual),
        (false, false) => None,
    };
    if extra.take("INVISIBLE") {
        settings.push(Setting::on("invisible"));
    }
    if extra.take("WITHOUT SYSTEM VERSIONING") {
        settings.push(Setting::on("without system versioning"));
    }
    settings.extend((extra.on_update()).map(|value| Setting::to("on update", moment(&value))));
    // What is not known yet still counts.
    settings.extend(extra.rest().map(|rest| Setting::to("extra", rest)));
    settings.extend(row.srid.map(|srid| Setting::to("srid", srid)));
    let type_name = row.type_name.unwrap_or_default();
    let (written, compressed) = written(row.type_written.unwrap_or_default());
    settings.extend(compressed.then(|| Setting::on("compressed")));
    let generated = storage.map(|storage| Generated {
        expression: expression(&row.generation.unwrap_or_default(), session),
        storage,
    });
    let default = row.default.filter(|_| generated.is_none());
    let default = if session.is_mariadb {
        // It writes out what every column that takes NULL has.
        default
            .filter(|default| default != "NULL")
            .map(|default| expression(&default, session))
    } else {
        default.map(|default| mysql_default(&default, &type_name, is_expression, session))
    };
    let collation = row.collation.map(tables::collation);
    Column {
        name: row.name.unwrap_or_default(),
        column_type: ColumnType {
            written,
            name: Name::plain(type_name),
        },
        nullable: row.nullable.as_deref() == Some("YES"),
        default,
        identity,
        generated,
        collation: collation.filter(|collation| Some(collation) != of_table),
        settings,
        comment: comment(row.comment),
    }
}

/// MariaDB says in a comment that a column is compressed: `varchar(200) /*M!100301 COMPRESSED*/`.
fn written(column_type: String) -> (String, bool) {
    match column_type.split_once(" /*M!") {
        Some((before, comment)) if comment.contains("COMPRESSED") => (before.to_owned(), true),
        _ => (column_type, false),
    }
}

/// MySQL gives a literal as its value and an expression as its text; MariaDB gives both as text, which is the
/// normal form.
fn mysql_default(value: &str, type_name: &str, is_expression: bool, session: &Session) -> String {
    const NUMBERS: [&str; 9] = [
        "tinyint",
        "smallint",
        "mediumint",
        "int",
        "bigint",
        "decimal",
        "float",
        "double",
        "year",
    ];
    let is_moment = matches!(type_name, "timestamp" | "datetime");
    if is_moment && value.starts_with("CURRENT_TIMESTAMP") {
        moment(value)
    } else if is_expression {
        expression(value, session)
    } else if NUMBERS.contains(&type_name) || type_name == "bit" || value.starts_with("0x") {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\\', "\\\\").replace('\'', "''"))
    }
}

/// `CURRENT_TIMESTAMP(6)` as MariaDB writes it: `current_timestamp(6)`, and with parentheses at least.
fn moment(expression: &str) -> String {
    let lower = expression.to_ascii_lowercase();
    if lower == "current_timestamp" {
        lower + "()"
    } else {
        lower
    }
}

/// `EXTRA`: phrases, with commas between on MariaDB and blanks on MySQL.
struct Extra(String);

impl Extra {
    /// Whether it has that phrase, which is gone afterwards.
    fn take(&mut self, phrase: &str) -> bool {
        let found = self.0.find(phrase);
        if let Some(at) = found {
            self.0.replace_range(at..at + phrase.len(), "");
        }
        found.is_some()
    }

    fn on_update(&mut self) -> Option<String> {
        const PHRASE: &str = "on update ";
        let at = self.0.find(PHRASE)?;
        let value = &self.0[at + PHRASE.len()..];
        let value = value.split([' ', ',']).next()?.to_owned();
        self.take(&format!("{PHRASE}{value}")).then_some(value)
    }

    /// What nobody took.
    fn rest(&self) -> Option<String> {
        let phrases = self
            .0
            .split(',')
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty());
        let rest = phrases.collect::<Vec<_>>().join(", ");
        (!rest.is_empty()).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_is_taken_apart() {
        let mut extra =
            Extra("DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3) INVISIBLE".to_owned());
        assert!(extra.take("DEFAULT_GENERATED"));
        assert!(!extra.take("auto_increment"));
        assert_eq!(extra.on_update().as_deref(), Some("CURRENT_TIMESTAMP(3)"));
        assert!(extra.take("INVISIBLE"));
        assert_eq!(extra.rest(), None);
        let mut extra = Extra("on update current_timestamp(), NEW THING".to_owned());
        assert_eq!(extra.on_update().as_deref(), Some("current_timestamp()"));
        assert_eq!(extra.rest().as_deref(), Some("NEW THING"));
    }

    /// As the manual shows them, since no test runs on MySQL.
    #[test]
    fn defaults_of_mysql_are_written_as_those_of_mariadb() {
        let session = Session::of("d", false);
        for (value, type_name, is_expression, normal) in [
            ("abc", "varchar", false, "'abc'"),
            ("it's \\", "varchar", false, r"'it''s \\'"),
            ("uuid()", "varchar", true, "uuid()"),
            (
                r"concat(_utf8mb4\'a\',`b`)",
                "varchar",
                true,
                "concat('a',b)",
            ),
            (
                "CURRENT_TIMESTAMP",
                "timestamp",
                true,
                "current_timestamp()",
            ),
            (
                "CURRENT_TIMESTAMP(6)",
                "datetime",
                true,
                "current_timestamp(6)",
            ),
            ("2020-01-01", "date", false, "'2020-01-01'"),
            ("1.50", "decimal", false, "1.50"),
            ("b'101'", "bit", false, "b'101'"),
            ("0x00FF", "varbinary", false, "0x00FF"),
        ] {
            assert_eq!(
                mysql_default(value, type_name, is_expression, &session),
                normal
            );
        }
    }
}

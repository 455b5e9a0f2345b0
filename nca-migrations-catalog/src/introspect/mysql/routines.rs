//! Functions and procedures, and MariaDB's packages of them.

use std::collections::HashMap;
use std::fmt::Write as _;

use diesel::MysqlConnection;

use super::body::{body, mode};
use super::identifier::identifier;
use super::rows::{comment, number, select, texts};
use super::session::Session;
use super::tables;
use crate::introspect::IntrospectError;
use crate::model::{Name, Other, Routine, RoutineKind};

texts! {
    Row {
        name: "ROUTINE_NAME",
        kind: "ROUTINE_TYPE",
        returns: "DTD_IDENTIFIER",
        collation: "COLLATION_NAME",
        definition: "ROUTINE_DEFINITION",
        deterministic: "IS_DETERMINISTIC",
        data: "SQL_DATA_ACCESS",
        security: "SECURITY_TYPE",
        mode: "SQL_MODE",
        comment: "ROUTINE_COMMENT",
    }
}

texts! {
    ParameterRow {
        routine: "SPECIFIC_NAME",
        kind: "ROUTINE_TYPE",
        place: "ORDINAL_POSITION",
        direction: "PARAMETER_MODE",
        name: "PARAMETER_NAME",
        written: "DTD_IDENTIFIER",
        collation: "COLLATION_NAME",
    }
}

/// Functions and procedures; and packages, which the model knows as something else.
pub(super) fn routines(
    conn: &mut MysqlConnection,
    session: &Session,
) -> Result<(Vec<Routine>, Vec<Other>), IntrospectError> {
    const WHAT: &str = "functions and procedures";
    let rest = "information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()";
    let rows: Vec<Row> = select(conn, WHAT, Row::COLUMNS, rest)?;
    // Its first row is what a function returns.
    let rest = "information_schema.PARAMETERS \
        WHERE SPECIFIC_SCHEMA = DATABASE() AND ORDINAL_POSITION > 0";
    let mut parameters: Vec<ParameterRow> = select(conn, WHAT, ParameterRow::COLUMNS, rest)?;
    parameters.sort_by_cached_key(|row| number(row.place.as_ref()));
    let mut of: HashMap<(Option<String>, Option<String>), Vec<String>> = HashMap::new();
    for row in &parameters {
        let key = (row.kind.clone(), row.routine.clone());
        of.entry(key).or_default().push(parameter(row));
    }

    let (mut routines, mut packages) = (Vec::new(), Vec::new());
    for row in rows {
        let name = row.name.clone().unwrap_or_default();
        let Some(definition) = &row.definition else {
            return Err(hidden(&name, session));
        };
        let sql_mode = row.mode.clone().unwrap_or_default();
        let definition = body(definition, &sql_mode);
        let kind = match row.kind.as_deref() {
            Some("FUNCTION") => RoutineKind::Function,
            Some("PROCEDURE") => RoutineKind::Procedure,
            kind => {
                let kind = match kind {
                    Some("PACKAGE BODY") => "package body",
                    _ => "package",
                };
                packages.push(package(kind, row, &sql_mode, &definition));
                continue;
            }
        };
        let key = (row.kind.clone(), row.name.clone());
        let parameters = of.remove(&key).unwrap_or_default().join(", ");
        routines.push(Routine {
            kind,
            // There is one of each name.
            arguments: String::new(),
            definition: format!("{}\n{definition}", head(&row, &parameters)),
            settings: vec![mode(&sql_mode)],
            comment: comment(row.comment),
            name: Name::plain(name),
        });
    }
    Ok((routines, packages))
}

/// `CREATE FUNCTION f(a int(11)) RETURNS text DETERMINISTIC READS SQL DATA`, with what is not the default.
fn head(row: &Row, parameters: &str) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (kind, name) = (text(&row.kind), identifier(&text(&row.name)));
    let mut head = format!("CREATE {kind} {name}({parameters})");
    // Writing to a `String` does not fail.
    if kind == "FUNCTION" {
        let returns = typed(row.returns.as_ref(), row.collation.as_ref());
        let _ = write!(head, " RETURNS {returns}");
    }
    let _ = write!(head, "{}", characteristics(row));
    head
}

fn characteristics(row: &Row) -> String {
    let mut words = String::new();
    if row.deterministic.as_deref() == Some("YES") {
        words.push_str(" DETERMINISTIC");
    }
    if let Some(data) = row.data.as_ref().filter(|data| *data != "CONTAINS SQL") {
        let _ = write!(words, " {data}");
    }
    if row.security.as_deref() == Some("INVOKER") {
        words.push_str(" SQL SECURITY INVOKER");
    }
    words
}

fn parameter(row: &ParameterRow) -> String {
    let name = identifier(row.name.as_deref().unwrap_or_default());
    let written = typed(row.written.as_ref(), row.collation.as_ref());
    let direction = row
        .direction
        .as_deref()
        .filter(|direction| *direction != "IN");
    match direction {
        Some(direction) => format!("{direction} {name} {written}"),
        None => format!("{name} {written}"),
    }
}

/// A type, with its collation: there is no table that it could be that of.
fn typed(written: Option<&String>, collation: Option<&String>) -> String {
    let written = written.cloned().unwrap_or_default();
    match collation.filter(|collation| !collation.is_empty()) {
        Some(collation) => format!("{written} COLLATE {}", tables::collation(collation.clone())),
        None => written,
    }
}

fn package(kind: &'static str, row: Row, sql_mode: &str, definition: &str) -> Other {
    let name = row.name.clone().unwrap_or_default();
    let definition = format!(
        "SET sql_mode = '{sql_mode}';\nCREATE {} {}{}\n{definition}",
        kind.to_ascii_uppercase(),
        identifier(&name),
        characteristics(&row)
    );
    Other {
        kind,
        name: Name::plain(name),
        on: None,
        definition,
        comment: comment(row.comment),
    }
}

/// Whoever may call a routine sees that it is there, and its text only with one right more.
fn hidden(name: &str, session: &Session) -> IntrospectError {
    let (right, grant) = if session.is_mariadb {
        ("SELECT on mysql.proc", "SELECT ON mysql.proc")
    } else {
        ("SHOW_ROUTINE", "SHOW_ROUTINE ON *.*")
    };
    IntrospectError::Rights {
        account: session.account.clone(),
        what: format!("the body of `{name}`"),
        rights: right.to_owned(),
        grant: session.grant(grant),
    }
}

//! Foreign keys.

use std::collections::HashMap;

use diesel::MysqlConnection;

use super::rows::{number, select, texts};
use super::session::Session;
use crate::introspect::IntrospectError;
use crate::model::{Action, Deferral, ForeignKey, Name};

/// The foreign keys of each table.
pub(super) struct ForeignKeys {
    pub(super) of: HashMap<String, Vec<ForeignKey>>,
    /// Whether the account may not see what one of them does.
    pub(super) is_hidden: bool,
}

texts! {
    Row {
        table: "TABLE_NAME",
        name: "CONSTRAINT_NAME",
        place: "ORDINAL_POSITION",
        column: "COLUMN_NAME",
        schema: "REFERENCED_TABLE_SCHEMA",
        references: "REFERENCED_TABLE_NAME",
        referenced: "REFERENCED_COLUMN_NAME",
    }
}

texts! {
    RuleRow {
        table: "TABLE_NAME",
        name: "CONSTRAINT_NAME",
        on_update: "UPDATE_RULE",
        on_delete: "DELETE_RULE",
    }
}

/// Who may only select from a table sees the columns of its foreign keys, and not what they do.
pub(super) fn foreign_keys(
    conn: &mut MysqlConnection,
    session: &Session,
) -> Result<ForeignKeys, IntrospectError> {
    const WHAT: &str = "foreign keys";
    let rest = "information_schema.KEY_COLUMN_USAGE \
        WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL";
    let mut rows: Vec<Row> = select(conn, WHAT, Row::COLUMNS, rest)?;
    let rest = "information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()";
    let rules: Vec<RuleRow> = select(conn, WHAT, RuleRow::COLUMNS, rest)?;
    let rules: HashMap<_, _> = (rules.iter())
        .map(|rule| ((&rule.table, &rule.name), rule))
        .collect();

    rows.sort_by_cached_key(|row| {
        let place = number(row.place.as_ref());
        (row.table.clone(), row.name.clone(), place)
    });
    let mut found = ForeignKeys {
        of: HashMap::new(),
        is_hidden: false,
    };
    for rows in rows.chunk_by(|a, b| a.table == b.table && a.name == b.name) {
        let [first, ..] = rows else { continue };
        let rule = rules.get(&(&first.table, &first.name));
        found.is_hidden |= rule.is_none();
        let action =
            |of: fn(&RuleRow) -> &Option<String>| action(rule.and_then(|rule| of(rule).as_deref()));
        let names = |of: fn(&Row) -> &Option<String>| {
            let names = rows.iter().map(|row| of(row).clone().unwrap_or_default());
            names.collect::<Vec<_>>()
        };
        let key = ForeignKey {
            name: first.name.clone(),
            columns: names(|row| &row.column),
            references: Name {
                schema: session.schema(first.schema.clone()),
                name: first.references.clone().unwrap_or_default(),
            },
            referenced: names(|row| &row.referenced),
            on_update: action(|rule| &rule.on_update),
            on_delete: action(|rule| &rule.on_delete),
            deferral: Deferral::Immediate,
            settings: Vec::new(),
            comment: None,
        };
        let table = first.table.clone().unwrap_or_default();
        found.of.entry(table).or_default().push(key);
    }
    Ok(found)
}

/// `RESTRICT`, `NO ACTION` and nothing are one to `InnoDB`
/// (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>). MariaDB says the first for
/// the last, MySQL the second.
fn action(rule: Option<&str>) -> Action {
    match rule {
        Some("CASCADE") => Action::Cascade,
        Some("SET NULL") => Action::SetNull,
        Some("SET DEFAULT") => Action::SetDefault,
        _ => Action::Nothing,
    }
}

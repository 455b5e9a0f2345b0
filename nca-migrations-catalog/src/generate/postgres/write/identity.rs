//! Identity columns.

use super::alter;
use super::sequence::{follow, of_identity, recount};
use crate::generate::Statement;
use crate::generate::postgres::make::sequence::Counter;
use crate::generate::postgres::make::{column, ident, name, text};
use crate::model::{Column, Identity, Setting, Table};

fn sequence_settings(identity: &Identity) -> &[Setting] {
    match identity {
        Identity::Always(settings) | Identity::ByDefault(settings) => settings,
        Identity::Increment => &[],
    }
}

/// Goes on after the greatest number that is there.
pub(super) fn add_identity(table: &Table, column: &Column, identity: &Identity) -> Vec<Statement> {
    let of = ident(&column.name);
    let sql = alter(
        table,
        &format!(
            "ALTER COLUMN {of} ADD {}",
            column::identity(&table.name, identity)
        ),
    );
    let settings = sequence_settings(identity);
    let sequence = of_identity(&table.name, &column.name, settings);
    let follow = follow(&text(&name(&sequence)), &table.name, &column.name, settings);
    [Statement::new(sql)].into_iter().chain(follow).collect()
}

pub(super) fn identity(table: &Table, (from, to): (&Column, &Column)) -> Vec<Statement> {
    let (Some(new), of) = (&to.identity, ident(&to.name)) else {
        return Vec::new();
    };
    let Some(old) = &from.identity else {
        return add_identity(table, to, new);
    };
    let mut statements = Vec::new();
    let when = match (old, new) {
        (Identity::ByDefault(_), Identity::Always(_)) => Some("ALWAYS"),
        (Identity::Always(_), Identity::ByDefault(_)) => Some("BY DEFAULT"),
        _ => None,
    };
    statements.extend(when.map(|when| {
        Statement::new(alter(
            table,
            &format!("ALTER COLUMN {of} SET GENERATED {when}"),
        ))
    }));
    let (old, new) = (sequence_settings(old), sequence_settings(new));
    let (before, after) = (
        of_identity(&table.name, &to.name, old),
        of_identity(&table.name, &to.name, new),
    );
    if before != after {
        let sql = format!(
            "ALTER SEQUENCE {} RENAME TO {}",
            name(&before),
            ident(&after.name)
        );
        statements.push(Statement::new(sql));
    }
    // The type and its bounds have come with the column's.
    let (old, new) = (Counter::of(old), Counter::of(new));
    let mut old = old;
    if old.of_type != new.of_type {
        let (least, greatest) = (bounds(&old.of_type), bounds(&new.of_type));
        if old.greatest == least.1 {
            old.greatest = greatest.1;
        }
        if old.least == least.0 {
            old.least = greatest.0;
        }
        old.of_type.clone_from(&new.of_type);
    }
    statements.extend(
        recount(&name(&after), &old, &new)
            .into_iter()
            .map(Statement::new),
    );
    statements
}

fn bounds(of_type: &str) -> (i64, i64) {
    match of_type {
        "smallint" => (i16::MIN.into(), i16::MAX.into()),
        "integer" => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    }
}

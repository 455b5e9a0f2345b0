//! Indexes.

use super::Context;
use crate::generate::postgres::make::index::{Build, create};
use crate::generate::postgres::make::{beside, comment, has, ident, name, value};
use crate::generate::postgres::mention::names;
use crate::generate::postgres::thing::{On, list};
use crate::generate::{Cost, Obstacle, Stage, Statement};
use crate::model::{Index, PartOf, Table};

const OTHER_WAY: &str = "`--online` builds it while others write";

fn object(on: On<'_>, index: &Index) -> String {
    format!("INDEX {}", name(&beside(on.name(), &index.name)))
}

/// An index of a partitioned table cannot be built concurrently:
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>.
fn is_online(cx: &Context<'_>, on: On<'_>) -> bool {
    let is_partitioned = |table: &Table| {
        has(&table.settings, "partition by") || has(&table.settings, "partition of")
    };
    match on {
        On::Table(table) => cx.is_online() && !cx.is_new(&table.name) && !is_partitioned(table),
        On::View(_) => false,
    }
}

pub(super) fn make(
    cx: &Context<'_>,
    on: On<'_>,
    index: &Index,
) -> Result<Vec<Statement>, Obstacle> {
    let comment = comment::change(&object(on, index), None, index.comment.as_ref());
    if is_online(cx, on) && !is_led_to(cx, on, index) {
        let sql = create(on.name(), index, Build::Concurrently)?;
        let mut statement = Statement::new(sql);
        if index.unique {
            statement = cx.cost(statement, Cost::MayFail, on.name(), "two rows may be alike");
        }
        let statements = [statement].into_iter().chain(comment);
        return Ok(statements
            .map(|statement| statement.in_stage(Stage::Concurrent))
            .collect());
    }
    let mut statement = Statement::new(create(on.name(), index, Build::Plain)?);
    if let On::Table(table) = on {
        // A SHARE lock: https://www.postgresql.org/docs/current/explicit-locking.html
        statement = cx.cost(statement, Cost::BlocksWrites, &table.name, OTHER_WAY);
        if index.unique {
            statement = cx.cost(
                statement,
                Cost::MayFail,
                &table.name,
                "two rows may be alike",
            );
        }
    }
    Ok([statement].into_iter().chain(comment).collect())
}

/// One that is a partition's goes with the table's.
pub(super) fn drop(cx: &Context<'_>, on: On<'_>, index: &Index) -> Vec<Statement> {
    if has(&index.settings, "part of") {
        return Vec::new();
    }
    if is_online(cx, on) && is_free(cx, on, index) {
        let name = name(&beside(on.name(), &index.name));
        let statement = Statement::new(format!("DROP INDEX CONCURRENTLY {name}"));
        return vec![statement.in_stage(Stage::Concurrent)];
    }
    vec![Statement::new(format!("DROP {}", object(on, index)))]
}

/// Whether an index can be dropped last: it does not go with a column before that, and nothing else gets its name.
fn is_free(cx: &Context<'_>, on: On<'_>, index: &Index) -> bool {
    let (Some(before), Some(after)) = (cx.from.table(on.name()), cx.to.table(on.name())) else {
        return false;
    };
    let mut mentioned = names(index.predicate.as_deref().unwrap_or_default());
    for part in &index.parts {
        match &part.of {
            PartOf::Column(column) => mentioned.extend([column.clone()]),
            PartOf::Expression(expression) => mentioned.extend(names(expression)),
        }
    }
    mentioned.extend(index.include.iter().cloned());
    let mut of_index = before
        .columns
        .iter()
        .filter(|column| mentioned.contains(&column.name));
    let stays = of_index.all(|column| {
        let mut columns = after.columns.iter();
        columns.any(|other| {
            other.name == column.name
                && other.column_type == column.column_type
                && other.generated == column.generated
        })
    });
    let named = beside(on.name(), &index.name);
    stays
        && !list(cx.to)
            .iter()
            .any(|thing| thing.claims() == Some(named.clone()))
}

/// Whether something else that is made needs a unique index at once.
fn is_led_to(cx: &Context<'_>, on: On<'_>, index: &Index) -> bool {
    let mut keys = cx.to.tables.iter().flat_map(|table| &table.foreign_keys);
    let replica = cx
        .to
        .table(on.name())
        .and_then(|table| value(&table.settings, "replica identity"));
    index.unique && keys.any(|key| key.references == *on.name())
        || replica.is_some_and(|of| of.strip_prefix("using index ") == Some(&index.name))
}

pub(super) fn change(on: On<'_>, from: &Index, to: &Index) -> Vec<Statement> {
    let mut statements = Vec::new();
    if from.name != to.name {
        let sql = format!("ALTER {} RENAME TO {}", object(on, from), ident(&to.name));
        statements.push(Statement::new(sql));
    }
    statements.extend(comment::change(
        &object(on, to),
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    statements
}

//! Indexes.

use super::Context;
use crate::generate::postgres::make::index::{Build, create};
use crate::generate::postgres::make::{beside, comment, has, ident, name};
use crate::generate::postgres::thing::On;
use crate::generate::{Cost, Obstacle, Stage, Statement};
use crate::model::{Index, Table};

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
    if is_online(cx, on) {
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
    let goes_with_column = match on {
        On::Table(table) => cx.to.table(&table.name).is_none_or(|after| {
            let names = index.parts.iter().filter_map(crate::model::Part::name);
            let mut names = names.chain(index.include.iter().map(String::as_str));
            !names.all(|name| after.columns.iter().any(|column| column.name == name))
        }),
        On::View(_) => false,
    };
    let is_made_again = match on {
        On::Table(table) => cx
            .to
            .table(&table.name)
            .is_some_and(|after| after.indexes.iter().any(|of| of.name == index.name)),
        On::View(_) => true,
    };
    if is_online(cx, on) && !goes_with_column && !is_made_again {
        let name = name(&beside(on.name(), &index.name));
        return vec![
            Statement::new(format!("DROP INDEX CONCURRENTLY {name}")).in_stage(Stage::Concurrent),
        ];
    }
    vec![Statement::new(format!("DROP {}", object(on, index)))]
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

//! A table that is built anew, with its rows.

use nca_migrations_core::dialect::Dialect;

use super::{copy, ddl, risk, rowid};
use crate::generate::{Cost, Hazard, Obstacle, Options, Statement, Subject};
use crate::model::{Catalog, Identity, Table};
use crate::quote;

/// The statements that put a new table, without indexes and triggers, in the place of the old one. The name that it
/// has for a while is free.
pub(super) fn statements(
    old: &Table,
    new: &Table,
    named: &str,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let rewrites = Hazard::new(Cost::Rewrites, Subject::Table(new.name.clone()));
    let copy = copy::rows(old, new, named, options)?.costs(rewrites);
    let copy = risk::of_rows(old, new, to, options)
        .into_iter()
        .fold(copy, Statement::costs);
    let mut statements = vec![Statement::new(ddl::table(new, named)), copy];
    statements.extend(numbers(old, new, named));
    let (before, between, after) = (
        &old.name.name,
        ddl::identifier(named),
        ddl::identifier(&new.name.name),
    );
    statements.push(Statement::new(format!(
        "DROP TABLE {}",
        ddl::identifier(before)
    )));
    statements.push(Statement::new(format!(
        "ALTER TABLE {between} RENAME TO {after}"
    )));
    Ok(statements)
}

/// The highest number that `AUTOINCREMENT` has given stays, whatever rows are there now:
/// <https://www.sqlite.org/autoinc.html>.
fn numbers(old: &Table, new: &Table, named: &str) -> Vec<Statement> {
    let counts = |table: &Table| {
        let column = rowid::column(table);
        column.is_some_and(|column| column.identity == Some(Identity::Increment))
    };
    if !(counts(old) && counts(new)) {
        return Vec::new();
    }
    let (before, now) = (
        quote::text(Dialect::Sqlite, &old.name.name),
        quote::text(Dialect::Sqlite, named),
    );
    [
        format!("DELETE FROM sqlite_sequence WHERE name = {now}"),
        format!(
            "INSERT INTO sqlite_sequence (name, seq)\n\
             SELECT {now}, seq\nFROM sqlite_sequence\nWHERE name = {before}"
        ),
    ]
    .map(Statement::new)
    .into()
}

//! Keys whose indexes are built first, while others write.

use super::constraint::comments;
use super::{Context, alter};
use crate::generate::postgres::make::{self, has, ident, index};
use crate::generate::postgres::thing::Thing;
use crate::generate::{Cost, Obstacle, Stage, Statement};
use crate::model::{Index, Key, Table};

/// Whether a key can come last, with an index that was built before it: nothing else that is made leads to it.
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX>
pub(super) fn is_adopted(cx: &Context<'_>, table: &Table, constraint: &str) -> bool {
    let is_replica = make::value(&table.settings, "replica identity")
        .is_some_and(|of| of.strip_prefix("using index ") == Some(constraint));
    let in_parts = ["partition by", "partition of"]
        .iter()
        .any(|setting| has(&table.settings, setting));
    let mut tables = cx.to.tables.iter();
    let is_led_to = tables.any(|of| {
        of.foreign_keys
            .iter()
            .any(|key| key.references == table.name)
    });
    let was_there = cx.from.table(&table.name).is_some_and(|before| {
        let keys = before.primary_key.iter().chain(&before.uniques);
        let mut names = keys.map(|key| key.name.as_deref());
        names.any(|name| name == Some(constraint))
    });
    let is_read = cx
        .to
        .views
        .iter()
        .any(|view| view.definition.contains("GROUP BY"));
    !cx.is_new(&table.name) && !is_replica && !in_parts && !is_led_to && !was_there && !is_read
}

pub(super) fn adopt(
    cx: &Context<'_>,
    table: &Table,
    thing: &Thing<'_>,
    key: &Key,
) -> Result<Vec<Statement>, Obstacle> {
    let constraint_name = key.name.clone().unwrap_or_default();
    let index = Index {
        name: constraint_name.clone(),
        unique: true,
        method: None,
        parts: key.parts.clone(),
        include: key.include.clone(),
        predicate: None,
        settings: key.settings.clone(),
        comment: None,
    };
    let build = index::create(&table.name, &index, index::Build::Concurrently)?;
    let build = cx.cost(
        Statement::new(build),
        Cost::MayFail,
        &table.name,
        "two rows may be alike",
    );
    let kind = match thing {
        Thing::Primary(..) => "PRIMARY KEY",
        _ => "UNIQUE",
    };
    let named = ident(&constraint_name);
    let add = format!(
        "ADD CONSTRAINT {named} {kind} USING INDEX {named}{}",
        make::deferral(key.deferral)
    );
    let mut statements = vec![build.in_stage(Stage::Concurrent)];
    let rest = [Statement::new(alter(table, &add))]
        .into_iter()
        .chain(comments(table, None, thing));
    statements.extend(rest.map(|statement| statement.in_stage(Stage::Adopt)));
    Ok(statements)
}

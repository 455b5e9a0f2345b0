//! The statements of PostgreSQL.
//!
//! Each catalog is taken apart into things ([`thing`]) and what each needs of the others ([`graph`], [`needs`]).
//! Things that are in both are compared ([`difference`]), and what has to be dropped and made again takes with it
//! what needs it ([`fate`]). What is dropped, made and changed is written ([`write`](self::write), as SQL from
//! [`make`]) and put in order by what needs what ([`plan`], [`link`], [`order`]).

mod casts;
mod difference;
mod fate;
mod graph;
mod leader;
mod link;
mod make;
mod mention;
mod merge;
mod needs;
mod order;
mod parents;
mod plan;
mod rank;
mod rename;
mod text;
mod thing;
mod write;

use super::{Obstacle, Options, Statement};
use crate::model::{Catalog, Deferral};
use graph::Graph;
use plan::Plan;
use write::Context;

pub(super) fn generate(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let renamed = rename::renamed(from, to);
    let old = Graph::of(from, |id| renamed.get(&id).cloned().unwrap_or(id));
    let new = Graph::of(to, |id| id);
    let is_filled_with = |value: &str| options.fills.mention(value);
    let fates = fate::fates((&old, &new), (from, to), &is_filled_with);
    let context = Context { from, to, options };
    let planned = Plan::statements(&context, (&old, &new), &fates);
    let mut statements = match planned {
        Ok(statements) if fates.obstacles.is_empty() => statements,
        Ok(_) => return Err(fates.obstacles),
        Err(obstacles) => return Err(fates.obstacles.into_iter().chain(obstacles).collect()),
    };
    // Rows that are checked later keep a table from being altered:
    // https://www.postgresql.org/docs/current/sql-set-constraints.html
    let updates = statements
        .iter()
        .any(|statement| statement.sql.starts_with("UPDATE "));
    if updates && has_deferred(from) {
        statements.insert(0, Statement::new("SET CONSTRAINTS ALL IMMEDIATE"));
    }
    statements.sort_by_key(|statement| statement.stage);
    Ok(merge::merge(statements))
}

fn has_deferred(catalog: &Catalog) -> bool {
    catalog.tables.iter().any(|table| {
        let keys = table.foreign_keys.iter().map(|key| key.deferral);
        let mut all = keys.chain(table.uniques.iter().map(|key| key.deferral));
        all.any(|deferral| deferral == Deferral::Deferred)
            || table
                .triggers
                .iter()
                .any(|trigger| trigger.definition.contains(" INITIALLY DEFERRED "))
    })
}

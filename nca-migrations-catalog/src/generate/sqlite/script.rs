//! The order of a script.

use std::collections::HashSet;

use super::alter::Alteration;
use super::dependents::Dependents;
use super::objects::{self, Objects};
use super::vacant::Taken;
use super::{alike, ddl, elsewhere, rebuild, risk, virtual_table};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Obstacle, Options, Statement, Subject};
use crate::model::{Catalog, Table};

/// What is done about a table that is on both sides.
enum Change<'a> {
    Altered(Alteration<'a>),
    Rebuilt,
}

/// Triggers and views go first and come last, so that nothing leads nowhere in between. Then indexes go, tables
/// change, go and come, and indexes come: an index may have the name of a table that goes, and the other way round.
pub(super) fn statements(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let tables = Pairs::by(&from.tables, &to.tables, |table| {
        table.name.name.to_ascii_lowercase()
    });
    let changes: Vec<_> = tables
        .both
        .iter()
        .filter_map(|(old, new)| Some((*old, *new, change(old, new, options)?)))
        .collect();
    let looked_at = changes.iter().filter(|(.., change)| match change {
        Change::Altered(alteration) => alteration.drops(),
        Change::Rebuilt => true,
    });
    let dependents = Dependents::of(from, looked_at.map(|(old, ..)| old.name.name.clone()));
    let rebuilt = changes
        .iter()
        .filter(|(.., change)| matches!(change, Change::Rebuilt));
    let rebuilt: HashSet<&str> = rebuilt.map(|(old, ..)| &*old.name.name).collect();
    let objects = Objects::between(from, to, &dependents, &rebuilt);

    let mut statements = objects.go();
    let mut obstacles = elsewhere::obstacles(to);
    let taken = Taken::of([from, to]);
    for (old, new, change) in &changes {
        match change {
            Change::Altered(alteration) => statements.extend(alteration.statements()),
            Change::Rebuilt => match rebuilt_table(old, new, &taken, to, options) {
                Ok(rebuilt) => statements.extend(rebuilt),
                Err(found) => obstacles.extend(found),
            },
        }
    }
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    statements.extend(tables.gone.iter().map(|table| dropped_table(table, to)));
    let new = objects::parents_first(tables.new);
    statements.extend(
        new.iter()
            .map(|table| Statement::new(ddl::table(table, &table.name.name))),
    );
    statements.extend(objects.come(options));
    Ok(statements)
}

fn change<'a>(old: &'a Table, new: &'a Table, options: &Options) -> Option<Change<'a>> {
    if alike::tables(old, new) {
        return None;
    }
    let altered = Alteration::of(old, new, options);
    Some(altered.map_or(Change::Rebuilt, Change::Altered))
}

fn dropped_table(table: &Table, to: &Catalog) -> Statement {
    let deletes = Hazard::new(Cost::Deletes, Subject::Table(table.name.clone()));
    let name = ddl::identifier(&table.name.name);
    let statement = Statement::new(format!("DROP TABLE {name}")).costs(deletes);
    risk::of_children(table, to).fold(statement, Statement::costs)
}

fn rebuilt_table(
    old: &Table,
    new: &Table,
    taken: &Taken,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    if let Some(obstacle) = virtual_table::obstacle(old, new) {
        return Err(vec![obstacle]);
    }
    rebuild::statements(old, new, &taken.vacant(&new.name.name), to, options)
}

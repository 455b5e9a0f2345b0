//! What a rename breaks: neither server changes a view or a trigger along with what it names
//! (<https://mariadb.com/kb/en/rename-table/>), and neither makes one again that names what is not there. So they go
//! before, and come when the rest has changed.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::lex;

use super::column::same;
use super::text::{identifier, name};
use super::view::looked_at;
use crate::generate::{Renames, Statement};
use crate::model::{Catalog, Name, Table};

/// The statements that take it away.
pub(in crate::generate) fn drop_what_breaks(
    catalog: &Catalog,
    renames: &Renames,
) -> Vec<Statement> {
    let mut broken: Vec<&Name> = Vec::new();
    let mut is_more = true;
    // Views that look at one that breaks are made again with it.
    while is_more {
        let breaks = catalog.views.iter().filter(|view| {
            let names = looked_at(view);
            !broken.contains(&&view.name)
                && names.iter().any(|table| {
                    broken.contains(&table)
                        || renames.tables.iter().any(|(old, _)| old == table)
                        || columns(renames, table).any(|column| mentions(&view.definition, column))
                })
        });
        let breaks: Vec<&Name> = breaks.map(|view| &view.name).collect();
        is_more = !breaks.is_empty();
        broken.extend(breaks);
    }
    let views = broken
        .into_iter()
        .map(|view| format!("DROP VIEW {}", name(view)));
    let triggers = catalog.tables.iter().flat_map(|table: &Table| {
        let triggers = table.triggers.iter().filter(|trigger| {
            let mut columns = columns(renames, &table.name);
            columns.any(|column| mentions(&trigger.definition, column))
        });
        triggers.map(|trigger| format!("DROP TRIGGER {}", identifier(&trigger.name)))
    });
    views.chain(triggers).map(Statement::new).collect()
}

/// The columns of a table that get another name. They are asked for by the table's new name.
fn columns<'a>(renames: &'a Renames, table: &'a Name) -> impl Iterator<Item = &'a str> {
    let of_table = move |of: &Name| {
        let mut tables = renames.tables.iter();
        match tables.find(|(_, new)| *new == of.name) {
            Some((old, _)) => old == table,
            None => of == table,
        }
    };
    let columns = renames.columns.iter().filter(move |(of, ..)| of_table(of));
    columns.map(|(_, old, _)| &**old)
}

fn mentions(definition: &str, column: &str) -> bool {
    let mut tokens = lex(definition, Dialect::Mysql);
    tokens.any(|token| {
        let source = &definition[token.range];
        let inner = source
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'));
        same(&inner.unwrap_or(source).replace("``", "`"), column)
    })
}

//! What chance changes in a schema.

use super::chance::Chance;
use super::schema::{Key, Schema, Table};
use super::{draw, links};

pub(crate) fn some(schema: &mut Schema, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        match chance.below(12) {
            0 => draw::add_table(schema, chance),
            1 => {
                let at = chance.below(schema.tables.len());
                if schema.tables.len() > 1 {
                    schema.tables.remove(at);
                }
            }
            2 => links::add_foreign_key(schema, chance),
            3 => links::add_view(schema, chance),
            4 => links::add_trigger(schema, chance),
            5 => other(schema, chance),
            _ => {
                let at = chance.below(schema.tables.len());
                table(&mut schema.tables[at], chance);
            }
        }
    }
    mend(schema);
}

fn other(schema: &mut Schema, chance: &mut Chance) {
    match chance.below(5) {
        0 => {
            schema.views.pop();
        }
        1 => {
            schema.triggers.pop();
        }
        2 => match schema.views.last_mut() {
            Some(view) => {
                view.query = links::query(chance);
                view.named_columns = false;
            }
            None => links::add_view(schema, chance),
        },
        3 if chance.one_in(3) => {
            schema.modules.pop();
        }
        3 => draw::add_module(schema, chance),
        _ => {
            // The same name, in other letters.
            let at = chance.below(schema.tables.len());
            let name = &mut schema.tables[at].name;
            *name = if chance.one_in(2) {
                name.to_ascii_uppercase()
            } else {
                name.to_ascii_lowercase()
            };
        }
    }
}

fn table(table: &mut Table, chance: &mut Chance) {
    let at = chance.below(table.columns.len());
    match chance.below(15) {
        0 | 1 => draw::add_column(table, chance),
        2 => draw::add_made_column(table, chance),
        3 | 4 => {
            if table.columns.len() > 2 {
                table.columns.remove(at);
            }
        }
        5 => {
            let of = draw::of_type(table.strict, chance);
            let column = &mut table.columns[at];
            (column.of, column.default) = (of, draw::default(of, chance));
        }
        6 => table.columns[at].not_null ^= true,
        7 => {
            let column = &mut table.columns[at];
            column.default = draw::default(column.of, chance);
            column.collation = chance.maybe(2, &["NOCASE", "RTRIM"]);
        }
        8 => chance.shuffle(&mut table.columns),
        9 => draw::set_key(table, chance),
        10 => draw::add_constraint(table, chance),
        11 => {
            if chance.one_in(2) {
                table.checks.pop();
            }
            if chance.one_in(2) {
                table.uniques.pop();
            }
            if chance.one_in(2) {
                table.foreign_keys.pop();
            }
        }
        12 => {
            match table.indexes.pop() {
                Some(mut index) if chance.one_in(3) => {
                    index.parts.reverse();
                    index.unique ^= true;
                    table.indexes.push(index);
                }
                _ => {}
            }
            draw::add_index(table, chance);
        }
        13 => {
            table.strict ^= true;
            for column in &mut table.columns {
                column.of = draw::of_type(table.strict, chance);
                column.default = draw::default(column.of, chance);
            }
        }
        _ => {
            for (named, _) in &mut table.checks {
                *named = draw::constraint_name(chance);
            }
            for key in &mut table.foreign_keys {
                (key.named, key.rest) = (draw::constraint_name(chance), links::action(chance));
            }
        }
    }
}

/// Takes out what leads nowhere any more.
pub(crate) fn mend(schema: &mut Schema) {
    for table in &mut schema.tables {
        mend_table(table);
    }
    let all = schema.clone();
    for table in &mut schema.tables {
        table.foreign_keys.retain(|key| {
            let Some(parent) = all.table(&key.parent) else {
                return false;
            };
            let wanted = match &parent.key {
                Key::Rowid { .. } => vec![parent.columns[0].name.clone()],
                Key::Columns { columns, .. } => columns.clone(),
                Key::None => return false,
            };
            let fits = key
                .referenced
                .as_ref()
                .is_none_or(|referenced| *referenced == wanted);
            fits && key.columns.len() == wanted.len()
        });
    }
    let mut names: Vec<String> = Vec::new();
    for table in &mut schema.tables {
        table.indexes.retain(|index| {
            let new = !names.contains(&index.name);
            names.push(index.name.clone());
            new
        });
    }
    let mut known: Vec<String> = schema
        .tables
        .iter()
        .map(|table| table.name.to_ascii_lowercase())
        .collect();
    known.push(links::MISSING.to_owned());
    schema.views.retain(|view| {
        let leads = known.contains(&view.over.to_ascii_lowercase());
        if leads {
            known.push(view.name.clone());
        }
        leads
    });
    schema.triggers.retain(|trigger| {
        known.contains(&trigger.on.to_ascii_lowercase()) && all.table(&trigger.other).is_some()
    });
}

fn mend_table(table: &mut Table) {
    let plain: Vec<String> = table
        .columns
        .iter()
        .filter(|column| column.made.is_none())
        .map(|column| column.name.clone())
        .collect();
    let columns = |names: &[String]| names.iter().all(|name| plain.contains(name));
    table.columns.retain(|column| {
        column
            .made
            .as_ref()
            .is_none_or(|(from, _)| plain.contains(from))
    });
    if !table.columns.iter().any(|column| column.made.is_none()) {
        let column = &mut table.columns[0];
        column.made = None;
    }
    if let Key::Columns { columns: names, .. } = &table.key
        && (names.is_empty() || !columns(names))
    {
        table.key = Key::None;
    }
    if let Key::Rowid { .. } = table.key {
        // First, and nothing else than a number.
        let at = table
            .columns
            .iter()
            .position(|column| column.made.is_none())
            .unwrap();
        table.columns.swap(0, at);
        let first = &mut table.columns[0];
        first.of = "INTEGER";
        (first.default, first.collation) = (None, None);
    }
    if !matches!(table.key, Key::Columns { .. }) {
        table.without_rowid = false;
    }
    let all: Vec<String> = table
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    // SQLite takes no two keys of the same columns that resolve conflicts in different ways.
    let mut keys = match &table.key {
        Key::Columns { columns, .. } => vec![columns.clone()],
        _ => Vec::new(),
    };
    table.uniques.retain(|unique| {
        let new = !keys.contains(&unique.columns);
        keys.push(unique.columns.clone());
        new && columns(&unique.columns)
    });
    table.foreign_keys.retain(|key| columns(&key.columns));
    table
        .checks
        .retain(|(_, (column, _))| plain.contains(column));
    table.indexes.retain(|index| {
        index
            .parts
            .iter()
            .chain(&index.predicate)
            .all(|(column, _)| all.contains(column))
    });
}

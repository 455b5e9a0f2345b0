//! A schema that is another one, changed in a few places.

use super::chance::Chance;
use super::draw::{
    add_check, add_column, add_foreign_key, add_index, add_program, add_table, add_trigger,
    add_view, made,
};
use super::parts::{
    ACTIONS, BODIES, COLLATIONS, COMMENTS, Column, KINDS, NAMES, Schema, TABLE_COLLATIONS, Table,
};

pub(super) fn mutated(schema: &Schema, chance: &mut Chance) -> Schema {
    let mut schema = schema.clone();
    for _ in 0..=chance.below(8) {
        change(&mut schema, chance);
    }
    schema
}

fn change(schema: &mut Schema, chance: &mut Chance) {
    match chance.below(24) {
        0 => add_table(schema, chance),
        1 => {
            if let Some(at) = schema.pick(chance).filter(|_| schema.tables.len() > 1) {
                schema.tables.remove(at);
            }
        }
        2 | 3 => add_foreign_key(schema, chance),
        4 => add_view(schema, chance),
        5 => view(schema, chance),
        6 => add_program(schema, chance),
        7 => program(schema, chance),
        _ => {
            if let Some(at) = schema.pick(chance) {
                table(&mut schema.tables[at], chance);
            }
        }
    }
}

fn view(schema: &mut Schema, chance: &mut Chance) {
    if schema.views.is_empty() {
        return;
    }
    let at = chance.below(schema.views.len());
    match chance.below(4) {
        0 => drop(schema.views.remove(at)),
        1 => schema.views[at].condition = chance.below(4),
        2 => schema.views[at].form = chance.below(6),
        _ => {
            // Which views look at which is another matter afterwards.
            let view = schema.views.remove(at);
            let place = chance.below(schema.views.len() + 1);
            schema.views.insert(place, view);
        }
    }
}

fn program(schema: &mut Schema, chance: &mut Chance) {
    let how = chance.below(4);
    match chance.below(3) {
        0 if !schema.routines.is_empty() => {
            let at = chance.below(schema.routines.len());
            schema.routines[at] = (schema.routines[at].0, how, chance.below(BODIES.len()));
        }
        1 if !schema.sequences.is_empty() => {
            let at = chance.below(schema.sequences.len());
            schema.sequences[at].1 = how;
        }
        2 if !schema.events.is_empty() => {
            let at = chance.below(schema.events.len());
            schema.events[at].1 = how;
        }
        _ => {
            schema.routines.pop();
            schema.events.pop();
        }
    }
}

fn table(table: &mut Table, chance: &mut Chance) {
    match chance.below(20) {
        0 | 1 => add_column(table, chance),
        2 if table.columns.len() > 1 => {
            let at = chance.below(table.columns.len());
            table.columns.remove(at);
        }
        3 | 4 => {
            let at = chance.below(table.columns.len());
            let column = table.columns.remove(at);
            let place = chance.below(table.columns.len() + 1);
            table.columns.insert(place, column);
        }
        5 => add_index(table, chance),
        6 => {
            if !table.indexes.is_empty() {
                let at = chance.below(table.indexes.len());
                match chance.below(4) {
                    0 => drop(table.indexes.remove(at)),
                    1 => table.indexes[at].hidden ^= true,
                    2 => {
                        let name = *chance.of(&NAMES);
                        if !table.indexes.iter().any(|index| index.name == name) {
                            table.indexes[at].name = name;
                        }
                    }
                    _ => table.indexes[at].parts.reverse(),
                }
            }
        }
        7 => add_check(table, chance),
        8 => {
            if !table.checks.is_empty() {
                let at = chance.below(table.checks.len());
                if chance.one_in(2) {
                    table.checks.remove(at);
                } else {
                    table.checks[at].2 = chance.below(3);
                }
            }
        }
        9 => {
            if !table.foreign_keys.is_empty() {
                let at = chance.below(table.foreign_keys.len());
                if chance.one_in(2) {
                    table.foreign_keys.remove(at);
                } else {
                    table.foreign_keys[at].action = chance.below(ACTIONS.len());
                }
            }
        }
        10 => {
            table.key = (0..chance.below(3))
                .map(|_| chance.of(&table.columns).name)
                .collect();
            table.key.dedup();
        }
        11 => match chance.below(7) {
            0 => table.increments ^= true,
            6 => table.versioned ^= true,
            1 => table.comment = chance.word(&COMMENTS),
            2 | 3 => table.collation = chance.word(&TABLE_COLLATIONS),
            4 => table.other_engine ^= true,
            _ => table.partitions = chance.below(5),
        },
        12 => add_trigger(table, chance),
        13 => {
            if !table.triggers.is_empty() {
                let at = chance.below(table.triggers.len());
                let mut trigger = table.triggers.remove(at);
                if !chance.one_in(3) {
                    trigger.2 = chance.below(BODIES.len());
                    let place = chance.below(table.triggers.len() + 1);
                    table.triggers.insert(place, trigger);
                }
            }
        }
        _ => {
            let at = chance.below(table.columns.len());
            let made = made(table, chance);
            column(&mut table.columns[at], made, chance);
        }
    }
}

fn column(column: &mut Column, made: super::parts::Made, chance: &mut Chance) {
    match chance.below(10) {
        0 | 1 => column.kind = chance.below(KINDS.len()),
        2 | 3 => column.nullable ^= true,
        4 => column.default = chance.below(6),
        5 => column.comment = chance.word(&COMMENTS),
        6 => column.collation = chance.word(&COLLATIONS),
        7 => column.invisible ^= true,
        8 => column.checked ^= true,
        _ => {
            column.made = if column.made.is_some() && chance.one_in(2) {
                None
            } else {
                Some(made)
            }
        }
    }
}

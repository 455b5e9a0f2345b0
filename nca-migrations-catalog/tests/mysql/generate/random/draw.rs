//! A schema by chance.

use super::chance::Chance;
use super::parts::{
    ACTIONS, BODIES, COLLATIONS, COLUMNS, COMMENTS, Column, EVENTS, ForeignKey, Index, KINDS, Made,
    NAMES, Schema, TABLE_COLLATIONS, TABLES, Table, VIEWS, View,
};

pub(super) fn schema(chance: &mut Chance) -> Schema {
    let mut schema = Schema::default();
    for _ in 0..=chance.below(4) {
        add_table(&mut schema, chance);
    }
    for _ in 0..chance.below(4) {
        add_foreign_key(&mut schema, chance);
    }
    for _ in 0..chance.below(4) {
        add_view(&mut schema, chance);
    }
    for _ in 0..chance.below(3) {
        add_program(&mut schema, chance);
    }
    schema
}

/// Of names the first that is free, from a place by chance.
pub(super) fn free(
    names: &[&'static str],
    is_taken: impl Fn(&str) -> bool,
    chance: &mut Chance,
) -> Option<&'static str> {
    let start = chance.below(names.len());
    let mut names = names.iter().cycle().skip(start).take(names.len());
    names.find(|name| !is_taken(name)).copied()
}

pub(super) fn add_table(schema: &mut Schema, chance: &mut Chance) {
    let is_taken = |name: &str| schema.tables.iter().any(|table| table.name == name);
    let Some(name) = free(&TABLES, is_taken, chance) else {
        return;
    };
    let mut table = Table {
        name,
        columns: Vec::new(),
        key: Vec::new(),
        increments: chance.one_in(3),
        indexes: Vec::new(),
        checks: Vec::new(),
        foreign_keys: Vec::new(),
        triggers: Vec::new(),
        comment: chance.word(&COMMENTS),
        collation: chance.word(&TABLE_COLLATIONS),
        other_engine: chance.one_in(12),
        partitions: if chance.one_in(8) {
            1 + chance.below(4)
        } else {
            0
        },
        versioned: chance.one_in(14),
    };
    if !chance.one_in(6) {
        table.columns.push(Column {
            kind: chance.below(4),
            ..plain("id")
        });
        table.key.push("id");
    }
    for _ in 0..=chance.below(6) {
        add_column(&mut table, chance);
    }
    for _ in 0..chance.below(4) {
        add_index(&mut table, chance);
    }
    for _ in 0..chance.below(3) {
        add_check(&mut table, chance);
    }
    for _ in 0..chance.below(3) {
        add_trigger(&mut table, chance);
    }
    schema.tables.push(table);
}

const fn plain(name: &'static str) -> Column {
    Column {
        name,
        kind: 0,
        nullable: false,
        default: 0,
        made: None,
        invisible: false,
        checked: false,
        collation: "",
        comment: "",
    }
}

pub(super) fn add_column(table: &mut Table, chance: &mut Chance) {
    let is_taken = |name: &str| table.columns.iter().any(|column| column.name == name);
    let Some(name) = free(&COLUMNS, is_taken, chance) else {
        return;
    };
    let mut column = Column {
        kind: chance.below(KINDS.len()),
        nullable: !chance.one_in(3),
        default: chance.below(6),
        invisible: chance.one_in(12),
        checked: chance.one_in(8),
        collation: chance.word(&COLLATIONS),
        comment: chance.word(&COMMENTS),
        ..plain(name)
    };
    if chance.one_in(6) && !table.columns.is_empty() {
        column.made = Some(made(table, chance));
    }
    let place = chance.below(table.columns.len() + 1);
    table.columns.insert(place, column);
}

pub(super) fn made(table: &Table, chance: &mut Chance) -> Made {
    Made {
        of: chance.of(&table.columns).name,
        by: chance.below(3),
        stored: chance.one_in(2),
    }
}

pub(super) fn add_index(table: &mut Table, chance: &mut Chance) {
    let is_taken = |name: &str| table.indexes.iter().any(|index| index.name == name);
    let Some(name) = free(&NAMES, is_taken, chance) else {
        return;
    };
    let kind = *chance.of(&["", "", "", "UNIQUE", "UNIQUE", "FULLTEXT", "SPATIAL"]);
    let mut parts: Vec<(&str, bool)> = Vec::new();
    for _ in 0..=chance.below(3) {
        let column = chance.of(&table.columns).name;
        if !parts.iter().any(|(name, _)| *name == column) {
            parts.push((column, chance.one_in(5)));
        }
    }
    table.indexes.push(Index {
        name,
        kind,
        parts,
        hidden: chance.one_in(8),
        comment: chance.word(&COMMENTS),
    });
}

pub(super) fn add_check(table: &mut Table, chance: &mut Chance) {
    let is_taken = |name: &str| table.checks.iter().any(|check| check.0 == name);
    if let Some(name) = free(&NAMES, is_taken, chance) {
        let column = chance.of(&table.columns).name;
        table.checks.push((name, column, chance.below(3)));
    }
}

pub(super) fn add_trigger(table: &mut Table, chance: &mut Chance) {
    let is_taken = |name: &str| table.triggers.iter().any(|trigger| trigger.0 == name);
    if let Some(name) = free(&NAMES, is_taken, chance) {
        let place = chance.below(table.triggers.len() + 1);
        let event = *chance.of(&EVENTS);
        table
            .triggers
            .insert(place, (name, event, chance.below(BODIES.len())));
    }
}

pub(super) fn add_foreign_key(schema: &mut Schema, chance: &mut Chance) {
    let (Some(child), Some(parent)) = (schema.pick(chance), schema.pick(chance)) else {
        return;
    };
    let parent = schema.tables[parent].name;
    let table = &mut schema.tables[child];
    let is_taken = |name: &str| table.foreign_keys.iter().any(|key| key.name == name);
    if let Some(name) = free(&NAMES, is_taken, chance) {
        let column = chance.of(&table.columns).name;
        table.foreign_keys.push(ForeignKey {
            name,
            column,
            parent,
            action: chance.below(ACTIONS.len()),
        });
    }
}

pub(super) fn add_view(schema: &mut Schema, chance: &mut Chance) {
    let is_taken = |name: &str| schema.views.iter().any(|view| view.name == name);
    let Some(name) = free(&VIEWS, is_taken, chance) else {
        return;
    };
    let on_view = chance.one_in(3) && !schema.views.is_empty();
    let of = if on_view {
        chance.of(&schema.views).name
    } else if let Some(table) = schema.pick(chance) {
        schema.tables[table].name
    } else {
        return;
    };
    let place = chance.below(schema.views.len() + 1);
    let view = View {
        name,
        of,
        condition: chance.below(4),
        form: chance.below(6),
    };
    schema.views.insert(place, view);
}

pub(super) fn add_program(schema: &mut Schema, chance: &mut Chance) {
    let how = chance.below(4);
    match chance.below(3) {
        0 => {
            let is_taken = |name: &str| schema.routines.iter().any(|routine| routine.0 == name);
            if let Some(name) = free(&NAMES, is_taken, chance) {
                schema
                    .routines
                    .push((name, how, chance.below(BODIES.len())));
            }
        }
        1 => {
            let is_taken = |name: &str| schema.sequences.iter().any(|sequence| sequence.0 == name);
            if let Some(name) = free(&["s1", "a sequence", "s3"], is_taken, chance) {
                schema.sequences.push((name, how));
            }
        }
        _ => {
            let is_taken = |name: &str| schema.events.iter().any(|event| event.0 == name);
            if let Some(name) = free(&NAMES, is_taken, chance) {
                schema.events.push((name, how));
            }
        }
    }
}

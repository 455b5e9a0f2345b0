//! What chance makes: objects of a schema.

use super::chance::Chance;
use super::links;
use super::schema::{Column, Index, Key, Schema, Table, Unique};

const TABLES: [&str; 9] = [
    "t",
    "Users",
    "order",
    "two words",
    "new_t",
    "say \"x\"",
    "größe",
    "a",
    "rowid",
];
const COLUMNS: [&str; 14] = [
    "a",
    "b",
    "Mixed",
    "order",
    "with space",
    "größe",
    "key",
    "it's",
    "say \"no\"",
    "rowid",
    "oid",
    "1",
    "t",
    "_rowid_",
];
const TYPES: [&str; 9] = [
    "INTEGER",
    "TEXT",
    "VARCHAR(10)",
    "NUMERIC(5, 2)",
    "",
    "BLOB",
    "DOUBLE PRECISION",
    "INT",
    "BOOLEAN",
];
pub(crate) const STRICT: [&str; 5] = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"];
const NAMES: [&str; 5] = ["one", "Two", "three four", "five", "six"];
const CHECKS: [&str; 5] = [
    "$ IS NOT 'never'",
    "typeof($) <> 'nothing' AND $ IS NOT 17.5",
    "@.$ IS NOT 'never' OR @ . $ IS NULL",
    "length($) > 0",
    "$ IS NULL OR length($) < 100",
];
const PARTS: [&str; 5] = [
    "$",
    "$ DESC",
    "$ COLLATE NOCASE",
    "lower($)",
    "coalesce($, 'none') COLLATE RTRIM DESC",
];
const CONDITIONS: [&str; 3] = ["$ IS NOT NULL", "$ <> 'x'", "length($) > 2"];
const WORDS: [&str; 4] = [
    "fts5(a, b)",
    "fts5(a, b, tokenize = 'porter')",
    "fts5(b, c)",
    "fts4(a, b)",
];
const BOXES: [&str; 3] = [
    "rtree(a, b, c)",
    "rtree(a, b, c, +d)",
    "rtree(a, b, c, +e, +d)",
];

pub(crate) fn schema(chance: &mut Chance) -> Schema {
    let mut schema = Schema::default();
    for _ in 0..=chance.below(4) {
        add_table(&mut schema, chance);
    }
    for _ in 0..chance.below(4) {
        links::add_foreign_key(&mut schema, chance);
    }
    if chance.one_in(4) {
        add_module(&mut schema, chance);
    }
    for _ in 0..chance.below(4) {
        links::add_view(&mut schema, chance);
    }
    for _ in 0..chance.below(4) {
        links::add_trigger(&mut schema, chance);
    }
    schema
}

/// Another in the place of the one that is there, if there is one.
pub(crate) fn add_module(schema: &mut Schema, chance: &mut Chance) {
    let (name, modules) = if chance.one_in(2) {
        ("words", &WORDS[..])
    } else {
        ("boxes", &BOXES[..])
    };
    schema.modules.retain(|(other, _)| other != name);
    schema.modules.push((name.to_owned(), chance.pick(modules)));
}

pub(crate) fn add_table(schema: &mut Schema, chance: &mut Chance) {
    let name = chance.pick(&TABLES);
    if schema.table(name).is_some() || schema.views.iter().any(|view| view.name == name) {
        return;
    }
    let strict = chance.one_in(4);
    let mut table = Table {
        name: name.to_owned(),
        columns: Vec::new(),
        key: Key::None,
        strict,
        without_rowid: false,
        uniques: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        indexes: Vec::new(),
    };
    for _ in 0..2 + chance.below(5) {
        add_column(&mut table, chance);
    }
    if chance.one_in(4) {
        add_made_column(&mut table, chance);
    }
    set_key(&mut table, chance);
    for _ in 0..chance.below(3) {
        add_constraint(&mut table, chance);
    }
    for _ in 0..chance.below(3) {
        add_index(&mut table, chance);
    }
    schema.tables.push(table);
}

pub(crate) fn of_type(strict: bool, chance: &mut Chance) -> &'static str {
    if strict {
        chance.pick(&STRICT)
    } else {
        chance.pick(&TYPES)
    }
}

pub(crate) fn default(of: &str, chance: &mut Chance) -> Option<&'static str> {
    let values: &[&str] = match of {
        "TEXT" | "VARCHAR(10)" => &["'x'", "''", "CURRENT_TIMESTAMP", "'it''s'", "(lower('X'))"],
        "BLOB" => &["x'00ff'"],
        "REAL" | "DOUBLE PRECISION" => &["1.5", "-0.5"],
        _ => &["0", "-7", "(1 + 2)", "12"],
    };
    chance.maybe(2, values)
}

pub(crate) fn add_column(table: &mut Table, chance: &mut Chance) {
    let name = chance.pick(&COLUMNS);
    if table.columns.iter().any(|column| column.name == name) {
        return;
    }
    let of = of_type(table.strict, chance);
    let column = Column {
        name: name.to_owned(),
        of,
        not_null: chance.one_in(3),
        named_not_null: chance.one_in(5),
        default: default(of, chance),
        collation: chance.maybe(6, &["NOCASE", "RTRIM"]),
        made: None,
    };
    // Mostly at the end, where it can be added.
    let at = if chance.one_in(3) {
        chance.below(table.columns.len() + 1)
    } else {
        table.columns.len()
    };
    let first = usize::from(matches!(table.key, Key::Rowid { .. }));
    table.columns.insert(at.max(first), column);
}

pub(crate) fn add_made_column(table: &mut Table, chance: &mut Chance) {
    let (Some(from), false) = (
        plain(table, chance),
        table.columns.iter().any(|c| c.name == "made"),
    ) else {
        return;
    };
    let column = Column {
        name: "made".to_owned(),
        of: of_type(table.strict, chance),
        not_null: false,
        named_not_null: false,
        default: None,
        collation: None,
        made: Some((from, chance.one_in(2))),
    };
    table.columns.push(column);
}

/// A column that is not made from others.
pub(crate) fn plain(table: &Table, chance: &mut Chance) -> Option<String> {
    let columns: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.made.is_none())
        .collect();
    (!columns.is_empty()).then(|| chance.pick(&columns).name.clone())
}

pub(crate) fn set_key(table: &mut Table, chance: &mut Chance) {
    table.without_rowid = false;
    table.key = match chance.below(5) {
        0 => Key::None,
        1 | 2 => Key::Rowid {
            counts: chance.one_in(2),
        },
        _ => {
            let mut columns: Vec<String> = plain(table, chance).into_iter().collect();
            if chance.one_in(3) {
                columns.extend(plain(table, chance).filter(|name| !columns.contains(name)));
            }
            table.without_rowid = chance.one_in(3);
            Key::Columns {
                columns,
                named: chance.maybe(3, &NAMES),
                descending: chance.one_in(4),
                conflict: chance.pick(&["", "", "", " ON CONFLICT REPLACE"]),
            }
        }
    };
}

pub(crate) fn add_constraint(table: &mut Table, chance: &mut Chance) {
    let Some(column) = plain(table, chance) else {
        return;
    };
    let named = chance.maybe(2, &NAMES);
    if chance.one_in(2) {
        table.checks.push((named, (column, chance.pick(&CHECKS))));
    } else {
        let mut columns = vec![column];
        columns.extend(plain(table, chance).filter(|name| !columns.contains(name)));
        let rest = chance.pick(&["", "", " ON CONFLICT IGNORE", " ON CONFLICT REPLACE"]);
        table.uniques.push(Unique {
            named,
            columns,
            rest,
        });
    }
}

pub(crate) fn add_index(table: &mut Table, chance: &mut Chance) {
    let pick = |chance: &mut Chance| chance.pick(&table.columns).name.clone();
    let parts = (0..=chance.below(2))
        .map(|_| (pick(chance), chance.pick(&PARTS)))
        .collect();
    let predicate = chance
        .one_in(3)
        .then(|| (pick(chance), chance.pick(&CONDITIONS)));
    let name = format!("ix {}", chance.below(60));
    table.indexes.push(Index {
        name,
        unique: chance.one_in(5),
        parts,
        predicate,
    });
}

pub(crate) fn constraint_name(chance: &mut Chance) -> Option<&'static str> {
    chance.maybe(2, &NAMES)
}

//! What chance makes that leads from one object to another.

use super::chance::Chance;
use super::draw::{STRICT, constraint_name};
use super::schema::{Column, ForeignKey, Key, Schema, Trigger, View};

const ACTIONS: [&str; 7] = [
    "",
    " ON DELETE CASCADE",
    " ON DELETE SET NULL ON UPDATE CASCADE",
    " ON DELETE RESTRICT",
    " ON UPDATE SET DEFAULT DEFERRABLE",
    " MATCH FULL",
    " DEFERRABLE INITIALLY DEFERRED",
];
const QUERIES: [&str; 4] = [
    "SELECT * FROM $",
    "SELECT count(*) AS n FROM $",
    "WITH q AS (SELECT * FROM $) SELECT q.* FROM q WHERE 'it''s' <> ''",
    "SELECT 1 AS one FROM $ AS x JOIN $ AS y",
];
const EVENTS: [&str; 3] = ["INSERT", "DELETE", "UPDATE"];
const BODIES: [&str; 5] = [
    "UPDATE $ SET % = % WHERE 1 = 2",
    "DELETE FROM $ WHERE % = 'never'",
    "SELECT count(*) FROM $",
    "DELETE FROM missing",
    "INSERT OR IGNORE INTO $ (%) SELECT % FROM $ WHERE 1 = 2; SELECT 1",
];

/// No table or view is called so.
pub(crate) const MISSING: &str = "missing";

pub(crate) fn add_foreign_key(schema: &mut Schema, chance: &mut Chance) {
    if schema.tables.is_empty() {
        return;
    }
    let parent = chance.pick(&schema.tables);
    let key = match &parent.key {
        Key::Rowid { .. } => vec![parent.columns[0].name.clone()],
        Key::Columns { columns, .. } => columns.clone(),
        Key::None => return,
    };
    let at = chance.below(schema.tables.len());
    let child = &mut schema.tables[at];
    let mut columns = Vec::new();
    for name in &key {
        let Some(of) = parent.columns.iter().find(|column| column.name == *name) else {
            return;
        };
        // A column of its own, of the type of the other.
        let own = format!("{} of {}", of.name, parent.name).to_ascii_lowercase();
        if child
            .columns
            .iter()
            .any(|column| column.name.eq_ignore_ascii_case(&own))
        {
            return;
        }
        let fits = !child.strict || STRICT.contains(&of.of);
        let of = if fits { of.of } else { "ANY" };
        child.columns.push(Column {
            name: own.clone(),
            of,
            not_null: chance.one_in(4),
            named_not_null: false,
            default: None,
            collation: None,
            made: None,
        });
        columns.push(own);
    }
    child.foreign_keys.push(ForeignKey {
        named: constraint_name(chance),
        columns,
        parent: parent.name.clone(),
        referenced: chance.one_in(2).then_some(key),
        rest: chance.pick(&ACTIONS),
    });
}

pub(crate) fn action(chance: &mut Chance) -> &'static str {
    chance.pick(&ACTIONS)
}

pub(crate) fn query(chance: &mut Chance) -> &'static str {
    chance.pick(&QUERIES)
}

pub(crate) fn add_view(schema: &mut Schema, chance: &mut Chance) {
    let name = format!("v{}", chance.below(5));
    let tables = schema.tables.iter().map(|table| table.name.clone());
    let over: Vec<String> = tables
        .chain(schema.views.iter().map(|view| view.name.clone()))
        .collect();
    if over.is_empty() || over.contains(&name) {
        return;
    }
    let query = query(chance);
    // One in a few leads nowhere.
    let over = if chance.one_in(12) {
        MISSING.to_owned()
    } else {
        chance.pick(&over)
    };
    schema.views.push(View {
        name,
        over,
        query,
        named_columns: query.contains(" AS n ") && chance.one_in(2),
    });
}

pub(crate) fn add_trigger(schema: &mut Schema, chance: &mut Chance) {
    let name = format!("tr {}", chance.below(8));
    if schema.tables.is_empty() || schema.triggers.iter().any(|trigger| trigger.name == name) {
        return;
    }
    let other = chance.pick(&schema.tables).name;
    let tables = schema.tables.iter().map(|table| table.name.clone());
    let on: Vec<String> = tables
        .chain(schema.views.iter().map(|view| view.name.clone()))
        .collect();
    schema.triggers.push(Trigger {
        name,
        on: chance.pick(&on),
        event: chance.pick(&EVENTS),
        body: chance.pick(&BODIES),
        other,
    });
}

//! A random schema, and random changes to it.

use super::super::dice::Dice;

#[derive(Clone, Debug, Default)]
pub(super) struct Schema {
    pub(super) enums: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) domain: Option<(&'static str, i64)>,
    pub(super) composite: Vec<&'static str>,
    pub(super) sequence: Option<usize>,
    pub(super) function: Option<usize>,
    /// What a table in partitions and one that others inherit from are like, a bit for each thing.
    pub(super) parted: Option<usize>,
    pub(super) parents: Option<usize>,
    pub(super) tables: Vec<Table>,
    pub(super) views: Vec<View>,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) schema: &'static str,
    pub(super) key: usize,
    pub(super) columns: Vec<Column>,
    pub(super) parts: Vec<Part>,
    pub(super) comment: Option<&'static str>,
    pub(super) settings: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) of_type: &'static str,
    pub(super) not_null: bool,
    pub(super) default: bool,
    pub(super) generated: usize,
    pub(super) collation: bool,
    pub(super) comment: Option<&'static str>,
}

/// A constraint, an index or the like of a table: its kind, its name, its columns, and what varies.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
    pub(super) columns: Vec<&'static str>,
    pub(super) variant: usize,
    pub(super) comment: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) name: &'static str,
    pub(super) on: &'static str,
    pub(super) materialized: bool,
    pub(super) columns: Vec<&'static str>,
    pub(super) variant: usize,
}

pub(super) const TABLES: [&str; 5] = ["plain", "Mixed Case", "order", "it's", "say \"no\""];
pub(super) const COLUMNS: [&str; 9] = [
    "a",
    "b",
    "C",
    "user",
    "with space",
    "größe",
    "d",
    "q\"x",
    "e",
];
pub(super) const PARTS: [&str; 8] = ["p1", "P 2", "p\"3", "p4", "select", "p6", "p7", "p8"];
pub(super) const VIEWS: [&str; 4] = ["v1", "View 2", "v3", "v4"];
pub(super) const TYPES: [&str; 23] = [
    "integer",
    "integer",
    "bigint",
    "smallint",
    "text",
    "text",
    "varchar(40)",
    "varchar(60)",
    "char(30)",
    "numeric(20,2)",
    "double precision",
    "boolean",
    "date",
    "timestamp",
    "timestamptz",
    "uuid",
    "jsonb",
    "integer[]",
    "text[]",
    "mood",
    "small",
    "pair",
    "mood[]",
];
pub(super) const VALUES: [&str; 6] = ["sad", "ok", "it's", "Happy", "so so", "best"];
const KINDS: [&str; 12] = [
    "unique",
    "check",
    "foreign",
    "foreign",
    "index",
    "index",
    "index",
    "trigger",
    "policy",
    "statistics",
    "rule",
    "serial",
];
const COMMENTS: [&str; 3] = ["one", "it's two", "three\nlines"];

fn comment(dice: &mut Dice) -> Option<&'static str> {
    dice.one_in(4).then(|| dice.pick(&COMMENTS))
}

fn subset<T: Copy + PartialEq>(dice: &mut Dice, of: &[T], most: usize) -> Vec<T> {
    let mut chosen = Vec::new();
    for _ in 0..=dice.below(most) {
        let one = dice.pick(of);
        if !chosen.contains(&one) {
            chosen.push(one);
        }
    }
    chosen
}

fn column(dice: &mut Dice, name: &'static str) -> Column {
    Column {
        name,
        of_type: dice.pick(&TYPES),
        not_null: dice.one_in(3),
        default: dice.one_in(3),
        generated: if dice.one_in(7) { 1 + dice.below(2) } else { 0 },
        collation: dice.one_in(8),
        comment: comment(dice),
    }
}

fn part(dice: &mut Dice) -> Part {
    Part {
        kind: dice.pick(&KINDS),
        name: dice.pick(&PARTS),
        columns: subset(dice, &COLUMNS, 3),
        variant: dice.below(10_000),
        comment: comment(dice),
    }
}

fn table(dice: &mut Dice, name: &'static str) -> Table {
    let columns = subset(dice, &COLUMNS, 7);
    Table {
        name,
        schema: if dice.one_in(5) { "other" } else { "" },
        key: dice.below(4),
        columns: columns.into_iter().map(|name| column(dice, name)).collect(),
        parts: (0..dice.below(7)).map(|_| part(dice)).collect(),
        comment: comment(dice),
        settings: dice.below(12),
    }
}

fn view(dice: &mut Dice, name: &'static str) -> View {
    let on: Vec<&'static str> = TABLES.into_iter().chain(VIEWS).collect();
    View {
        name,
        on: dice.pick(&on),
        materialized: dice.one_in(4),
        columns: subset(dice, &COLUMNS, 3),
        variant: dice.below(1000),
    }
}

pub(super) fn random(dice: &mut Dice) -> Schema {
    let names = subset(dice, &TABLES, 4);
    let views = subset(dice, &VIEWS, 3);
    Schema {
        enums: vec![("mood", subset(dice, &VALUES, 5))],
        domain: Some(("small", i64::try_from(dice.below(3)).unwrap())),
        composite: subset(dice, &["integer", "text", "date", "mood"], 3),
        sequence: (!dice.one_in(3)).then(|| dice.below(5)),
        function: (!dice.one_in(3)).then(|| dice.below(6)),
        parted: dice.one_in(2).then(|| dice.below(512)),
        parents: dice.one_in(2).then(|| dice.below(512)),
        tables: names.into_iter().map(|name| table(dice, name)).collect(),
        views: views.into_iter().map(|name| view(dice, name)).collect(),
    }
}

/// Some changes.
pub(super) fn changed(dice: &mut Dice, schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for _ in 0..=dice.below(6) {
        change(dice, &mut schema);
    }
    schema
}

fn change(dice: &mut Dice, schema: &mut Schema) {
    match dice.below(18) {
        0 => schema.enums[0].1 = subset(dice, &VALUES, 5),
        1 => {
            let value = dice.pick(&VALUES);
            let values = &mut schema.enums[0].1;
            if !values.contains(&value) {
                let at = dice.below(values.len() + 1);
                values.insert(at, value);
            }
        }
        2 => schema.domain = Some(("small", i64::try_from(dice.below(3)).unwrap())),
        3 => schema.sequence = (!dice.one_in(3)).then(|| dice.below(5)),
        4 => schema.function = (!dice.one_in(3)).then(|| dice.below(6)),
        5 => {
            let name = dice.pick(&VIEWS);
            schema.views.retain(|view| view.name != name);
            if !dice.one_in(3) {
                schema.views.push(view(dice, name));
            }
        }
        6 => {
            let name = dice.pick(&TABLES);
            match schema.tables.iter().position(|table| table.name == name) {
                Some(at) if dice.one_in(2) => drop(schema.tables.remove(at)),
                Some(_) => {}
                None => schema.tables.push(table(dice, name)),
            }
        }
        7 => schema.composite = subset(dice, &["integer", "text", "date", "mood"], 3),
        8 | 9 => flip(dice, &mut schema.parted),
        10 => flip(dice, &mut schema.parents),
        _ => {
            if !schema.tables.is_empty() {
                let at = dice.below(schema.tables.len());
                change_table(dice, &mut schema.tables[at]);
            }
        }
    }
}

fn flip(dice: &mut Dice, of: &mut Option<usize>) {
    *of = match of {
        Some(_) if dice.one_in(6) => None,
        Some(bits) => Some(*bits ^ (1 << dice.below(9))),
        None => Some(dice.below(512)),
    };
}

fn change_table(dice: &mut Dice, table: &mut Table) {
    let some_column = |dice: &mut Dice, table: &Table| dice.below(table.columns.len().max(1));
    match dice.below(12) {
        0 => table.comment = comment(dice),
        1 => table.settings = dice.below(12),
        2 => table.key = dice.below(4),
        3 | 4 => {
            let name = dice.pick(&COLUMNS);
            table.columns.retain(|column| column.name != name);
            if !dice.one_in(3) {
                table.columns.push(column(dice, name));
            }
        }
        5 | 6 => {
            let new = part(dice);
            table.parts.retain(|part| part.name != new.name);
            if !dice.one_in(3) {
                table.parts.push(new);
            }
        }
        7 => {
            if !table.parts.is_empty() {
                let at = dice.below(table.parts.len());
                let name = dice.pick(&PARTS);
                if !table.parts.iter().any(|part| part.name == name) {
                    table.parts[at].name = name;
                }
                table.parts[at].comment = comment(dice);
            }
        }
        _ => {
            let at = some_column(dice, table);
            let Some(column) = table.columns.get_mut(at) else {
                return;
            };
            match dice.below(6) {
                0 | 1 => column.of_type = dice.pick(&TYPES),
                2 => column.not_null = !column.not_null,
                3 => column.default = !column.default,
                4 => column.generated = dice.below(3),
                _ => {
                    column.collation = !column.collation;
                    column.comment = comment(dice);
                }
            }
        }
    }
}

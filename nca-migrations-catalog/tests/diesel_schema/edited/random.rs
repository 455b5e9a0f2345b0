//! Random edits of NCA's module: what is generated from the catalog that they lead to says what was edited.

use std::fs;
use std::path::Path;

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diesel_schema::edited::{
    Column, DieselType, Edit, Join, Module, Origin, Place, Table, TableName, apply, edits, read,
};
use nca_migrations_catalog::diesel_schema::{Section, Settings, Sorting, module};
use nca_migrations_core::dialect::Dialect;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::engine::Engine;
use crate::nca::chain;

const RUNS: usize = 300;

#[test]
fn on_sqlite() {
    check(Engine::Sqlite);
}

#[test]
fn on_postgres() {
    check(Engine::Postgres);
}

#[test]
fn on_mysql() {
    check(Engine::Mysql);
}

fn check(engine: Engine) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let settings = fs::read_to_string(root.join("nca-schema/diesel.toml")).unwrap();
    let settings = Settings::read(&settings).unwrap();
    let section = &settings.sections[0];
    let head = engine
        .database(&chain(&root.join("migrations"), engine))
        .catalog;
    let before = generated(&head, section);
    let steps = vec(any::<[u16; 4]>(), 1..5);
    let mut runner = TestRunner::deterministic();
    let mut applied = 0;
    for _ in 0..RUNS {
        let steps = steps.new_tree(&mut runner).unwrap().current();
        let mut after = before.clone();
        for step in steps {
            edit(&mut after, step.map(usize::from));
        }
        applied += usize::from(round(&before, &after, &head, section));
    }
    assert!(
        applied > RUNS / 3,
        "only {applied} of {RUNS} could be applied"
    );
}

fn generated(catalog: &Catalog, section: &Section) -> Module {
    read(&module(catalog, section).unwrap().text).unwrap()
}

/// Whether the edits can be applied; if so, they lead to what was edited.
fn round(before: &Module, after: &Module, head: &Catalog, section: &Section) -> bool {
    // PostgreSQL has no places for columns.
    let sorting = match head.dialect {
        Dialect::Postgres => Sorting::Name,
        _ => Sorting::Position,
    };
    let wanted = edits(before, after, sorting).unwrap();
    let origin = Origin {
        module: before,
        dialect: head.dialect,
    };
    let Ok(desired) = apply(&wanted, origin, head) else {
        return false;
    };
    let found = generated(&desired.catalog, section);
    let mut left = edits(after, &found, sorting).unwrap();
    // Where one of two keys between tables went, Diesel joins by the other.
    let went = |join: &Join| {
        wanted.iter().any(|edit| {
            matches!(edit, Edit::ColumnRemoved { table, .. } if *table == join.child || *table == join.parent)
        })
    };
    left.retain(|edit| !matches!(edit, Edit::JoinAdded(join) if went(join)));
    let words = |edits: &[Edit]| {
        let lines: Vec<String> = edits.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    assert!(
        left.is_empty(),
        "edited:\n{}\nleft:\n{}",
        words(&wanted),
        words(&left)
    );
    true
}

fn edit(module: &mut Module, [kind, table, column, value]: [usize; 4]) {
    let at = table % module.tables.len();
    let joined: Vec<(TableName, String)> = (module.joins.iter())
        .map(|join| (join.child.clone(), join.column.clone()))
        .collect();
    let tables = module.tables.clone();
    let table = &mut module.tables[at];
    let place = column % table.columns.len();
    let name = table.columns[place].name.clone();
    let is_key = table.primary_key.contains(&name);
    match kind % 8 {
        0 => {
            let new = new_column(&format!("new_{value}"), value);
            if table.column(&new.name).is_none() {
                table.columns.insert(place, new);
            }
        }
        1 if !is_key && table.columns.len() > 2 => {
            table.columns.remove(place);
            let child = table.name.clone();
            module
                .joins
                .retain(|join| join.child != child || join.column != name);
        }
        2 if !is_key => {
            let nullable = &mut table.columns[place].diesel_type.nullable;
            *nullable = !*nullable;
        }
        3 if !is_key && !joined.contains(&(table.name.clone(), name.clone())) => {
            let column = &mut table.columns[place];
            match &*column.diesel_type.name {
                "Integer" | "SmallInt" => "BigInt".clone_into(&mut column.diesel_type.name),
                "Double" => "Float".clone_into(&mut column.diesel_type.name),
                _ => {}
            }
        }
        4 => {
            let column = table.columns.remove(place);
            let to = value % (table.columns.len() + 1);
            table.columns.insert(to, column);
        }
        5 => {
            let name = TableName {
                schema: None,
                name: format!("new_{value}"),
            };
            if tables.iter().any(|table| table.name == name) {
                return;
            }
            let parent = &tables[at];
            let mut new = new_table(name.clone(), value);
            if let [key] = &*parent.primary_key {
                let key = parent.column(key).unwrap();
                new.columns.push(Column {
                    name: "parent".to_owned(),
                    rust_name: "parent".to_owned(),
                    ..key.clone()
                });
                module.joins.push(Join {
                    child: name,
                    parent: parent.name.clone(),
                    column: "parent".to_owned(),
                    place: Place::default(),
                });
            }
            module.tables.push(new);
        }
        6 => {
            let gone = module.tables.remove(at).name;
            module
                .joins
                .retain(|join| join.child != gone && join.parent != gone);
        }
        7 if !module.joins.is_empty() => {
            module.joins.remove(value % module.joins.len());
        }
        _ => {}
    }
}

fn new_column(name: &str, value: usize) -> Column {
    let types = [
        "BigInt",
        "Integer",
        "SmallInt",
        "Text",
        "Bool",
        "Timestamp",
        "Double",
        "Float",
    ];
    Column {
        name: name.to_owned(),
        rust_name: name.to_owned(),
        diesel_type: DieselType {
            name: types[value % types.len()].to_owned(),
            nullable: value.is_multiple_of(3),
            array: false,
            unsigned: false,
        },
        max_length: None,
        docs: None,
        place: Place::default(),
    }
}

fn new_table(name: TableName, value: usize) -> Table {
    let mut id = new_column("id", 0);
    id.diesel_type.nullable = false;
    Table {
        rust_name: name.name.clone(),
        name,
        primary_key: vec!["id".to_owned()],
        columns: vec![id, new_column("value", value)],
        imports: Vec::new(),
        docs: None,
        place: Place::default(),
    }
}

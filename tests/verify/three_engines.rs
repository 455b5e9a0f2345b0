//! A development machine on SQLite and a production server must not differ by accident: at each revision of NCA's
//! chain the three catalogs, normalised, describe the same. What an engine has or cannot have otherwise is in the
//! snapshot, by name.

use std::collections::{BTreeMap, BTreeSet};

use nca_migrations::verify::{InMemory, Scratch};
use nca_migrations::{Dialect, Migrator, Target};
use nca_migrations_catalog::model::{Action, Catalog, Column, Index, Key, Part, PartOf, Table};
use nca_migrations_catalog::{Scope, introspect};

use crate::bed::{Copy, Mariadb, Postgres};

/// What a catalog says, in words that do not depend on the engine.
fn facts(catalog: &Catalog) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for table in &catalog.tables {
        let name = &table.name.name;
        facts.insert(format!("table {name}"));
        for column in &table.columns {
            let null = if column.nullable && !is_key(table, column) {
                ""
            } else {
                " not null"
            };
            let class = class(catalog.dialect, &column.column_type.written);
            facts.insert(format!("column {name}.{}: {class}{null}", column.name));
        }
        if let Some(key) = &table.primary_key {
            facts.insert(format!("primary key of {name}: {}", parts(&key.parts)));
        }
        facts.extend(uniques(table).map(|unique| format!("unique in {name}: {unique}")));
        for key in &table.foreign_keys {
            let action = match key.on_delete {
                Action::Cascade => " cascade",
                Action::SetNull => " set null",
                // Without deferred keys the two do the same.
                Action::Restrict | Action::Nothing => "",
                Action::SetDefault => " set default",
            };
            let (columns, referenced) = (key.columns.join(", "), key.referenced.join(", "));
            let to = &key.references.name;
            facts.insert(format!(
                "foreign key of {name}: ({columns}) to {to} ({referenced}){action}"
            ));
        }
        for check in &table.checks {
            let check = check.name.as_deref().unwrap_or("without a name");
            facts.insert(format!("check of {name}: {check}"));
        }
        for index in table.indexes.iter().filter(|index| !is_unique(index)) {
            let (index, of) = (&index.name, parts(&index.parts));
            facts.insert(format!("index of {name}: {index} {of}"));
        }
        for trigger in &table.triggers {
            facts.insert(format!("trigger of {name}: {}", trigger.name));
        }
    }
    facts.extend(
        catalog
            .views
            .iter()
            .map(|view| format!("view {}", view.name)),
    );
    facts
}

fn is_key(table: &Table, column: &Column) -> bool {
    let key = table.primary_key.as_ref();
    let mut parts = key.into_iter().flat_map(|key| &key.parts);
    parts.any(|part| part.name() == Some(&*column.name))
}

fn is_unique(index: &Index) -> bool {
    index.unique && index.predicate.is_none()
}

fn uniques(table: &Table) -> impl Iterator<Item = String> {
    let keys = table.uniques.iter().map(|key: &Key| &key.parts);
    let indexes = table.indexes.iter().filter(|index| is_unique(index));
    let all = keys.chain(indexes.map(|index| &index.parts));
    all.map(|of| parts(of))
}

/// Expressions are each engine's own.
fn parts(parts: &[Part]) -> String {
    let part = |part: &Part| match &part.of {
        PartOf::Column(name) => name.clone(),
        PartOf::Expression(_) => "an expression".to_owned(),
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("({})", parts.join(", "))
}

fn class(dialect: Dialect, written: &str) -> &'static str {
    let lower = written.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match () {
        () if has(&["bool", "tinyint(1)"]) => "boolean",
        () if has(&["timestamp", "datetime"]) => "moment",
        () if has(&["date"]) => "date",
        () if has(&["int"]) => "integer",
        () if has(&["char", "text"]) => "text",
        () if has(&["blob", "bytea", "binary"]) => "bytes",
        () if has(&["double", "real", "float"]) => "number",
        () if has(&["decimal", "numeric"]) => "decimal",
        () => panic!("{dialect}: `{written}`"),
    }
}

/// The catalogs of an engine at each revision, the base first.
fn catalogs<S: Scratch>(mut scratch: S) -> Vec<BTreeSet<String>> {
    let chain = Copy::of_nca().load(S::ENGINE).chain;
    let mut conn = scratch.empty().unwrap();
    let migrator = Migrator::new(&chain);
    let next: Target = "+1".parse().unwrap();
    let mut catalogs = vec![BTreeSet::new()];
    for _ in 0..chain.len() {
        migrator.upgrade(&mut conn, &next).unwrap();
        catalogs.push(facts(&introspect(&mut conn, &Scope::All).unwrap()));
    }
    catalogs
}

#[test]
fn they_describe_the_same_at_each_revision() {
    let engines = [
        ("SQLite", catalogs(InMemory)),
        ("PostgreSQL", catalogs(Postgres::default())),
        ("MariaDB", catalogs(Mariadb::default())),
    ];
    let mut unlike: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut shared = 0;
    for revision in 0..engines[0].1.len() {
        let all: BTreeSet<&String> = engines.iter().flat_map(|(_, of)| &of[revision]).collect();
        for fact in all {
            let on = engines.iter().filter(|(_, of)| of[revision].contains(fact));
            let on: Vec<&str> = on.map(|(engine, _)| *engine).collect();
            if on.len() == engines.len() {
                shared += 1;
            } else {
                let on = format!("on {} only", on.join(" and "));
                unlike.entry(on).or_default().insert(fact.clone());
            }
        }
    }
    assert!(shared > 5_000, "{shared}");
    let lines = unlike.iter().map(|(on, facts)| {
        let facts: Vec<String> = facts.iter().map(|fact| format!("  {fact}\n")).collect();
        format!("{on}\n{}", facts.concat())
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

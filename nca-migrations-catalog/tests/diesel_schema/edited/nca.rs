//! An edit of NCA's module, which is of SQLite, on all three engines.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use nca_migrations_catalog::diesel_schema::edited::{Origin, apply, edits, read};
use nca_migrations_catalog::diesel_schema::{Settings, Sorting, module};
use nca_migrations_catalog::{Outline, compare};

use super::before::new_tables;
use crate::engine::Engine;
use crate::nca::chain;

const DREAMS: &str = "diesel::table! {
    dreams (id) {
        id -> BigInt,
        public_id -> Binary,
        agent_id -> BigInt,
        tag_code -> Nullable<Text>,
        mood -> Text,
        vividness -> Double,
        rank -> SmallInt,
        recalled -> Bool,
        dreamed_at -> Timestamp,
    }
}

diesel::joinable!(dreams -> agents (agent_id));
diesel::joinable!(dreams -> relation_types (tag_code));
diesel::joinable!(concepts";

#[test]
fn nca_gets_a_table_and_loses_a_column() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let settings = fs::read_to_string(root.join("nca-schema/diesel.toml")).unwrap();
    let settings = Settings::read(&settings).unwrap();
    let all = [Engine::Sqlite, Engine::Postgres, Engine::Mysql];
    let heads = all.map(|engine| {
        engine
            .database(&chain(&root.join("migrations"), engine))
            .catalog
    });
    let before = module(&heads[0], &settings.sections[0]).unwrap().text;
    let after = before
        .replacen("diesel::joinable!(concepts", DREAMS, 1)
        .replacen("        description -> Nullable<Text>,\n", "", 1)
        .replacen(
            "activation -> Double,",
            "activation -> Nullable<Double>,",
            1,
        );
    let (before, after) = (read(&before).unwrap(), read(&after).unwrap());
    let edits = edits(&before, &after, Sorting::Position).unwrap();
    let origin = Origin {
        module: &before,
        dialect: heads[0].dialect,
    };
    let mut said = String::new();
    for edit in &edits {
        writeln!(said, "{edit}").unwrap();
    }
    for head in &heads {
        let desired = apply(&edits, origin, head).unwrap();
        writeln!(said, "\n== {}", head.dialect).unwrap();
        for difference in compare(&Outline::of(head), &Outline::of(&desired.catalog)) {
            writeln!(said, "{difference}").unwrap();
        }
        said += &new_tables(head, &desired.catalog);
    }
    insta::assert_snapshot!(said);
}

//! The schema module against what `diesel print-schema` writes for the same database.
//!
//! A case is a folder in `cases`: `<engine>.sql` makes the database, `<variant>.toml` is a `diesel.toml` for every
//! engine, `<variant>.<engine>.toml` for one; `plain` is an empty one. What Diesel wrote is in
//! `<engine>.<variant>.rs`, or in `<engine>.<variant>.refused` what it said instead. `VERSION` says which Diesel.
//! What we write otherwise, on purpose, is in `<engine>.<variant>.ours` of the cases that begin with `unlike`.
//! `scripts/goldens` lets it write them anew.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

mod built;
mod case;
mod edited;
mod engine;
mod golden;
mod layout;
mod nca;
mod refusals;
mod settings;

use engine::Engine;

#[test]
fn as_diesel_writes_it_for_sqlite() {
    all(Engine::Sqlite);
}

#[test]
fn as_diesel_writes_it_for_postgres() {
    all(Engine::Postgres);
}

#[test]
fn as_diesel_writes_it_for_mysql() {
    all(Engine::Mysql);
}

fn all(engine: Engine) {
    let mut differences = Vec::new();
    let mut compared = 0;
    for case in case::all(engine) {
        let database = engine.database(&case.sql);
        for variant in &case.variants {
            compared += 1;
            differences.extend(golden::compare(&database, variant));
        }
    }
    assert!(compared > 20, "only {compared} cases were found");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

//! Types that the module defines are known from columns of the chain.

use nca_migrations_catalog::diesel_schema::edited::{Origin, apply, edits, read};
use nca_migrations_catalog::diesel_schema::{Section, Sorting, module};

use crate::engine::Engine;

#[test]
fn an_enum_of_postgres_is_what_it_is_elsewhere() {
    let postgres = "
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE TABLE users (id bigint PRIMARY KEY, mood mood NOT NULL, past mood[]);";
    let sqlite = "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, mood VARCHAR(9) NOT NULL, past TEXT);";
    let mysql = "CREATE TABLE users (
        id bigint PRIMARY KEY, mood enum('sad', 'happy') NOT NULL, past json);";
    let own = Engine::Postgres.database(postgres).catalog;
    let before = module(&own, &Section::new("default")).unwrap().text;
    let after = before.replace(
        "        past ->",
        "        next -> Nullable<Mood>,\n        later -> Nullable<Array<Mood>>,\n        past ->",
    );
    let (before, after) = (read(&before).unwrap(), read(&after).unwrap());
    let edits = edits(&before, &after, Sorting::Position).unwrap();
    let origin = Origin {
        module: &before,
        dialect: own.dialect,
    };
    let heads = [
        own.clone(),
        Engine::Sqlite.database(sqlite).catalog,
        Engine::Mysql.database(mysql).catalog,
    ];
    let types = heads.map(|head| {
        let desired = apply(&edits, origin, &head).unwrap().catalog;
        let find = |name: &str| {
            let mut columns = desired.tables[0].columns.iter();
            let column = columns.find(|column| column.name == name).unwrap();
            assert!(column.nullable);
            column.column_type.written.clone()
        };
        [find("next"), find("later")]
    });
    let expected = [
        ["mood", "mood[]"],
        ["VARCHAR(9)", "TEXT"],
        ["enum('sad','happy')", "longtext"],
    ];
    assert_eq!(types, expected);
}

//! Definitions that are none: an error names the object, and nothing panics.

use diesel::connection::SimpleConnection as _;
use nca_migrations_catalog::{IntrospectError, Scope, introspect};
use proptest::prelude::*;

use crate::bed::database;

const WORDS: [&str; 32] = [
    "CREATE",
    "TABLE",
    "INDEX",
    "VIEW",
    "TRIGGER",
    "t",
    "(",
    ")",
    ",",
    ";",
    "'x'",
    "\"y\"",
    "[z]",
    "AS",
    "SELECT",
    "CHECK",
    "PRIMARY",
    "KEY",
    "ON",
    "BEGIN",
    "END",
    "REFERENCES",
    "CONSTRAINT",
    "DEFAULT",
    "1",
    "-",
    ".",
    "WHERE",
    "COLLATE",
    "GENERATED",
    "ALWAYS",
    "WHEN",
];

proptest! {
    #[test]
    fn token_soup(
        kind in prop::sample::select(vec!["table", "index", "view", "trigger"]),
        words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..24),
    ) {
        let mut conn = database("CREATE TABLE t (a); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT 1;
            CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; PRAGMA writable_schema = ON");
        let text = words.join(" ").replace('\'', "''");
        let planted = conn.batch_execute(&format!(
            "UPDATE sqlite_schema SET sql = 'CREATE {} {text}' WHERE type = '{kind}'",
            kind.to_uppercase()
        ));
        prop_assert!(planted.is_ok());
        match introspect(&mut conn, &Scope::All) {
            Ok(_) | Err(IntrospectError::Database { .. }) => {}
            Err(IntrospectError::Definition { object, .. }) => {
                prop_assert!(["t", "i", "v", "g"].contains(&&*object));
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

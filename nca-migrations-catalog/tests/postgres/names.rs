//! Odd names.

use crate::bed::Bed;

const NAMES: [&str; 6] = [
    "Select",
    "a \"b\".c",
    "line\nbreak",
    "тест 🧠",
    "o'ne\\",
    "x: y (z), |",
];

/// Whatever can be is called the same, by each of the names in turn.
#[test]
fn odd_names() {
    let mut bed = Bed::new();
    for (n, name) in NAMES.iter().enumerate() {
        let text = format!("'{}'", name.replace('\'', "''"));
        let name = format!("\"{}\"", name.replace('"', "\"\""));
        bed.run(&format!(
            "CREATE SCHEMA {name}; CREATE TYPE {name}.{name} AS ENUM ('a'); \
             CREATE TABLE {name} ({name} {name}.{name} DEFAULT 'a', k integer, \
               CONSTRAINT {name} CHECK ({name} = 'a')); \
             CREATE UNIQUE INDEX i{n} ON {name} ({name}) INCLUDE (k) WHERE {name} = 'a'; \
             ALTER TABLE {name} ADD CONSTRAINT \"u{n}\"\"\" UNIQUE (k), ADD FOREIGN KEY (k) REFERENCES {name} (k); \
             CREATE VIEW v{n} AS SELECT {name}, {name}.k FROM {name} WHERE {name} = 'a'; \
             CREATE FUNCTION {name}({name} {name}.{name}) RETURNS integer LANGUAGE plpgsql AS 'BEGIN END'; \
             CREATE SEQUENCE s{n} OWNED BY {name}.k; COMMENT ON COLUMN {name}.k IS {text}"
        ));
    }
    insta::assert_snapshot!(bed.outline());
}

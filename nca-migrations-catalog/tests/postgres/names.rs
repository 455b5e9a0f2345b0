//! Odd names.

use crate::bed::Bed;

/// Everything is called the same, by each of the names in turn.
#[test]
fn odd_names() {
    let mut sql = String::new();
    for (n, name) in [
        "Select",
        "a \"b\".c",
        "line\nbreak",
        "тест 🧠",
        "o'ne\\",
        "x: y (z), |",
    ]
    .iter()
    .enumerate()
    {
        let name = format!("\"{}\"", name.replace('"', "\"\""));
        sql += &format!(
            "CREATE SCHEMA {name}; SET search_path = {name}, public; CREATE TYPE {name} AS ENUM ('a'); \
             CREATE TABLE public.{name} ({name} {name} DEFAULT 'a', k integer, CONSTRAINT {name} CHECK ({name} = 'a')); \
             SET search_path = public; \
             CREATE UNIQUE INDEX i{n} ON {name} ({name}) INCLUDE (k) WHERE {name} = 'a'; \
             ALTER TABLE {name} ADD CONSTRAINT \"u{n}\"\"\" UNIQUE (k), \
               ADD FOREIGN KEY (k) REFERENCES {name} (k); \
             CREATE VIEW v{n} AS SELECT {name}, {name}.k FROM {name} WHERE {name} = 'a'; \
             CREATE FUNCTION {name}({name} {name}.{name}) RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'; "
        )
        .replace("RETURNS trigger", "RETURNS integer");
        sql += &format!(
            "CREATE SEQUENCE s{n} OWNED BY {name}.k; COMMENT ON COLUMN {name}.k IS {name_text}; ",
            name_text = format!("'{}'", name.replace('\'', "''").replace('\\', "\\\\"))
        );
    }
    insta::assert_snapshot!(Bed::with(&sql).outline());
}

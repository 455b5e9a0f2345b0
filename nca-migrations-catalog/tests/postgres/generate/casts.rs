//! Each type to each other: the server takes what is written, and the table is written anew when that was said.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::generate::{Cost, Form, generate};

use diesel::connection::SimpleConnection as _;

use super::bench::{options, text};
use crate::bed::{self, Bed, catalog};

const TYPES: [&str; 46] = [
    "smallint",
    "integer",
    "bigint",
    "numeric",
    "numeric(10,2)",
    "numeric(12,2)",
    "numeric(8,1)",
    "real",
    "double precision",
    "text",
    "varchar",
    "varchar(10)",
    "varchar(20)",
    "char(5)",
    "char(10)",
    "\"char\"",
    "name",
    "boolean",
    "date",
    "timestamp",
    "timestamp(3)",
    "timestamptz",
    "time",
    "time(2)",
    "timetz",
    "interval",
    "uuid",
    "json",
    "jsonb",
    "bytea",
    "inet",
    "cidr",
    "bit(3)",
    "bit varying",
    "bit varying(5)",
    "integer[]",
    "bigint[]",
    "text[]",
    "varchar(5)[]",
    "mood",
    "mood[]",
    "small",
    "pair",
    "oid",
    "int4range",
    "point",
];

#[test]
fn each_type_becomes_each_other() {
    let mut bed = Bed::with(
        "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN small AS integer CHECK (VALUE < 10); \
         CREATE TYPE pair AS (a integer, b text)",
    );
    let catalogs: Vec<Catalog> = TYPES
        .iter()
        .map(|of| {
            bed.run(&format!("BEGIN; CREATE TABLE t (c {of})"));
            let read = catalog(&mut bed.conn);
            bed.run("ROLLBACK");
            read
        })
        .collect();
    let options = options(Form::Plain);
    let node = "SELECT pg_relation_filenode('t')::text AS value";
    let mut wrong = Vec::new();
    for (from, of) in catalogs.iter().zip(TYPES) {
        for (to, other) in catalogs.iter().zip(TYPES) {
            let script = generate(from, to, &options).unwrap();
            bed.run(&format!("BEGIN; CREATE TABLE t (c {of})"));
            let before = bed::text(&mut bed.conn, node);
            let mut failed = None;
            for statement in &script {
                failed = failed.or(bed.conn.batch_execute(&statement.sql).err());
            }
            if let Some(error) = failed {
                wrong.push(format!("{of} to {other}: {error}\n{}", text(&script)));
            } else {
                let is_rewritten = bed::text(&mut bed.conn, node) != before;
                let mut hazards = script.iter().flat_map(|statement| &statement.hazards);
                let is_said = hazards.any(|hazard| hazard.cost == Cost::Rewrites);
                // Between moments it depends on the session's time zone.
                let depends = of.starts_with("timestamp") && other.starts_with("timestamp");
                if is_rewritten != is_said && !(depends && is_said) {
                    wrong.push(format!(
                        "{of} to {other}: {is_rewritten}\n{}",
                        text(&script)
                    ));
                }
            }
            bed.run("ROLLBACK");
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

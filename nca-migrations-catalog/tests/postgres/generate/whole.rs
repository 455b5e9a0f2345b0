//! Whole schemas, from nothing and to nothing.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::generate::{Form, generate};
use nca_migrations_core::dialect::Dialect;

use super::bench::{assert_reached, options, run, text};
use crate::bed::{Bed, catalog};
use crate::kinds::{EVERYTHING, FORMS};

const NCA: &str = include_str!("../../../../nca-schema/ddl/postgres.sql");

/// Without the lines that have one of these words in them.
fn without(sql: &str, words: &[&str]) -> String {
    let lines = sql
        .lines()
        .filter(|line| !words.iter().any(|word| line.contains(word)));
    lines.collect::<Vec<_>>().join("\n")
}

fn there_and_back(sql: &str) -> String {
    let mut full = Bed::with(sql);
    let (from, to) = (Catalog::empty(Dialect::Postgres), catalog(&mut full.conn));
    let options = options(Form::Plain);
    let up = generate(&from, &to, &options).unwrap();
    let down = generate(&to, &from, &options).unwrap();
    let mut empty = Bed::new();
    run(&mut empty, &up, "up");
    assert_reached(&to, &mut empty, &up, "up");
    assert!(
        up.iter()
            .all(|statement| statement.hazards.is_empty() || statement.sql.contains("EXTENSION"))
    );
    run(&mut empty, &down, "down");
    assert_reached(&from, &mut empty, &down, "down");
    format!("{}-- back\n{}", text(&up), text(&down))
}

/// Types that are made of functions, and operator classes, are not generated.
#[test]
fn everything() {
    let words = ["announced", "OPERATOR CLASS", "OPERATOR FAMILY"];
    insta::assert_snapshot!(there_and_back(&without(EVERYTHING, &words)));
}

#[test]
fn all_forms() {
    there_and_back(FORMS);
}

#[test]
fn nca() {
    there_and_back(NCA);
}

#[test]
fn what_goes_in_a_circle() {
    insta::assert_snapshot!(there_and_back(
        "CREATE TABLE t (a integer, \"order\" integer);
         CREATE FUNCTION most() RETURNS integer LANGUAGE sql AS 'SELECT max(a) FROM t';
         ALTER TABLE t ALTER a SET DEFAULT most();
         CREATE FUNCTION mine(of t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT of.a > 0';
         CREATE VIEW \"order\" AS SELECT a FROM t;
         CREATE VIEW a AS SELECT a AS \"order\" FROM \"order\";"
    ));
}

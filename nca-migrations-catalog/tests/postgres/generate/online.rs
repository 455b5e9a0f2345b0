//! The way that blocks nobody.

use nca_migrations_catalog::generate::Form;

use super::case::{Case, case};

#[test]
fn in_stages() {
    let case = Case {
        form: Form::Online,
        rows: Some("INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 1, 1, 1, 1), (2, NULL, 2, NULL, 2)"),
        fills: &[("t", "n", "id * 2"), ("t", "m", "7")],
        then: &[("SELECT string_agg(n::text, ',' ORDER BY id) AS value FROM t", "1,4")],
        ..case(
            "CREATE TABLE p (id integer PRIMARY KEY, b integer); CREATE TABLE t (id integer, n integer, p integer, q integer, k integer NOT NULL);
             CREATE INDEX old ON t (p)",
            "CREATE TABLE p (id integer PRIMARY KEY, b integer);
             CREATE TABLE t (id integer CONSTRAINT one UNIQUE, n integer NOT NULL CONSTRAINT pos CHECK (n > 0), p integer, q integer CONSTRAINT k REFERENCES p,
               k integer CONSTRAINT t_pk PRIMARY KEY, m integer NOT NULL);
             CREATE UNIQUE INDEX by_n ON t (n) INCLUDE (p); COMMENT ON INDEX by_n IS 'new'; CREATE INDEX on_p ON p (b)",
        )
    };
    insta::assert_snapshot!(case.run());
}

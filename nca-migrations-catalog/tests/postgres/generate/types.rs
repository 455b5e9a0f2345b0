//! Enums, domains, row types, sequences, functions.

use super::case::{Case, case};

const REST: &str = "CREATE DOMAIN grumpy AS mood CHECK (VALUE <> 'happy');
    CREATE TYPE pair AS (a mood, b integer);
    CREATE TABLE t (id integer PRIMARY KEY, m mood DEFAULT 'sad', many mood[] DEFAULT '{sad}', g grumpy, p pair, n integer CHECK (n > 0));
    CREATE INDEX sads ON t (id) WHERE m = 'sad';
    CREATE INDEX plain ON t (m);
    CREATE VIEW v AS SELECT m, many FROM t WHERE m <> 'sad';
    CREATE FUNCTION f(a mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT a';
    CREATE TABLE u (m mood GENERATED ALWAYS AS (f('sad'::mood)) STORED, k integer);";
const ROWS: &str = "INSERT INTO t VALUES (1, 'sad', '{sad,happy}', 'sad', '(happy,3)', 1), (2, 'happy', NULL, NULL, NULL, 1)";

#[test]
fn values_are_added_in_their_places() {
    let before = format!("CREATE TYPE mood AS ENUM ('sad', 'happy'); {REST}");
    let after =
        format!("CREATE TYPE mood AS ENUM ('first', 'sad', 'a', 'it''s', 'happy', 'last'); {REST}");
    let case = Case {
        rows: Some(ROWS),
        ..case(&before, &after)
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn values_go_and_change_places() {
    let before = format!(
        "CREATE TYPE mood AS ENUM ('sad', 'gone', 'happy'); COMMENT ON TYPE mood IS 'how'; {REST}"
    );
    let after =
        format!("CREATE TYPE mood AS ENUM ('happy', 'sad'); COMMENT ON TYPE mood IS 'how'; {REST}");
    let case = Case {
        rows: Some(ROWS),
        then: &[(
            "SELECT string_agg(concat_ws(' ', m, many, g, p), ',' ORDER BY id) AS value FROM t",
            "sad {sad,happy} sad (happy,3),happy",
        )],
        ..case(&before, &after)
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn a_new_value_that_is_used_at_once() {
    insta::assert_snapshot!(
        case(
            "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (m mood DEFAULT 'sad')",
            "CREATE TYPE mood AS ENUM ('sad', 'new'); CREATE TABLE t (m mood DEFAULT 'new')",
        )
        .run()
    );
}

#[test]
fn domains_change_and_get_another_base() {
    insta::assert_snapshot!(
        case(
            "CREATE DOMAIN d AS integer DEFAULT 1 CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 1000000);
             CREATE DOMAIN e AS integer CONSTRAINT pos CHECK (VALUE > 0); CREATE TABLE t (d d, e e DEFAULT 4, es e[])",
            "CREATE DOMAIN d AS integer CONSTRAINT a2 CHECK (VALUE > 0);
             CREATE DOMAIN e AS bigint DEFAULT 3 CONSTRAINT pos CHECK (VALUE > 0); CREATE TABLE t (d d, e e DEFAULT 4, es e[])",
        )
        .run()
    );
}

#[test]
fn row_types_get_and_lose_attributes() {
    let case = Case {
        rows: Some("INSERT INTO t VALUES ('(x,5)', '(x,5)'), (NULL, NULL)"),
        then: &[(
            "SELECT string_agg(p::text || q::text, ',') AS value FROM t",
            "(x,)(5,,x)",
        )],
        ..case(
            "CREATE TYPE grows AS (a text, b integer); CREATE TYPE shuffled AS (a text, b integer); CREATE TABLE t (p grows, q shuffled)",
            "CREATE TYPE grows AS (a text, c text); CREATE TYPE shuffled AS (b bigint, c text, a text); CREATE TABLE t (p grows, q shuffled)",
        )
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn sequences_keep_their_place() {
    let case = Case {
        rows: Some("SELECT setval('s', 50), setval('d', 3)"),
        then: &[("SELECT nextval('s')::text AS value", "55")],
        ..case(
            "CREATE SEQUENCE s; CREATE SEQUENCE d; CREATE TABLE t (id serial)",
            "CREATE SEQUENCE s INCREMENT 5 MAXVALUE 1000 CYCLE; CREATE SEQUENCE d START 100 MINVALUE 100; COMMENT ON SEQUENCE d IS 'far'; CREATE TABLE t (id bigserial)",
        )
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn functions_are_replaced_where_that_is_allowed() {
    insta::assert_snapshot!(
        case(
            "CREATE FUNCTION same(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';
             CREATE FUNCTION other(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';
             CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
             CREATE FUNCTION step(a integer, b integer) RETURNS integer LANGUAGE sql AS 'SELECT a + b';
             CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = integer, INITCOND = '0');
             CREATE TABLE t (a integer DEFAULT same(1), b integer DEFAULT other(1), CHECK (other(a) > -99999999));
             CREATE INDEX i ON t (other(a)); CREATE VIEW v AS SELECT other(a) AS o FROM t",
            "CREATE FUNCTION same(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + 1';
             CREATE FUNCTION other(a integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a::bigint';
             CREATE PROCEDURE p(x text) LANGUAGE sql AS 'SELECT 1';
             CREATE FUNCTION step(a integer, b integer) RETURNS integer LANGUAGE sql AS 'SELECT a + b';
             CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = integer, INITCOND = '5');
             CREATE TABLE t (a integer DEFAULT same(1), b integer DEFAULT other(1), CHECK (other(a) > -99999999));
             CREATE INDEX i ON t (other(a)); CREATE VIEW v AS SELECT other(a) AS o FROM t",
        )
        .run()
    );
}

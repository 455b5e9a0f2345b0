//! Views, and what has its place in the schema beside tables.

use super::case::case;

#[test]
fn views_are_replaced_where_columns_are_appended() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE t (a integer, b integer, c integer);
             CREATE VIEW grows AS SELECT a FROM t; CREATE VIEW on_it AS SELECT a FROM grows;
             CREATE VIEW shrinks AS SELECT a, b FROM t; CREATE VIEW on_that AS SELECT a FROM shrinks;
             CREATE VIEW set_anew WITH (security_barrier) AS SELECT a FROM t",
            "CREATE TABLE t (a integer, b integer, c integer);
             CREATE VIEW grows AS SELECT a, b + 1 AS more FROM t; CREATE VIEW on_it AS SELECT a FROM grows;
             CREATE VIEW shrinks AS SELECT a FROM t; CREATE VIEW on_that AS SELECT a FROM shrinks;
             CREATE VIEW set_anew AS SELECT a FROM t WITH CASCADED CHECK OPTION",
        )
        .run()
    );
}

#[test]
fn a_table_becomes_a_view_and_a_view_a_table() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE t (a integer); CREATE VIEW x AS SELECT a FROM t; CREATE TABLE y (a integer)",
            "CREATE TABLE t (a integer); CREATE TABLE x (a integer); CREATE VIEW y AS SELECT a FROM t",
        )
        .run()
    );
}

#[test]
fn names_that_need_quotes() {
    insta::assert_snapshot!(
        case(
            "CREATE SCHEMA \"Other one\"",
            "CREATE SCHEMA \"Other one\";
             CREATE TYPE \"Other one\".\"My type\" AS ENUM ('a b', 'it''s');
             CREATE TABLE \"Other one\".\"say \"\"no\"\"\" (\"a b\" \"Other one\".\"My type\" DEFAULT 'a b', \"Id\" serial PRIMARY KEY, \"select\" integer REFERENCES \"Other one\".\"say \"\"no\"\"\");
             CREATE INDEX \"an index\" ON \"Other one\".\"say \"\"no\"\"\" (\"a b\") WHERE \"a b\" = 'it''s';
             CREATE VIEW \"Other one\".\"a view\" AS SELECT \"a b\" FROM \"Other one\".\"say \"\"no\"\"\";
             COMMENT ON COLUMN \"Other one\".\"say \"\"no\"\"\".\"a b\" IS 'it''s'",
        )
        .run()
    );
}

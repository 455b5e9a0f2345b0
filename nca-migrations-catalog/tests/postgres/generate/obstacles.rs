//! What stands in the way is all said at once.

use super::case::case;

#[test]
fn everything_is_said() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE t (a integer, b integer); CREATE TABLE p (a integer) PARTITION BY LIST (a);
             CREATE TYPE row_type AS (a integer); CREATE TABLE typed OF row_type; CREATE TYPE pair AS (a text, b text); CREATE TABLE pairs (of pair[])",
            "CREATE TABLE t (a integer NOT NULL, b integer, c text NOT NULL); CREATE TABLE p (a integer) PARTITION BY HASH (a);
             CREATE TYPE row_type AS (a bigint); CREATE TABLE typed OF row_type; CREATE TYPE pair AS (b text, a text); CREATE TABLE pairs (of pair[]);
             CREATE OPERATOR FAMILY f USING btree; CREATE OPERATOR CLASS o FOR TYPE integer USING btree FAMILY f AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer)",
        )
        .obstacles()
    );
}

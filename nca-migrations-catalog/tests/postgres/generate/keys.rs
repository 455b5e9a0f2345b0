//! Keys, foreign keys, checks, exclusions, indexes.

use super::case::{Case, case};

#[test]
fn keys_are_renamed_not_made_again() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE p (id integer CONSTRAINT p_key PRIMARY KEY, a integer CONSTRAINT one UNIQUE, b integer CONSTRAINT c CHECK (b > 0));
             CREATE TABLE t (p integer CONSTRAINT to_p REFERENCES p); CREATE INDEX i ON t (p);
             COMMENT ON INDEX i IS 'an index'",
            "CREATE TABLE p (id integer PRIMARY KEY, a integer CONSTRAINT \"One\" UNIQUE, b integer CONSTRAINT c2 CHECK (b > 0));
             CREATE TABLE t (p integer CONSTRAINT \"to P\" REFERENCES p); CREATE INDEX \"I\" ON t (p);",
        )
        .run()
    );
}

#[test]
fn a_foreign_key_makes_way_for_the_key_that_it_leads_to() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE p (id integer PRIMARY KEY, b integer NOT NULL); CREATE TABLE t (p integer REFERENCES p);",
            "CREATE TABLE p (id integer NOT NULL CONSTRAINT also UNIQUE, b integer PRIMARY KEY); CREATE TABLE t (p integer REFERENCES p (id));",
        )
        .run()
    );
}

#[test]
fn every_action_and_deferral() {
    let actions = [
        "NO ACTION",
        "RESTRICT",
        "CASCADE",
        "SET NULL",
        "SET DEFAULT",
    ];
    let table = |shift: usize, rest: &str| {
        let keys: Vec<String> = (0..5)
            .map(|n| {
                let (a, b) = (actions[(n + shift) % 5], actions[(2 * n + shift) % 5]);
                format!("c{n} integer CONSTRAINT k{n} REFERENCES p ON DELETE {a} ON UPDATE {b}")
            })
            .collect();
        format!(
            "CREATE TABLE p (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b)); \
             CREATE TABLE t ({}, a integer, b integer, d integer CONSTRAINT d REFERENCES p {rest}, \
             CONSTRAINT ab FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL ON DELETE SET NULL)",
            keys.join(", ")
        )
    };
    insta::assert_snapshot!(case(&table(0, ""), &table(1, "DEFERRABLE INITIALLY DEFERRED")).run());
}

#[test]
fn tables_that_lead_to_each_other() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE kept (id integer)",
            "CREATE TABLE a (id integer PRIMARY KEY, b integer); CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a, self integer REFERENCES b);
             ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; CREATE TABLE c (a integer REFERENCES a); CREATE TABLE kept (id integer)",
        )
        .run()
    );
}

#[test]
fn every_kind_of_index() {
    let case = Case {
        rows: Some("INSERT INTO t VALUES (1, 'a', '{1}', '(1,2)', '{}')"),
        ..case(
            "CREATE TABLE t (a integer, b text, c integer[], d point, e jsonb)",
            "CREATE TABLE t (a integer, b text, c integer[], d point, e jsonb,
               CONSTRAINT one UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c), CONSTRAINT late UNIQUE (b) DEFERRABLE INITIALLY DEFERRED,
               CONSTRAINT apart EXCLUDE USING gist (d WITH ~=) WHERE (a > 0),
               CONSTRAINT ok CHECK (a < 100000) NO INHERIT);
             CREATE INDEX expression ON t (lower(b), (a + 1));
             CREATE INDEX partial ON t (a) WHERE a IS NOT NULL;
             CREATE UNIQUE INDEX just_one ON t (a DESC NULLS LAST, b COLLATE \"C\" text_pattern_ops) INCLUDE (c) NULLS NOT DISTINCT WITH (fillfactor = 70);
             CREATE INDEX of_array ON t USING gin (c) WITH (fastupdate = off);
             CREATE INDEX of_json ON t USING gin (e jsonb_path_ops);
             CREATE INDEX of_point ON t USING gist (d);
             CREATE INDEX hashed ON t USING hash (b);
             CREATE INDEX brin ON t USING brin (a);
             COMMENT ON CONSTRAINT ok ON t IS 'small'; COMMENT ON INDEX one IS 'its index'",
        )
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn what_is_not_valid_becomes_valid() {
    let case = Case {
        rows: Some("INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)"),
        ..case(
            "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer, p integer);
             ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES p NOT VALID",
            "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0), p integer CONSTRAINT k REFERENCES p)",
        )
    };
    insta::assert_snapshot!(case.run());
}

/// A rename leaves the names of what belongs to the table as they were.
#[test]
fn what_a_renamed_table_has_is_renamed() {
    let case = Case {
        rows: Some("INSERT INTO persons (name) VALUES ('a'), ('b')"),
        then: &[("SELECT nextval('persons_serial_seq')::text AS value", "3")],
        ..case(
            "CREATE TABLE people (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, serial serial UNIQUE, old text CHECK (old <> ''), best integer REFERENCES people);
             CREATE INDEX people_old_idx ON people (old);
             ALTER TABLE people RENAME TO persons; ALTER TABLE persons RENAME old TO name",
            "CREATE TABLE persons (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, serial serial UNIQUE, name text CHECK (name <> ''), best integer REFERENCES persons);
             CREATE INDEX ON persons (name)",
        )
    };
    insta::assert_snapshot!(case.run());
}

/// In one statement the server would make one of them.
#[test]
fn two_keys_over_the_same_columns() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE kept (id integer)",
            "CREATE TABLE kept (id integer); CREATE TABLE t (a integer PRIMARY KEY, b integer CONSTRAINT one UNIQUE);
             ALTER TABLE t ADD CONSTRAINT also UNIQUE (a), ADD CONSTRAINT two UNIQUE (b)",
        )
        .run()
    );
}

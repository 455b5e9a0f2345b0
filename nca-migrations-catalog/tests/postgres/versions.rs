//! What only newer servers have. The cases of a version are tried on it and on later ones.

use crate::bed::{Bed, text};

struct Case {
    since: i32,
    sql: &'static str,
    /// What is in the outline.
    lines: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        since: 14,
        sql: "CREATE TABLE t (a text COMPRESSION pglz)",
        lines: &["  column a: text compression pglz"],
    },
    Case {
        since: 14,
        sql: "CREATE FUNCTION f(a integer) RETURNS boolean LANGUAGE sql \
              RETURN ((a BETWEEN 1 AND 2) AND a <> 3)",
        lines: &["  | RETURN ((a >= 1) AND (a <= 2) AND (a <> 3))"],
    },
    Case {
        since: 15,
        sql: "CREATE TABLE t (a integer UNIQUE NULLS NOT DISTINCT, b integer); \
              CREATE UNIQUE INDEX i ON t (b) NULLS NOT DISTINCT",
        lines: &[
            "  unique t_a_key: (a) nulls not distinct",
            "  index i: unique (b) nulls not distinct",
        ],
    },
    Case {
        since: 15,
        sql: "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); \
              CREATE TABLE t (a integer, b integer, \
              CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b))",
        lines: &["  foreign-key f: (a, b) references p (a, b) on delete set null set columns (b)"],
    },
    Case {
        since: 15,
        sql: "CREATE VIEW v WITH (security_invoker) AS SELECT 1 AS a",
        lines: &["  setting: with security_invoker=true"],
    },
    Case {
        since: 15,
        sql: "CREATE SCHEMA s; CREATE TABLE t (a integer, b integer); \
              CREATE PUBLICATION p FOR TABLE t WHERE (a > 1), TABLES IN SCHEMA s, CURRENT_SCHEMA",
        lines: &[
            "  | tables in schema current_schema",
            "  | tables in schema s",
        ],
    },
    Case {
        since: 15,
        sql: "CREATE TABLE t (a integer, b integer); CREATE PUBLICATION p FOR TABLE t (b) WHERE (a > 1)",
        lines: &["publication p: table t (b) where (a > 1)"],
    },
    Case {
        since: 15,
        sql: "CREATE UNLOGGED SEQUENCE s",
        lines: &["sequence s: unlogged"],
    },
    Case {
        since: 16,
        sql: "CREATE COLLATION c (provider = icu, locale = 'und', rules = '&a < b')",
        lines: &["collation c: provider icu locale 'und' rules '&a < b'"],
    },
    Case {
        since: 17,
        sql: "CREATE COLLATION c (provider = builtin, locale = 'C.UTF-8')",
        lines: &["collation c: provider builtin locale 'C.UTF-8'"],
    },
    Case {
        since: 18,
        sql: "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL)",
        lines: &["  column b: integer generated as (a + 1) virtual"],
    },
    Case {
        since: 18,
        sql: "CREATE TABLE t (a integer, b integer CONSTRAINT named NOT NULL NO INHERIT); \
              ALTER TABLE t ADD CONSTRAINT later NOT NULL a NOT VALID",
        lines: &[
            "  column a: integer not null not null not valid",
            "  column b: integer not null not null no inherit",
        ],
    },
    Case {
        since: 18,
        sql: "CREATE EXTENSION btree_gist; \
              CREATE TABLE p (a integer, d daterange, CONSTRAINT k PRIMARY KEY (a, d WITHOUT OVERLAPS)); \
              CREATE TABLE t (a integer, d daterange, \
              CONSTRAINT f FOREIGN KEY (a, PERIOD d) REFERENCES p (a, PERIOD d), \
              CONSTRAINT c CHECK (a > 0) NOT ENFORCED)",
        lines: &[
            "  primary-key k: (a, d) without overlaps",
            "  foreign-key f: (a, d) references p (a, d) period",
            "  check c: (a > 0) not enforced",
        ],
    },
    Case {
        since: 18,
        sql: "CREATE TABLE t (a integer); \
              CREATE PUBLICATION p FOR TABLE t WITH (publish_generated_columns = stored)",
        lines: &["  | publish generated columns s"],
    },
];

#[test]
fn what_newer_servers_have() {
    let mut bed = Bed::new();
    let version = "SELECT current_setting('server_version_num') AS value";
    let version: i32 = text(&mut bed.conn, version).parse().unwrap();
    let cases = CASES.iter().filter(|case| case.since <= version / 10000);
    for Case { sql, lines, .. } in cases {
        let outline = Bed::with(sql).outline().to_string();
        let found: Vec<&str> = outline.lines().collect();
        for line in *lines {
            assert!(found.contains(line), "{sql}\n{line}\n{outline}");
        }
    }
}

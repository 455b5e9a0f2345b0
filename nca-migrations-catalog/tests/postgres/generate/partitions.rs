//! Tables in partitions, and tables that inherit.

use super::case::{Case, case};

#[test]
fn what_a_table_gets_its_partitions_get() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE days (day date NOT NULL, n integer, gone text) PARTITION BY RANGE (day);
             CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
             CREATE TABLE days_rest PARTITION OF days DEFAULT;",
            "CREATE TABLE days (day date NOT NULL, n bigint NOT NULL DEFAULT 4 CHECK (n > -99), new text, PRIMARY KEY (day)) PARTITION BY RANGE (day);
             CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
             CREATE TABLE days_rest PARTITION OF days DEFAULT;
             CREATE INDEX by_n ON days (n);
             COMMENT ON COLUMN days.n IS 'a number'",
        )
        .run()
    );
}

#[test]
fn partitions_come_and_go() {
    let case = Case {
        rows: Some("INSERT INTO days VALUES ('2020-05-05', 1)"),
        ..case(
            "CREATE TABLE days (day date PRIMARY KEY, n integer) PARTITION BY RANGE (day); CREATE INDEX by_n ON days (n);
             CREATE TABLE days_0 PARTITION OF days FOR VALUES FROM ('2010-01-01') TO ('2020-01-01');
             CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');",
            "CREATE TABLE days (day date PRIMARY KEY, n integer) PARTITION BY RANGE (day); CREATE INDEX by_n ON days (n);
             CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
             CREATE TABLE \"days 2\" PARTITION OF days FOR VALUES FROM ('2030-01-01') TO ('2040-01-01');
             CREATE TABLE days_rest PARTITION OF days DEFAULT PARTITION BY LIST (day);
             CREATE TABLE days_null PARTITION OF days_rest DEFAULT;",
        )
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn a_partition_takes_less_than_its_table() {
    let case = Case {
        rows: Some("INSERT INTO days VALUES ('2020-05-05', 1), ('1990-01-01', 2)"),
        ..case(
            "CREATE TABLE days (day date, n integer DEFAULT 1) PARTITION BY RANGE (day);
             CREATE TABLE days_1 PARTITION OF days (n NOT NULL DEFAULT 5) FOR VALUES FROM ('2000-01-01') TO ('2040-01-01');
             CREATE TABLE days_2 PARTITION OF days DEFAULT;",
            "CREATE TABLE days (day date, n integer DEFAULT 1, m integer) PARTITION BY RANGE (day);
             CREATE TABLE days_1 PARTITION OF days (m DEFAULT 3) FOR VALUES FROM ('2000-01-01') TO ('2040-01-01');
             CREATE TABLE days_2 PARTITION OF days (n NOT NULL) DEFAULT;
             COMMENT ON COLUMN days_2.n IS 'its own'",
        )
    };
    insta::assert_snapshot!(case.run());
}

#[test]
fn all_of_it_at_once() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE kept (id integer PRIMARY KEY)",
            "CREATE TABLE kept (id integer PRIMARY KEY);
             CREATE TABLE days (day date, k integer REFERENCES kept, PRIMARY KEY (day)) PARTITION BY RANGE (day);
             CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
             CREATE INDEX by_k ON days (k);
             CREATE TABLE animals (name text NOT NULL CHECK (name <> ''));
             CREATE TABLE dogs (tail integer, PRIMARY KEY (name)) INHERITS (animals);",
        )
        .run()
    );
}

#[test]
fn what_a_parent_gets_its_children_get() {
    insta::assert_snapshot!(
        case(
            "CREATE TABLE animals (name text, legs integer); CREATE TABLE dogs (tail integer) INHERITS (animals);",
            "CREATE TABLE animals (name varchar(500) DEFAULT 'x', wings integer CHECK (wings > -5), legs integer);
             CREATE TABLE dogs (tail bigint) INHERITS (animals);",
        )
        .run()
    );
}

//! The way that blocks nobody.

use nca_migrations_catalog::generate::{Form, Stage, Statement, generate};
use nca_migrations_catalog::model::Name;

use super::bench::{assert_reached, options, run};
use super::case::{Case, case};
use crate::bed::{Bed, catalog};

const BEFORE: &str = "CREATE TABLE p (id integer PRIMARY KEY, b integer);
    CREATE TABLE t (id integer, n integer, p integer, q integer, k integer NOT NULL);
    CREATE INDEX old ON t (p)";
const AFTER: &str = "CREATE TABLE p (id integer PRIMARY KEY, b integer);
    CREATE TABLE t (id integer CONSTRAINT one UNIQUE, n integer NOT NULL CONSTRAINT pos CHECK (n > 0), p integer,
      q integer CONSTRAINT k REFERENCES p, k integer CONSTRAINT t_pk PRIMARY KEY, m integer NOT NULL);
    CREATE UNIQUE INDEX by_n ON t (n) INCLUDE (p);
    COMMENT ON INDEX by_n IS 'new';
    CREATE INDEX on_p ON p (b)";
const ROWS: &str =
    "INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 1, 1, 1, 1), (2, NULL, 2, NULL, 2)";
const FILLS: [(&str, &str, &str); 2] = [("t", "n", "id * 2"), ("t", "m", "7")];

#[test]
fn in_stages() {
    let case = Case {
        form: Form::Online,
        rows: Some(ROWS),
        fills: &FILLS,
        then: &[(
            "SELECT string_agg(n::text, ',' ORDER BY id) AS value FROM t",
            "1,4",
        )],
        ..case(BEFORE, AFTER)
    };
    insta::assert_snapshot!(case.run());
}

/// Each stage is a revision of its own, with a way back that is generated from what it leaves.
#[test]
fn back_from_each_stage() {
    let stages = [
        Stage::Change,
        Stage::Validate,
        Stage::Concurrent,
        Stage::Adopt,
    ];
    let to = catalog(&mut Bed::with(AFTER).conn);
    let mut options = options(Form::Online);
    for (table, column, fill) in FILLS {
        options.fills.set(Name::plain(table), column, fill);
    }
    let mut bed = Bed::with(BEFORE);
    bed.run(ROWS);
    let from = catalog(&mut bed.conn);
    let up = generate(&from, &to, &options).unwrap();
    let mut before = from;
    for stage in stages {
        let of_stage: Vec<Statement> = up.iter().filter(|of| of.stage == stage).cloned().collect();
        assert!(!of_stage.is_empty(), "{stage:?}");
        assert!(run(&mut bed, &of_stage, "up"));
        let after = catalog(&mut bed.conn);
        for form in [Form::Plain, Form::Online] {
            options.form = form;
            let what = format!("{stage:?}, {form:?}");
            let back = generate(&after, &before, &options).unwrap();
            run(&mut bed, &back, &what);
            assert_reached(&before, &mut bed, &back, &what);
            run(&mut bed, &of_stage, "up again");
        }
        before = after;
    }
    assert_reached(&to, &mut bed, &up, "all of it");
}

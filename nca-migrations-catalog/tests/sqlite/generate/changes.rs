//! Every single change that the comparison is tested with, there and back.

use std::fmt::Write as _;

use insta::assert_snapshot;
use nca_migrations_catalog::Database as _;

use super::trial::Trial;
use crate::bed::{database, run};
use crate::changes::{BEFORE, EDITS, STATEMENTS};

const FILLS: &[(&str, &str, &str)] = &[
    ("c", "p_id", "(SELECT min(id) FROM p)"),
    ("c", "a", "'long enough'"),
];

#[test]
fn each_statement_is_made_and_undone() {
    let mut text = String::new();
    for change in STATEMENTS {
        let mut conn = database(BEFORE);
        run(&mut conn, change);
        // Not the tables that virtual ones keep their rows in.
        let made = conn.texts(
            "SELECT sql AS value FROM sqlite_master WHERE sql IS NOT NULL \
             AND name NOT LIKE 'words_%' AND name NOT LIKE 'more_%' ORDER BY rowid",
        );
        let made: Vec<String> = made.unwrap().into_iter().flatten().collect();
        write!(text, "== {change}\n{}", there_and_back(&made.join(";\n"))).unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn each_edit_is_made_and_undone() {
    let mut text = String::new();
    for (from, to) in EDITS {
        let after = BEFORE.replacen(from, to, 1);
        write!(text, "== {from} -> {to}\n{}", there_and_back(&after)).unwrap();
    }
    assert_snapshot!(text);
}

fn there_and_back(after: &str) -> String {
    let trial = Trial {
        before: BEFORE,
        after,
        fills: FILLS,
        rows: None,
    };
    trial.run_with_what_fits()
}

//! Every single change that the comparison is tested with, there and back.

use super::trial::Trial;
use crate::bed::{database, run};
use crate::changes::{BEFORE, EDITS, STATEMENTS};
use nca_migrations_catalog::Database as _;

#[test]
fn each_statement_is_undone() {
    for change in STATEMENTS {
        let mut conn = database(BEFORE);
        run(&mut conn, change);
        let made = conn.texts(
            "SELECT sql AS value FROM sqlite_master WHERE sql IS NOT NULL \
            AND name NOT LIKE 'words_%' AND name NOT LIKE 'more_%' ORDER BY type = 'trigger'",
        );
        let made: Vec<String> = made.unwrap().into_iter().flatten().collect();
        println!("{change}");
        let text = Trial {
            before: BEFORE,
            after: &made.join(";\n"),
            fills: FILLS,
            ..Trial::default()
        }
        .run();
        println!("{text}");
    }
}

#[test]
fn each_edit_is_made_and_undone() {
    for (from, to) in EDITS {
        println!("{from} -> {to}");
        let after = BEFORE.replacen(from, to, 1);
        let text = Trial {
            before: BEFORE,
            after: &after,
            fills: FILLS,
            ..Trial::default()
        }
        .run();
        println!("{text}");
    }
}

const FILLS: &[(&str, &str, &str)] = &[
    ("c", "p_id", "(SELECT min(id) FROM p)"),
    ("c", "a", "'long enough'"),
];

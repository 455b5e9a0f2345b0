//! Renames that were asked for, before the rest is generated.

use nca_migrations_catalog::Database as _;
use nca_migrations_catalog::generate::{Options, Renames, rename, renames};
use nca_migrations_catalog::model::Name;

use super::trial::{script, shown};
use crate::bed::{catalog, database};

const BEFORE: &str = "
CREATE TABLE \"old p\" (id INTEGER PRIMARY KEY AUTOINCREMENT, \"wrong\" TEXT CHECK (\"old p\".wrong <> ''));
CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES \"old p\" (id) ON DELETE CASCADE, made AS (p + 1));
CREATE INDEX i ON c (p) WHERE p > 1;
CREATE VIEW v AS SELECT wrong, p FROM \"old p\" JOIN c ON p = \"old p\".id;
CREATE TRIGGER t AFTER UPDATE OF wrong ON \"old p\" WHEN new.wrong > 'a' BEGIN DELETE FROM c WHERE p = old.id; END;
";

/// The engine follows them everywhere, so that nothing is left to do.
#[test]
fn what_is_renamed_needs_nothing_more() {
    let after = BEFORE
        .replace("\"old p\"", "\"order\"")
        .replace("\"wrong\"", "\"Right one\"")
        .replace("wrong", "\"Right one\"")
        .replace("p INTEGER", "p_id INTEGER")
        .replace("(p", "(p_id")
        .replace("p >", "p_id >")
        .replace("p =", "p_id =")
        .replace("one\", p FROM", "one\", p_id FROM");
    let to = catalog(&mut database(&after));
    let mut conn = database(BEFORE);
    let from = catalog(&mut conn);
    let asked = Renames {
        tables: vec![(Name::plain("old p"), "order".to_owned())],
        columns: vec![
            (
                Name::plain("order"),
                "wrong".to_owned(),
                "Right one".to_owned(),
            ),
            (Name::plain("c"), "p".to_owned(), "p_id".to_owned()),
        ],
    };
    let candidates = rename::candidates(&from, &to);
    assert!(!candidates.is_empty());
    for (asked, other) in [(&asked, &to), (&asked.inverse(), &from)] {
        let now = catalog(&mut conn);
        for statement in renames(&now, asked).unwrap() {
            conn.run(&statement.sql).unwrap();
        }
        let left = script(&catalog(&mut conn), other, &Options::default());
        assert!(left.is_empty(), "{}", shown(&left));
    }
}

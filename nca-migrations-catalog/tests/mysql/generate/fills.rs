//! What rows get in columns that take no NULL.

use diesel::connection::SimpleConnection as _;
use nca_migrations_catalog::Database as _;
use nca_migrations_catalog::generate::{Fills, Obstacle, Options, generate};
use nca_migrations_catalog::model::Name;

use super::case::{all, catalog};
use crate::bed::Bed;

#[test]
fn each_row_has_a_value() {
    let text = all(&[
        (
            "a new column, of another one that goes",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) NOT NULL, d DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
            "CREATE TABLE t (id INT PRIMARY KEY, d DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b VARCHAR(40) NOT NULL)",
            &["t.b=concat(a, '!')", "t.a=left(b, 5)"],
        ),
        (
            "a column that took NULL, of another type and in another place",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20), KEY by_b (b))",
            "CREATE TABLE t (id INT PRIMARY KEY, b TEXT NOT NULL, a INT NOT NULL DEFAULT 7, KEY by_b (b(10)))",
            &["t.b='none'"],
        ),
        (
            "no trigger runs meanwhile",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT);
             CREATE TRIGGER one BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1;
             CREATE TRIGGER two BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 2;
             CREATE TRIGGER other BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT NOT NULL);
             CREATE TRIGGER one BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1;
             CREATE TRIGGER two BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 2;
             CREATE TRIGGER other BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a",
            &["t.b=coalesce(a, 0)"],
        ),
    ]);
    insta::assert_snapshot!(text);
}

/// The values themselves, and that what is set by each change stays.
#[test]
fn rows_get_what_was_said() {
    let mut bed = Bed::with(
        "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), d DATETIME NOT NULL DEFAULT '2020-01-01' ON UPDATE CURRENT_TIMESTAMP);
         INSERT INTO t (id, a) VALUES (1, 'one'), (2, NULL)",
    );
    let after = "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) NOT NULL,
        d DATETIME NOT NULL DEFAULT '2020-01-01' ON UPDATE CURRENT_TIMESTAMP, b VARCHAR(40) NOT NULL)";
    let (from, to) = (catalog(&mut bed), catalog(&mut Bed::with(after)));
    let missing = generate(&from, &to, &Options::default()).unwrap_err();
    let needs = |column: &str| Obstacle::NeedsFill {
        table: Name::plain("t"),
        column: column.to_owned(),
    };
    assert_eq!(missing, [needs("a"), needs("b")]);
    let mut fills = Fills::default();
    fills.set(Name::plain("t"), "a", "'none'");
    fills.set(Name::plain("t"), "b", "concat(id, '-', coalesce(a, '?'))");
    let options = Options {
        fills,
        ..Options::default()
    };
    for statement in generate(&from, &to, &options).unwrap() {
        bed.conn.batch_execute(&statement.sql).unwrap();
    }
    let rows = bed
        .conn
        .texts("SELECT concat_ws(' ', id, a, b, d) AS value FROM t ORDER BY id")
        .unwrap();
    let expected = [
        "1 one 1-one 2020-01-01 00:00:00",
        "2 none 2-? 2020-01-01 00:00:00",
    ];
    assert_eq!(rows.into_iter().flatten().collect::<Vec<_>>(), expected);
}

//! Triggers, routines, packages, events and sequences.

use nca_migrations_catalog::generate::{Obstacle, Options, generate};

use super::case::{all, catalog, text};
use crate::bed::Bed;

#[test]
fn triggers() {
    let text = all(&[
        (
            "in another order, with one that goes and one that comes",
            "CREATE TABLE t (a INT);
             CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET @a = 1;
             CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW FOLLOWS one SET @a = 2;
             CREATE TRIGGER three BEFORE INSERT ON t FOR EACH ROW FOLLOWS two SET @a = 3;
             CREATE TRIGGER four BEFORE INSERT ON t FOR EACH ROW FOLLOWS three SET @a = 4",
            "CREATE TABLE t (a INT);
             CREATE TRIGGER `the ``first` BEFORE INSERT ON t FOR EACH ROW SET @a = 0;
             CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW FOLLOWS `the ``first` SET @a = 2;
             CREATE TRIGGER four BEFORE INSERT ON t FOR EACH ROW FOLLOWS two BEGIN SET @a = 4; END;
             CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW FOLLOWS four SET @a = 1",
            &[],
        ),
        (
            "of another event, of another table, in another mode",
            "CREATE TABLE t (a INT); CREATE TABLE u (a INT);
             CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
             CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2;
             SET sql_mode = 'ANSI_QUOTES';
             CREATE TRIGGER three AFTER DELETE ON t FOR EACH ROW SET @a = 3",
            "CREATE TABLE t (a INT); CREATE TABLE u (a INT);
             CREATE TRIGGER one BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1;
             CREATE TRIGGER two BEFORE INSERT ON u FOR EACH ROW SET NEW.a = 2;
             SET sql_mode = '';
             CREATE TRIGGER three AFTER DELETE ON t FOR EACH ROW SET @a = 3",
            &[],
        ),
        (
            "of a column that comes",
            "CREATE TABLE t (a INT)",
            "CREATE TABLE t (a INT, b INT); CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn routines() {
    let text = all(&[
        (
            "their comments alone",
            "CREATE FUNCTION f(a INT) RETURNS INT RETURN a; CREATE PROCEDURE p() COMMENT 'one' SELECT 1",
            "CREATE FUNCTION f(a INT) RETURNS INT COMMENT 'it''s' RETURN a; CREATE PROCEDURE p() SELECT 1",
            &[],
        ),
        (
            "with comments and bodies of many lines",
            "CREATE FUNCTION `the ``f`(a INT) RETURNS INT DETERMINISTIC COMMENT 'it''s' RETURN a;
             CREATE PROCEDURE p() SELECT 1",
            "CREATE PROCEDURE p(INOUT b VARCHAR(10)) SQL SECURITY INVOKER COMMENT 'two; lines'
             BEGIN
               DECLARE i INT DEFAULT 0;
               -- not a ; word
               WHILE i < 3 DO SET i = i + 1; END WHILE;
               CASE i WHEN 3 THEN SET b = ';'; ELSE BEGIN END; END CASE;
             END",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

/// A package is no statement that ends with a semicolon, and a script has no other end.
#[test]
fn packages_go_but_do_not_come() {
    let package = "SET sql_mode = 'ORACLE'; CREATE PACKAGE pk AS FUNCTION g RETURN INT; END";
    let (none, some) = (catalog(&mut Bed::new()), catalog(&mut Bed::with(package)));
    let obstacles = generate(&none, &some, &Options::default()).unwrap_err();
    assert!(
        matches!(&*obstacles, [Obstacle::Inexpressible { object, .. }] if object == "package pk"),
        "{obstacles:?}"
    );
    let down = generate(&some, &none, &Options::default()).unwrap();
    assert_eq!(
        text(&down),
        "-- loses what was granted on pk\nDROP PACKAGE `pk`;\n"
    );
}

#[test]
fn events() {
    let text = all(&[
        (
            "what they do and when",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO SET @a = 1",
            "CREATE EVENT e ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2031-01-01' ENDS '2032-01-01' ON COMPLETION PRESERVE
                DISABLE COMMENT 'it''s' DO BEGIN SET @a = 1; SET @b = 2; END;
             CREATE EVENT `do it` ON SCHEDULE AT '2031-01-01 00:00:00' COMMENT 'once' DO SET @a = 1",
            &[],
        ),
        (
            "in another time zone",
            "SET time_zone = '+02:00'; CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO SET @a = 1",
            "SET time_zone = '-05:00'; CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO SET @a = 1",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn sequences() {
    let text = all(&[
        (
            "with a table that takes its numbers",
            "CREATE TABLE t (id INT PRIMARY KEY)",
            "CREATE SEQUENCE `a ``s` START WITH 5 INCREMENT BY 2 MINVALUE 1 MAXVALUE 100 CACHE 10 CYCLE COMMENT 'it''s';
             CREATE TABLE t (id INT PRIMARY KEY, a BIGINT DEFAULT (NEXTVAL(`a ``s`)))",
            &[],
        ),
        (
            "every setting",
            "CREATE SEQUENCE s; CREATE SEQUENCE d INCREMENT BY -1",
            "CREATE SEQUENCE s START WITH 5 INCREMENT BY 2 MINVALUE 1 MAXVALUE 100 CACHE 10 CYCLE COMMENT 'it''s';
             CREATE SEQUENCE d INCREMENT BY -2 NOCACHE",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

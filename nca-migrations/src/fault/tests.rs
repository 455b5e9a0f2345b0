//! Messages as the databases gave them: PostgreSQL 15, MariaDB 10.11, SQLite 3.40 and 3.53.

use std::ffi::CString;

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};
use nca_migrations_core::dialect::Dialect;

use super::pointed_at;

struct Said {
    message: String,
    position: Option<i32>,
}

impl DatabaseErrorInformation for Said {
    fn message(&self) -> &str {
        &self.message
    }
    fn details(&self) -> Option<&str> {
        None
    }
    fn hint(&self) -> Option<&str> {
        None
    }
    fn table_name(&self) -> Option<&str> {
        None
    }
    fn column_name(&self) -> Option<&str> {
        None
    }
    fn constraint_name(&self) -> Option<&str> {
        None
    }
    fn statement_position(&self) -> Option<i32> {
        self.position
    }
}

/// The statement with what is pointed at between `»` and `«`, or `none`.
fn drawn(sql: &str, dialect: Dialect, message: &str, position: Option<i32>) -> String {
    let said = Said {
        message: message.to_owned(),
        position,
    };
    let error = Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(said));
    match pointed_at(sql, dialect, &error) {
        Some(range) => format!(
            "{}»{}«{}",
            &sql[..range.start],
            &sql[range.clone()],
            &sql[range.end..]
        ),
        None => "none".to_owned(),
    }
}

/// Checks a statement in which the place is marked.
fn check(marked: &str, dialect: Dialect, message: &str, position: Option<i32>) {
    let sql = marked.replace(['»', '«'], "");
    assert_eq!(drawn(&sql, dialect, message, position), marked, "{message}");
}

#[test]
fn postgres_counts_characters_from_one() {
    for (marked, position) in [
        ("»SELEC« 1", 1),
        ("SELECT * FROM »nowhere«", 15),
        ("SELECT 'ünïcödé 🦀', »nope« FROM pg_class", 21),
        ("CREATE TABLE t (\n  id INT,\n  name TEXT NOT »NUL«\n)", 44),
        ("SELECT »\"Quoted Nope\"« FROM pg_class", 8),
        ("SELECT »é«.x FROM pg_class", 8),
        ("SELECT 1 + »'x'«", 12),
        ("SELECT »'abc«", 8),
        ("SELECT 1 WHERE »)«", 16),
        ("SELECT »$1«", 8),
        ("SELECT 1 »<«=> 2", 10),
        // To psql, a command to the end of the line.
        ("»\\«dt users", 1),
        // In a function's body, and in a string.
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT »nope« $$",
            59,
        ),
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\n »RETRN« 1;\n END $$",
            63,
        ),
        ("SELECT E'»\\«u12'", 10),
        // At the end of input.
        ("CREATE TABLE t (id INT»«", 23),
        ("SELECT '🦀' FROM»«", 16),
    ] {
        check(marked, Dialect::Postgres, "", Some(position));
    }
}

#[test]
fn postgres_does_not_always_say() {
    for position in [None, Some(0), Some(-1)] {
        let message = "relation \"nope\" does not exist";
        let sql = "ALTER TABLE nope ADD x int";
        assert_eq!(drawn(sql, Dialect::Postgres, message, position), "none");
    }
}

fn check_mysql(marked: &str, near: &str, line: usize) {
    let message = syntax_error(near, line);
    check(marked, Dialect::Mysql, &message, None);
}

fn syntax_error(near: &str, line: usize) -> String {
    format!(
        "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB \
         server version for the right syntax to use near '{near}' at line {line}"
    )
}

#[test]
fn mysql_quotes_the_rest_of_the_statement() {
    for (marked, near, line) in [
        ("»SELEC« 1", "SELEC 1", 1),
        (
            "CREATE TABLE t (\n  id INT,\n  name TEXT NOT »NUL«\n)",
            "NUL\n)",
            3,
        ),
        (
            "CREATE PROCEDURE p() BEGIN\n  SELECT 1;\n  SELEC »2«;\nEND",
            "2;\nEND",
            3,
        ),
        (
            "SELECT 'it''s' FRM »\"a 'b' c\"« WHERE 'x'",
            "\"a 'b' c\" WHERE 'x'",
            1,
        ),
        ("SELECT 'a near ''x'' at line 3' x »y« z", "y z", 1),
        ("SELECT 1 /* c */ »)« -- more\n , 2", ") -- more\n , 2", 1),
        ("SELECT 1 FRM »'a\nb\nc'« x", "'a\nb\nc' x", 1),
        // Twice the same; the last one is the rest.
        ("SELECT a b »c«, a b c", "c, a b c", 1),
        // Lines inside strings are not counted.
        ("SELECT 'a\nb' x\n »y«", "y", 2),
        // Characters of four bytes come back as `?`.
        ("SELECT 'ünï 🦀', »FROM« x", "FROM x", 1),
        ("SELECT 1 x »y«, 🦀🦀, '🦀'", "y, ??, '?'", 1),
        // After a comma.
        ("CREATE TABLE t (a int # c\n, b intt(»,« c)", " c)", 2),
    ] {
        check_mysql(marked, near, line);
    }
}

#[test]
fn mysql_cuts_what_it_quotes() {
    let long = "'long text in here that goes on and on' , 'and then some more text for it'";
    check_mysql(
        &format!("SELECT 1,»,« {long}, 'more than eighty characters', 'and a line\nbreak'"),
        &format!(" {long}, ..."),
        1,
    );
    check_mysql(
        "SELECT 1 x 'ünï' »'öäü'« z, 'öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö'",
        "'öäü' z, 'ööööööööööööööööööööööööööööööööö...",
        1,
    );
    // Twice the same text, on two lines. Not from a server: cut without a mark, as MySQL's would be.
    let same = "y AND aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let rest = same.strip_prefix('y').unwrap();
    check_mysql(
        &format!("SELECT 1 AS\n{same},\n1 x\n»y«{rest}aaa, 2"),
        &same[..80],
        4,
    );
    // Lines inside strings are not counted here either.
    check_mysql(&format!("SELECT 'a\nb' x\n»y«{rest}aaa, 2"), &same[..80], 2);
    let sql = format!("SELECT 1 x {same}a, 1 x {same}a, 2");
    let message = syntax_error(&same[..80], 1);
    assert_eq!(drawn(&sql, Dialect::Mysql, &message, None), "none");
}

#[test]
fn mysql_at_the_end() {
    check_mysql("CREATE TABLE t (id INT»«", "", 1);
    check_mysql("SELECT 1\n  FROM»«", "", 2);
}

#[test]
fn mysql_does_not_always_say() {
    for (sql, message) in [
        ("SELECT nope", "Unknown column 'nope' in 'SELECT'"),
        ("DROP TABLE nope", "Unknown table 'test.nope'"),
        // In another statement, that this one runs.
        ("EXECUTE IMMEDIATE 'SELECT 1 FROM'", &syntax_error("", 1)),
        ("EXECUTE IMMEDIATE 'SELEC 1'", &syntax_error("SELEC 1", 1)),
        ("CALL p()", &syntax_error("SELEC 1", 1)),
        ("SELECT 1", &syntax_error("", 7)),
        ("SELECT 1", "near 'x' at line many"),
    ] {
        assert_eq!(drawn(sql, Dialect::Mysql, message, None), "none", "{sql}");
    }
}

#[test]
fn sqlite_names_what_it_means() {
    for (marked, message) in [
        ("»SELEC« 1", "near \"SELEC\": syntax error"),
        ("SELECT »||« 2", "near \"||\": syntax error"),
        ("SELECT 1 »)«", "near \")\": syntax error"),
        ("SELECT '🦀' öx »y« z", "near \"y\": syntax error"),
        ("SELECT 'yy' AS xyz »y«", "near \"y\": syntax error"),
        ("SELECT »#«", "unrecognized token: \"#\""),
        ("SELECT »12ab«", "unrecognized token: \"12ab\""),
        ("CREATE TABLE x (a, b»«", "incomplete input"),
        ("SELECT *\nFROM »nowhere«", "no such table: nowhere"),
        (
            "SELECT * FROM »main.nowhere«",
            "no such table: main.nowhere",
        ),
        ("CREATE INDEX i ON »gone« (id)", "no such table: main.gone"),
        ("DROP TABLE »\"no where\"«", "no such table: no where"),
        ("SELECT »e.nope« FROM e", "no such column: e.nope"),
        ("SELECT »\"e\".\"no pe\"« FROM e", "no such column: e.no pe"),
        ("SELECT »[a.b]« FROM e", "no such column: a.b"),
        (
            "ALTER TABLE e DROP COLUMN »nope«",
            "no such column: \"nope\"",
        ),
        (
            "SELECT »\"nope\"« FROM e",
            "no such column: \"nope\" - should this be a string literal in single-quotes?",
        ),
        (
            "INSERT INTO e (»nope«) VALUES ('nope')",
            "table e has no column named nope",
        ),
        ("CREATE TABLE »\"e\"« (x)", "table \"e\" already exists"),
        ("CREATE INDEX »ei« ON e(id)", "index ei already exists"),
        (
            "CREATE TABLE »ei« (x)",
            "there is already an index named ei",
        ),
        (
            "ALTER TABLE e ADD COLUMN »id« int -- id",
            "duplicate column name: id",
        ),
    ] {
        check(marked, Dialect::Sqlite, message, None);
    }
}

#[test]
fn sqlite_is_not_followed_where_it_could_mean_two() {
    for (sql, message) in [
        ("SELECT 1 || || 2", "near \"||\": syntax error"),
        ("SELECT x.a FROM x", "no such table: x"),
        ("CREATE TABLE a (x, x)", "duplicate column name: x"),
        // In a trigger.
        (
            "INSERT INTO log SELECT * FROM gone",
            "no such table: main.gone",
        ),
        ("INSERT INTO one VALUES (1)", "no such column: new.x"),
        ("SELECT 'x'", "no such table: x"),
        (
            "INSERT INTO one VALUES (1)",
            "UNIQUE constraint failed: one.id",
        ),
        ("SELECT 1", ""),
    ] {
        assert_eq!(drawn(sql, Dialect::Sqlite, message, None), "none", "{sql}");
    }
}

#[test]
fn a_nul_is_what_cannot_be_sent() {
    let sql = "SELECT 'ü\0'";
    let error = Error::InvalidCString(CString::new(sql).unwrap_err());
    for dialect in Dialect::ALL {
        assert_eq!(pointed_at(sql, dialect, &error), Some(10..11));
    }
    assert_eq!(pointed_at(sql, Dialect::Sqlite, &Error::NotFound), None);
}

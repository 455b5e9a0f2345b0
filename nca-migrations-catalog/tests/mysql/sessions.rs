//! Sessions that are set up otherwise.

use diesel::deserialize::{self, FromSql};
use diesel::mysql::Mysql;
use diesel::row::{Field as _, NamedRow, Row};
use diesel::sql_types::Text;
use diesel::{MysqlConnection, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_catalog::{IntrospectError, Scope, introspect};

use crate::bed::{Bed, EVERYTHING, connect, outline, run, same};

/// Read by its place, since the names of columns come in the character set of the results.
struct Variable(String);

impl QueryableByName<Mysql> for Variable {
    fn build<'a>(row: &impl NamedRow<'a, Mysql>) -> deserialize::Result<Self> {
        let field = Row::get(row, 0).unwrap();
        <String as FromSql<Text, Mysql>>::from_nullable_sql(field.value()).map(Self)
    }
}

/// All but those that every statement changes. Without autocommit whatever is read begins a transaction.
fn variables(conn: &mut MysqlConnection) -> Vec<String> {
    let rows: Vec<Variable> = sql_query(
        "SELECT CAST(CONVERT(CONCAT(variable_name, '=', variable_value) USING utf8mb4) AS BINARY) \
         FROM information_schema.SESSION_VARIABLES \
         WHERE variable_name NOT IN ('TIMESTAMP', 'STATEMENT_ID', 'RAND_SEED1', 'RAND_SEED2', \
            'WARNING_COUNT', 'ERROR_COUNT', 'IN_TRANSACTION') LIMIT 10000",
    )
    .load(conn)
    .unwrap();
    let mut variables: Vec<String> = rows.into_iter().map(|row| row.0).collect();
    assert!(variables.len() > 400);
    variables.sort();
    variables
}

fn changed(before: &[String], after: &[String]) -> Vec<String> {
    let changed = after.iter().filter(|variable| !before.contains(variable));
    changed.cloned().collect()
}

#[test]
fn the_result_is_the_same_and_the_session_too() {
    let mut bed = Bed::with(EVERYTHING);
    let expected = bed.outline();
    for setting in [
        "sql_mode = ''",
        "sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,PAD_CHAR_TO_FULL_LENGTH,IGNORE_SPACE'",
        "sql_mode = 'ORACLE'",
        "sql_mode = 'MYSQL40'",
        "sql_quote_show_create = 0",
        "sql_select_limit = 0",
        "sql_select_limit = 3",
        "NAMES latin1",
        "NAMES cp1251",
        "character_set_results = NULL",
        "character_set_results = ucs2",
        "collation_connection = utf8mb4_turkish_ci",
        "time_zone = '-11:00'",
        "lc_time_names = 'de_DE'",
        "autocommit = 0",
        "old_mode = ''",
    ] {
        let mut conn = connect(&bed.database.url());
        run(&mut conn, &format!("SET {setting}"));
        let before = variables(&mut conn);
        same(&expected, &outline(&mut conn), setting);
        assert_eq!(
            changed(&before, &variables(&mut conn)),
            [""; 0],
            "{setting}"
        );
    }
}

/// A reader in a transaction stays in it.
#[test]
fn a_transaction_goes_on() {
    let mut bed = Bed::with("CREATE TABLE t (a INT)");
    bed.run("START TRANSACTION; INSERT INTO t VALUES (1)");
    bed.outline();
    bed.run("ROLLBACK; ALTER TABLE t ADD CHECK (a IS NULL), ALGORITHM = COPY");
}

#[test]
fn an_error_gives_the_session_back() {
    let bed = Bed::with("CREATE TABLE t (a INT)");
    let user = crate::rights::User::with(&["SELECT"], &bed);
    let mut conn = connect(&user.url);
    run(
        &mut conn,
        "SET sql_mode = 'ANSI_QUOTES', sql_select_limit = 7",
    );
    let before = variables(&mut conn);
    introspect(&mut conn, &Scope::All).unwrap_err();
    assert_eq!(changed(&before, &variables(&mut conn)), [""; 0]);
}

#[test]
fn a_connection_without_a_database_is_refused() {
    let bed = Bed::new();
    let name = bed.database.name();
    let url = bed.database.url().replace(&format!("/{name}"), "/");
    let error = introspect(&mut connect(&url), &Scope::All).unwrap_err();
    assert!(matches!(error, IntrospectError::NoDatabase));
    insta::assert_snapshot!(error, @"the connection has no database selected: expected its name in the URL, as in `mysql://user@host/name`");
}

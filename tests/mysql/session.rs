//! The caller's session comes back as it was, and what a script sets does not reach the next.

use diesel::{Connection as _, MysqlConnection};
use nca_migrations::Migrator;
use nca_migrations::chain::Chain;

use crate::support::{
    Builder, applied, connect, database, execute, number, one, session, texts, user_tables,
};

fn run(conn: &mut MysqlConnection, chain: &Chain) -> Result<(), nca_migrations::Error> {
    Migrator::new(chain).run_pending(conn).map(drop)
}

const SETS: &str = "SET NAMES latin1;\nSET sql_mode = 'ANSI';\nSET foreign_key_checks = 0, unique_checks = 0;\n\
    SET time_zone = '+03:00';\nSET SESSION long_query_time = 3.5;\nSET sql_safe_updates = 1;\n\
    SET SESSION group_concat_max_len = 77;\n/*!40101 SET autocommit = 0 */;\nSET @@lock_wait_timeout = 5;";

#[test]
fn the_session_comes_back_as_it_was() {
    let database = database();
    let mut conn = connect(&database);
    execute(
        &mut conn,
        "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES', autocommit = 0, \
         collation_connection = 'utf8mb4_unicode_ci', time_zone = '+01:00'",
    );
    let before = session(&mut conn);
    let chain = Builder::default()
        .revision("001_x", SETS, "SET NAMES latin1; SELECT 1/0 FROM nowhere;")
        .chain();
    run(&mut conn, &chain).unwrap();
    assert_eq!(session(&mut conn), before);

    // A failed script too.
    let migrator = Migrator::new(&chain);
    migrator
        .downgrade(&mut conn, &"base".parse().unwrap())
        .unwrap_err();
    assert_eq!(session(&mut conn), before);
}

#[test]
fn what_a_script_sets_does_not_reach_the_next() {
    let database = database();
    let mut conn = connect(&database);
    let sets = "SELECT concat_ws(' ', @@sql_mode, @@autocommit, @@foreign_key_checks, @@time_zone, \
                @@character_set_client, @@collation_connection, @@group_concat_max_len)";
    let chain = Builder::default()
        .revision(
            "001_before",
            &format!("CREATE TABLE a AS {sets} AS v;"),
            "DO 1;",
        )
        .revision("002_sets", SETS, "DO 1;")
        .revision("003_after", &format!("INSERT INTO a {sets};"), "DO 1;")
        .chain();
    run(&mut conn, &chain).unwrap();
    let seen = texts(&mut conn, "SELECT DISTINCT v AS value FROM a");
    assert_eq!(seen.len(), 1, "{seen:?}");
}

#[test]
fn a_script_may_use_another_database() {
    let (here, there) = (database(), database());
    let mut conn = connect(&here);
    let up = format!(
        "USE {};\nCREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (later);",
        there.name()
    );
    let chain = one(&up);
    run(&mut conn, &chain).unwrap_err();
    assert_eq!(
        texts(&mut conn, "SELECT DATABASE() AS value"),
        [here.name()]
    );
    let chain = one(&up.replace("later", "2"));
    run(&mut conn, &chain).unwrap();
    assert_eq!(
        texts(&mut conn, "SELECT DATABASE() AS value"),
        [here.name()]
    );
    assert_eq!(user_tables(&mut conn), [""; 0]);
    assert_eq!(applied(&mut conn), ["001"]);
    let mut other = connect(&there);
    assert_eq!(number(&mut other, "SELECT count(*) AS value FROM a"), 2);
    assert_eq!(user_tables(&mut other), ["a"]);
}

#[test]
fn backslashes_escape_while_a_script_runs() {
    let database = database();
    let mut conn = connect(&database);
    execute(&mut conn, "SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
    let chain = one(r"CREATE TABLE a (v TEXT); INSERT INTO a VALUES ('it\'s; \\ so');");
    run(&mut conn, &chain).unwrap();
    assert_eq!(
        texts(&mut conn, "SELECT v AS value FROM a"),
        [r"it's; \ so"]
    );
}

#[test]
fn locked_tables_are_refused_before_anything_is_locked() {
    let database = database();
    let mut conn = connect(&database);
    let chain = one(
        "CREATE TABLE a (v INTEGER);\nLOCK TABLES a WRITE;\nINSERT INTO a VALUES (1);\nUNLOCK TABLES;",
    );
    insta::assert_snapshot!(run(&mut conn, &chain).unwrap_err(), @r"
    001_x/up.sql:2:1, statement 2 of 4: locked tables would keep this run from recording what it does, so the statement was not run
      leave it out, and the `UNLOCK TABLES` (`mysqldump --skip-add-locks` writes neither)
    the script runs outside a transaction: statement 1 of 4 stays done and will not be run again; the database is at the base
    repair `001_x/up.sql` and upgrade again
    ");
    run(
        &mut conn,
        &one("CREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);\nUNLOCK TABLES;"),
    )
    .unwrap();
}

#[test]
fn stored_programs_have_semicolons() {
    let database = database();
    let mut conn = connect(&database);
    let chain = one("CREATE TABLE a (v INTEGER);\n\
         CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW\nBEGIN\n  IF NEW.v > 1 THEN SET NEW.v = 1; END IF;\n  \
         SET NEW.v = NEW.v + 10;\nEND;\n\
         CREATE PROCEDURE p (IN n INTEGER)\nBEGIN\n  WHILE n > 0 DO INSERT INTO a VALUES (n); SET n = n - 1; END WHILE;\nEND;\n\
         CALL p(3);");
    run(&mut conn, &chain).unwrap();
    let sum = "SELECT CAST(sum(v) AS SIGNED) AS value FROM a";
    assert_eq!(number(&mut conn, sum), 33);
}

#[test]
fn a_failed_procedure_in_a_batch_is_an_error() {
    let database = database();
    let mut conn = MysqlConnection::establish(&database.url()).unwrap();
    let chain = one(
        "CREATE PROCEDURE p () BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'second result'; END;\nCALL p();",
    );
    let error = run(&mut conn, &chain).unwrap_err().to_string();
    assert!(error.contains("statement 2 of 2: second result"), "{error}");
}

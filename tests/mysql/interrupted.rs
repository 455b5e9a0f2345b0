//! A run that was stopped, and the next one. What a kill between a statement and its record leaves is
//! what a record that fails leaves.

use nca_migrations::chain::Chain;
use nca_migrations::{Error, Migrator, Stamp};
use nca_tests::server::Database;

use crate::support::{
    applied, connect, connect_as, count, database, execute, fail_record, limited_user, number, one,
    texts, three, user_tables, with_history,
};

fn upgrade(database: &Database, chain: &Chain) -> Result<(), Error> {
    let mut conn = connect(database);
    Migrator::new(chain).run_pending(&mut conn).map(drop)
}

/// Runs the script until so many of its statements are done and one less is recorded, and then again.
fn killed_after(database: &Database, statements: u32, chain: &Chain) -> Result<(), Error> {
    let mut conn = connect(database);
    fail_record(&mut conn, statements);
    let error = upgrade(database, chain).unwrap_err();
    assert!(error.to_string().contains("not recorded"), "{error}");
    execute(&mut conn, "DROP TRIGGER fail_record");
    upgrade(database, chain)
}

#[test]
fn a_failed_statement_is_repaired_and_the_rest_goes_on() {
    let database = with_history();
    let mut conn = connect(&database);
    let broken =
        one("CREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);");
    let error = upgrade(&database, &broken).unwrap_err();
    insta::with_settings!({filters => vec![(r"nca_scratch_[0-9a-f_]+", "DATABASE")]}, {
        insta::assert_snapshot!(error, @r"
        001_x/up.sql:3:1, statement 3 of 3: Table 'DATABASE.b' doesn't exist
        the script runs outside a transaction: statements 1 to 2 of 3 stay done and will not be run again; the database is at the base
        repair `001_x/up.sql` and upgrade again
        ");
    });
    let mended =
        one("CREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);");
    upgrade(&database, &mended).unwrap();
    assert_eq!(count(&mut conn, "a"), 2);
    assert_eq!(applied(&mut conn), ["001"]);
}

#[test]
fn done_and_not_recorded_no_statement_runs_twice() {
    for (up, statements, check, expected) in [
        (
            "CREATE TABLE a (v INTEGER);",
            1,
            "SELECT count(*) AS value FROM a",
            0,
        ),
        (
            "CREATE TABLE a (v INTEGER);\nALTER TABLE a ADD w INTEGER;\nALTER TABLE a ADD x INTEGER;",
            2,
            "SELECT count(x) AS value FROM a",
            0,
        ),
        (
            "CREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);",
            3,
            "SELECT count(*) AS value FROM a",
            2,
        ),
        (
            "CREATE TABLE a (v INTEGER);\nCREATE INDEX i ON a (v);\nDROP INDEX i ON a;",
            3,
            "SELECT count(*) AS value FROM a",
            0,
        ),
        (
            "CREATE TABLE a (v INTEGER);\nRENAME TABLE a TO b;",
            2,
            "SELECT count(*) AS value FROM b",
            0,
        ),
        (
            "CREATE TABLE a (v INTEGER);\nCREATE TABLE b (v INTEGER);\nDROP TABLE a, b;",
            3,
            "SELECT 7 AS value",
            7,
        ),
        (
            "SET NAMES latin1;\nCREATE TABLE a (v INTEGER) COMMENT 'ö';",
            2,
            "SELECT count(*) AS value FROM a",
            0,
        ),
        (
            "CREATE VIEW v AS SELECT 8 AS value;",
            1,
            "SELECT value FROM v",
            8,
        ),
        (
            "CREATE TABLE a (v INTEGER);\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.v = 9;\nINSERT INTO a VALUES (1);",
            2,
            "SELECT CAST(max(v) AS SIGNED) AS value FROM a",
            9,
        ),
        (
            "CREATE FUNCTION f () RETURNS BIGINT DETERMINISTIC BEGIN DECLARE x BIGINT; SET x = 5; RETURN x; END;",
            1,
            "SELECT f() AS value",
            5,
        ),
        (
            "CREATE PROCEDURE p () BEGIN SELECT 1; SELECT 2; END;\nDROP PROCEDURE p;",
            2,
            "SELECT 7 AS value",
            7,
        ),
        (
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM a;",
            1,
            "SELECT 7 AS value",
            7,
        ),
        (
            "CREATE TABLE `ä ``b` (v INTEGER) COMMENT 'ö';\nALTER TABLE `ä ``b` COMMENT 'ü';",
            2,
            "SELECT count(*) AS value FROM `ä ``b`",
            0,
        ),
    ] {
        let database = with_history();
        killed_after(&database, statements, &one(up))
            .unwrap_or_else(|error| panic!("{up}: {error}"));
        let mut conn = connect(&database);
        assert_eq!(number(&mut conn, check), expected, "{up}");
        assert_eq!(applied(&mut conn), ["001"], "{up}");
    }
}

/// A temporary table, `SET` and `TRUNCATE` leave nothing that could be looked for.
#[test]
fn what_can_be_run_again_is() {
    for (up, statements) in [
        ("SET @a = 1;\nCREATE TABLE t (v INTEGER);", 1),
        ("CREATE TABLE t (v INTEGER);\nTRUNCATE TABLE t;", 2),
        (
            "CREATE TABLE t (v INTEGER);\nANALYZE TABLE t;\nCREATE OR REPLACE VIEW v AS SELECT 1;",
            2,
        ),
    ] {
        let database = with_history();
        killed_after(&database, statements, &one(up))
            .unwrap_or_else(|error| panic!("{up}: {error}"));
        assert_eq!(applied(&mut connect(&database)), ["001"], "{up}");
    }
}

#[test]
fn a_database_that_was_created_is_not_created_again() {
    let database = with_history();
    let other = format!("{}_o", database.name());
    let chain = one(&format!("CREATE DATABASE {other};\nDROP DATABASE {other};"));
    killed_after(&database, 1, &chain).unwrap();
    assert_eq!(applied(&mut connect(&database)), ["001"]);
}

#[test]
fn dropped_halfway_is_for_a_person_to_finish() {
    let database = with_history();
    let mut conn = connect(&database);
    let chain = one(
        "CREATE TABLE a (v INTEGER);\nCREATE TABLE b (v INTEGER);\nDROP TABLE a, b;\nCREATE TABLE c (v INTEGER);",
    );
    fail_record(&mut conn, 3);
    upgrade(&database, &chain).unwrap_err();
    execute(
        &mut conn,
        "DROP TRIGGER fail_record; CREATE TABLE b (v INTEGER)",
    );
    insta::assert_snapshot!(upgrade(&database, &chain).unwrap_err(), @r"
    looking into an interrupted statement failed: it was stopped halfway: `a` is gone, `b` is still there
      drop the rest by hand, then run the migrations again: they go on behind this statement
    the script runs outside a transaction: statements 1 to 2 of 4 stay done and will not be run again; the database is at the base
    ");
    assert_eq!(user_tables(&mut conn), ["b"]);
    execute(&mut conn, "DROP TABLE b");
    upgrade(&database, &chain).unwrap();
    assert_eq!(user_tables(&mut conn), ["c"]);
}

#[test]
fn tables_that_are_alike_are_not_swapped_twice() {
    let database = with_history();
    let mut conn = connect(&database);
    execute(
        &mut conn,
        "CREATE TABLE a (v INTEGER); CREATE TABLE b (v INTEGER); INSERT INTO a VALUES (1)",
    );
    let chain = one("RENAME TABLE a TO c, b TO a, c TO b;");
    let error = killed_after(&database, 1, &chain).unwrap_err();
    insta::assert_snapshot!(error, @r"
    looking into an interrupted statement failed: it exchanges tables that are alike, so that nothing but their rows tells whether it was done, and doing it twice would undo it
      look at the rows; then do by hand what is left of the script, and stamp the migration
    no statement of this script is recorded; the database is at the base
    ");
    assert_eq!(count(&mut conn, "b"), 1);
    let migrator = Migrator::new(&chain);
    let head = "head".parse().unwrap();
    migrator.stamp(&mut conn, &head, Stamp::Checked).unwrap();
    upgrade(&database, &chain).unwrap();
}

#[test]
fn what_a_script_set_before_it_was_stopped_is_set_again() {
    let database = with_history();
    let mut conn = connect(&database);
    execute(
        &mut conn,
        "CREATE TABLE p (id INTEGER PRIMARY KEY); \
         CREATE TABLE c (p INTEGER, FOREIGN KEY (p) REFERENCES p (id))",
    );
    let broken = one(
        "SET FOREIGN_KEY_CHECKS = 0;\nINSERT INTO c VALUES (7);\nINSERT INTO c (q) VALUES (8);",
    );
    upgrade(&database, &broken).unwrap_err();
    let mended =
        one("SET FOREIGN_KEY_CHECKS = 0;\nINSERT INTO c VALUES (7);\nINSERT INTO c VALUES (8);");
    upgrade(&database, &mended).unwrap();
    assert_eq!(count(&mut conn, "c"), 2);
}

#[test]
fn a_script_with_transactions_of_its_own() {
    let own = |last: &str| {
        one(&format!(
            "CREATE TABLE a (v INTEGER);\nSTART TRANSACTION;\nINSERT INTO a VALUES (1);\n\
             INSERT INTO a VALUES (2);\n{last}"
        ))
    };
    let database = with_history();
    let mut conn = connect(&database);
    // What was not committed is not there, and not recorded.
    upgrade(&database, &own("INSERT INTO later VALUES (1);\nCOMMIT;")).unwrap_err();
    assert_eq!(count(&mut conn, "a"), 0);
    upgrade(&database, &own("COMMIT;\nINSERT INTO a VALUES (3);")).unwrap();
    assert_eq!(
        texts(
            &mut conn,
            "SELECT CAST(v AS CHAR) AS value FROM a ORDER BY v"
        ),
        ["1", "2", "3"]
    );

    let database = with_history();
    let mut conn = connect(&database);
    let error = upgrade(&database, &own("INSERT INTO a VALUES (3);")).unwrap_err();
    assert!(matches!(error, Error::TransactionLeftOpen(_)), "{error}");
    assert_eq!(count(&mut conn, "a"), 0);
    upgrade(&database, &own("COMMIT;")).unwrap();
    assert_eq!(count(&mut conn, "a"), 2);
}

#[test]
fn a_script_without_autocommit() {
    let without = |last: &str| {
        one(&format!(
            "CREATE TABLE a (v INTEGER);\nSET autocommit = 0;\nINSERT INTO a VALUES (1);\n\
             INSERT INTO a VALUES (2);\n{last}"
        ))
    };
    let database = with_history();
    let mut conn = connect(&database);
    upgrade(&database, &without("INSERT INTO later VALUES (1);")).unwrap_err();
    assert_eq!(count(&mut conn, "a"), 0, "not committed");
    let error = upgrade(&database, &without("INSERT INTO a VALUES (3);")).unwrap_err();
    assert!(matches!(error, Error::TransactionLeftOpen(_)), "{error}");
    assert_eq!(count(&mut conn, "a"), 0);
    upgrade(
        &database,
        &without("COMMIT;\nINSERT INTO a VALUES (3);\nCOMMIT;"),
    )
    .unwrap();
    assert_eq!(count(&mut conn, "a"), 3);
}

/// As `mysqldump --no-autocommit` writes it.
#[test]
fn settings_after_the_last_commit_leave_no_transaction_open() {
    let database = with_history();
    let chain = one(
        "CREATE TABLE a (v INTEGER);\nSET autocommit = 0;\nINSERT INTO a VALUES (1);\n\
         COMMIT;\nSET unique_checks = 1;",
    );
    upgrade(&database, &chain).unwrap();
    assert_eq!(count(&mut connect(&database), "a"), 1);
}

/// To look at a view takes a right of its own, which nobody needs for making one.
#[test]
fn what_must_not_be_looked_at_can_be_changed() {
    let database = with_history();
    let user = limited_user(
        &database,
        "CREATE, CREATE VIEW, DROP, SELECT, INSERT, UPDATE, DELETE",
    );
    let chain = one(
        "CREATE VIEW v AS SELECT 1 AS a;\nCREATE OR REPLACE VIEW v AS SELECT 2 AS a;\n\
         DROP VIEW v;\nCREATE TABLE t (v INTEGER);",
    );
    let mut conn = connect_as(&database, &user);
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    drop(conn);
    let mut conn = connect(&database);
    execute(
        &mut conn,
        &format!("DROP USER {user}@'%', {user}@localhost"),
    );
    assert_eq!(user_tables(&mut conn), ["t"]);
}

#[test]
fn a_value_that_went_with_the_session_is_not_taken_for_null() {
    let database = with_history();
    let mut conn = connect(&database);
    execute(
        &mut conn,
        "CREATE TABLE p (id INTEGER PRIMARY KEY AUTO_INCREMENT); CREATE TABLE c (p INTEGER)",
    );
    let begin = "INSERT INTO p VALUES (7);\nSET @id = LAST_INSERT_ID();\n";
    let error = upgrade(
        &database,
        &one(&format!("{begin}INSERT INTO c (q) VALUES (@id);")),
    );
    assert!(error.is_err());
    let error = upgrade(
        &database,
        &one(&format!("{begin}INSERT INTO c VALUES (@id);")),
    )
    .unwrap_err();
    insta::assert_snapshot!(error, @r"
    going on with an interrupted script failed: the statements that are left need `@id`, which a statement that is done left in a session that has ended
      get the value anew in front of them, or do by hand what is left of the script and stamp the migration
    the script runs outside a transaction: statements 1 to 2 of 3 stay done and will not be run again; the database is at the base
    ");
    assert_eq!(count(&mut conn, "c"), 0);
    let mended = format!("{begin}SELECT max(id) INTO @id FROM p;\nINSERT INTO c VALUES (@id);");
    upgrade(&database, &one(&mended)).unwrap();
    assert_eq!(
        number(&mut conn, "SELECT CAST(max(p) AS SIGNED) AS value FROM c"),
        7
    );
}

/// Creating the history commits what is open.
#[test]
fn a_first_stamp_is_there_as_a_whole_or_not_at_all() {
    let database = database();
    let mut conn = connect(&database);
    let chain = three().chain();
    let stopping = Migrator::new(&chain);
    execute(
        &mut conn,
        "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, \
         run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, CHECK (version <> '003'))",
    );
    let head = "head".parse().unwrap();
    stopping
        .stamp(&mut conn, &head, Stamp::Checked)
        .unwrap_err();
    assert_eq!(applied(&mut conn), [""; 0]);
}

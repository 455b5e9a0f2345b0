//! Indexes that are built, built anew and dropped concurrently on PostgreSQL: beside others that wait,
//! interrupted, failed, and done with nobody left to record it.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use diesel::PgConnection;
use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator, Target};
use nca_tests::Builder;

use crate::bed::{Ask as _, Bed, Postgres, eventually};
use crate::child::{Other, Stop};

/// A server notices within half a second that a client is gone.
const LOCK_TIMEOUT: Duration = Duration::from_secs(30);

/// A table with an index and rows, and then this outside a transaction.
pub(crate) fn then(statements: &str) -> Chain {
    first()
        .revision("002_then", statements, "SELECT 1;")
        .outside_a_transaction()
        .chain()
}

fn first() -> Builder {
    Builder::default().revision(
        "001_one",
        "CREATE TABLE one (id INTEGER PRIMARY KEY, n INTEGER, m INTEGER, long TEXT);\n\
         CREATE INDEX one_m ON one (m);\n\
         INSERT INTO one VALUES (1, 1, 1), (2, 2, 2);",
        "DROP TABLE one;",
    )
}

#[test]
fn whoever_waits_is_not_waited_for() {
    const BUILD: &str = "CREATE INDEX CONCURRENTLY one_n ON one (n);";
    let (bed, mut conn) = at_first();
    let mut blocker = block(&bed);
    let mut holder = Other::start::<Postgres>(&bed.url(), &format!("then {BUILD}"), Stop::Never);
    until_it_waits_for_a_lock(&mut conn, "CREATE INDEX CONCURRENTLY");
    let (tell, told) = channel();
    let waiter = thread::spawn({
        let mut conn = bed.connect();
        move || {
            let chain = then(BUILD);
            let migrator = Migrator::new(&chain)
                .lock_timeout(LOCK_TIMEOUT)
                .observer(|event| {
                    if let Event::LockWaitStarted { holder } = event {
                        tell.send(holder.unwrap_or_default().to_owned()).unwrap();
                    }
                });
            migrator.run_pending(&mut conn).unwrap()
        }
    });
    let named = told.recv_timeout(LOCK_TIMEOUT).unwrap();
    assert!(
        named.starts_with(&format!("child 1, process {}", holder.id())),
        "{named}"
    );
    blocker.run("COMMIT");
    assert_eq!(holder.says(), "applied 1");
    holder.end().unwrap();
    let report = waiter.join().unwrap();
    assert_eq!(report.done.len(), 0);
    assert!(report.waited > Duration::ZERO);
    assert_eq!(indexes(&mut conn), ["one_m", "one_n", "one_pkey"]);
}

#[test]
fn killed_in_a_long_statement_the_lock_is_soon_free() {
    for (name, builder) in [
        (
            "in a transaction",
            first().revision("002_then", "SELECT 1;", ""),
        ),
        (
            "outside of one",
            first()
                .revision("002_then", "SELECT 1;", "")
                .outside_a_transaction(),
        ),
    ] {
        let (bed, mut conn) = at_first();
        let other = Other::start::<Postgres>(&bed.url(), &format!("asleep {name}"), Stop::Never);
        until(
            &mut conn,
            "SELECT count(*) AS value FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event = 'PgSleep'",
        );
        other.kill();
        let start = Instant::now();
        let chain = builder.chain();
        let migrator = Migrator::new(&chain).lock_timeout(LOCK_TIMEOUT);
        assert_eq!(
            migrator.run_pending(&mut conn).unwrap().done.len(),
            1,
            "{name}"
        );
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}

/// The first revision, and a statement that takes its time.
pub(crate) fn asleep(how: &str) -> Chain {
    let chain = first().revision("002_then", "SELECT pg_sleep(30);", "SELECT 1;");
    match how {
        "in a transaction" => chain.chain(),
        _ => chain.outside_a_transaction().chain(),
    }
}

#[test]
fn a_unique_index_that_failed_is_built_when_the_rows_are_mended() {
    for statement in [
        "CREATE UNIQUE INDEX CONCURRENTLY one_n ON one (n)",
        "CREATE UNIQUE INDEX CONCURRENTLY ON one (n)",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_n ON one (n)",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"One N\" ON \"one\" (n)",
    ] {
        let (_bed, mut conn) = at_first();
        conn.run("INSERT INTO one VALUES (3, 2, 3)");
        let chain = then(&format!(
            "UPDATE one SET m = m + 1;\n{statement};\nUPDATE one SET m = m + 1;"
        ));
        let migrator = Migrator::new(&chain);
        let error = migrator.run_pending(&mut conn).unwrap_err();
        assert!(matches!(error, Error::Statement(_)), "{statement}: {error}");
        assert_eq!(invalid(&mut conn).len(), 1, "{statement}");
        // Not mended, it fails in the same way, and does not add one more each time.
        let again = migrator.run_pending(&mut conn).unwrap_err();
        assert_eq!(again.to_string(), error.to_string(), "{statement}");
        assert_eq!(invalid(&mut conn).len(), 1, "{statement}");

        conn.run("DELETE FROM one WHERE id = 3");
        migrator.run_pending(&mut conn).unwrap();
        assert_eq!(invalid(&mut conn), [""; 0], "{statement}");
        assert_eq!(indexes(&mut conn).len(), 3, "{statement}");
        assert_eq!(
            conn.number("SELECT sum(m) AS value FROM one"),
            7,
            "{statement}"
        );
    }
}

#[test]
fn an_invalid_index_of_somebody_else_is_left_alone() {
    let (_bed, mut conn) = at_first();
    conn.run("INSERT INTO one VALUES (3, 2, 3)");
    let theirs = "CREATE UNIQUE INDEX CONCURRENTLY theirs ON one (n)";
    diesel::connection::SimpleConnection::batch_execute(&mut conn, theirs).unwrap_err();
    let chain = then("CREATE UNIQUE INDEX CONCURRENTLY one_n ON one (n);");
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap_err();
    conn.run("DELETE FROM one WHERE id = 3");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(invalid(&mut conn), ["theirs"]);
    assert_eq!(indexes(&mut conn), ["one_m", "one_n", "one_pkey", "theirs"]);
}

#[test]
fn interrupted_while_others_have_the_table_it_is_done_anew() {
    for (statement, expected) in [
        (
            "CREATE INDEX CONCURRENTLY one_n ON one (n)",
            vec!["one_m", "one_n", "one_pkey"],
        ),
        (
            "CREATE INDEX CONCURRENTLY ON one (n)",
            vec!["one_m", "one_n_idx", "one_pkey"],
        ),
        ("DROP INDEX CONCURRENTLY one_m", vec!["one_pkey"]),
        ("DROP INDEX CONCURRENTLY IF EXISTS one_m", vec!["one_pkey"]),
        (
            "REINDEX INDEX CONCURRENTLY one_m",
            vec!["one_m", "one_pkey"],
        ),
        ("REINDEX TABLE CONCURRENTLY one", vec!["one_m", "one_pkey"]),
        (
            "REINDEX (CONCURRENTLY) TABLE one",
            vec!["one_m", "one_pkey"],
        ),
        (
            "REINDEX SCHEMA CONCURRENTLY public",
            vec!["one_m", "one_pkey"],
        ),
    ] {
        let (bed, mut conn) = at_first();
        let mut blocker = block(&bed);
        let other =
            Other::start::<Postgres>(&bed.url(), &format!("then {statement};"), Stop::Never);
        let word = statement.split(' ').next().unwrap();
        until_it_waits_for_a_lock(&mut conn, word);
        other.kill();
        until(
            &mut conn,
            &format!(
                "SELECT CAST(count(*) = 0 AS integer)::bigint AS value FROM pg_stat_activity \
                 WHERE datname = current_database() AND query LIKE '{word}%'"
            ),
        );
        assert_ne!(invalid(&mut conn), [""; 0], "{statement}: it has not begun");
        blocker.run("COMMIT");
        let chain = then(&format!("{statement};"));
        let migrator = Migrator::new(&chain).lock_timeout(LOCK_TIMEOUT);
        migrator.run_pending(&mut conn).unwrap();
        assert_eq!(invalid(&mut conn), [""; 0], "{statement}");
        assert_eq!(indexes(&mut conn), expected, "{statement}");
    }
}

#[test]
fn done_and_not_recorded_it_is_not_done_twice() {
    for statement in [
        "CREATE INDEX CONCURRENTLY one_n ON one (n)",
        "CREATE INDEX CONCURRENTLY ON one (n)",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS one_n ON one (n)",
        "REINDEX INDEX CONCURRENTLY one_m",
        "DROP INDEX CONCURRENTLY one_m",
    ] {
        let (bed, mut conn) = at_first();
        let mut other = Other::start::<Postgres>(
            &bed.url(),
            &format!("then {statement};"),
            Stop::After(statement),
        );
        assert_eq!(other.says(), "ready", "{statement}");
        other.kill();
        let before = identities(&mut conn);
        let chain = then(&format!("{statement};"));
        let migrator = Migrator::new(&chain).lock_timeout(LOCK_TIMEOUT);
        let unfinished = migrator.history(&mut conn).unwrap();
        assert_eq!(
            unfinished.unfinished().unwrap().statements_done,
            Some(0),
            "{statement}"
        );
        assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
        assert_eq!(identities(&mut conn), before, "{statement}");
        assert_eq!(invalid(&mut conn), [""; 0], "{statement}");
    }
}

/// A database at the first revision.
fn at_first() -> (Postgres, PgConnection) {
    let bed = Postgres::new();
    let mut conn = bed.connect();
    let chain = first().chain();
    Migrator::new(&chain)
        .upgrade(&mut conn, &Target::head())
        .unwrap();
    (bed, conn)
}

/// A transaction that has the table: what is done concurrently waits for its end.
fn block(bed: &Postgres) -> PgConnection {
    let mut conn = bed.connect();
    conn.run("BEGIN; INSERT INTO one VALUES (100, 100, 100)");
    conn
}

fn until_it_waits_for_a_lock(conn: &mut PgConnection, word: &str) {
    until(
        conn,
        &format!(
            "SELECT count(*) AS value FROM pg_stat_activity WHERE datname = current_database() \
             AND query LIKE '{word}%' AND wait_event_type = 'Lock'"
        ),
    );
}

fn until(conn: &mut PgConnection, query: &str) {
    let is_so = || {
        let so = conn.number(query) > 0;
        let going_on = "SELECT concat_ws(' ', state, wait_event, query) AS value \
                        FROM pg_stat_activity WHERE datname = current_database()";
        if so {
            Ok(())
        } else {
            Err(conn.texts(going_on).join("\n"))
        }
    };
    eventually(query, is_so);
}

fn indexes(conn: &mut PgConnection) -> Vec<String> {
    conn.texts(
        "SELECT CAST(indexname AS text) AS value FROM pg_indexes \
         WHERE tablename = 'one' ORDER BY indexname",
    )
}

/// They change when an index is built anew.
fn identities(conn: &mut PgConnection) -> Vec<String> {
    conn.texts(
        "SELECT indexrelid || ' ' || indexrelid::regclass AS value FROM pg_index \
         WHERE indrelid = 'one'::regclass ORDER BY 1",
    )
}

fn invalid(conn: &mut PgConnection) -> Vec<String> {
    conn.texts(
        "SELECT CAST(indexrelid::regclass AS text) AS value FROM pg_index \
         WHERE NOT indisvalid ORDER BY 1",
    )
}

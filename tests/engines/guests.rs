//! Where less is allowed: databases that can only be read, and the transaction of a caller.

use diesel::connection::InstrumentationEvent;
use diesel::{Connection, PgConnection, SqliteConnection};
use nca_migrations::backend::Engine;
use nca_migrations::{Command, Error, Migrator, Target};
use nca_tests::server::{own_postgres, standby};
use nca_tests::{tables, three};

use crate::bed::{Ask, Bed, Postgres, Sqlite, stories, transactional};
use crate::role::Role;

stories!(
    up_and_down_nest_in_the_callers_transaction,
    a_failure_leaves_the_callers_transaction_open,
    looking_does_not_abort_the_callers_transaction,
);

/// All questions and a start, where nothing may be written.
fn only_reads<E: Engine>(conn: &mut E) {
    conn.set_instrumentation(|event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let query = query.to_string();
            let reads = query.starts_with("SELECT") || query.starts_with("PRAGMA");
            assert!(reads, "{query}");
        }
    });
    let chain = three();
    let migrator = Migrator::new(&chain);
    assert_eq!(migrator.run_pending(conn).unwrap().done, []);
    assert!(migrator.current(conn).unwrap().is_head);
    assert_eq!(migrator.history(conn).unwrap().applied.len(), 3);
    let to_the_slow_way = migrator.upgrade(conn, &"003".parse().unwrap());
    assert_eq!(to_the_slow_way.unwrap().done, []);
    let four = longer();
    let migrator = Migrator::new(&four);
    assert_eq!(migrator.status(conn).unwrap().pending.len(), 1);
    let plan = migrator.plan(conn, Command::Upgrade, &Target::head());
    assert_eq!(plan.unwrap().steps.len(), 1);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
}

fn longer() -> nca_migrations::chain::Chain {
    tables(&["one", "two", "three", "four"]).chain()
}

/// What a run says that has something to do.
fn refused<E: Engine>(conn: &mut E) -> String {
    let error = Migrator::new(&longer()).run_pending(conn).unwrap_err();
    error.to_string()
}

/// A database at the head, of a throw-away server.
fn at_head() -> Postgres {
    let bed = Postgres(own_postgres().database());
    Migrator::new(&three())
        .run_pending(&mut bed.connect())
        .unwrap();
    bed
}

/// Nobody has the lock, and nothing was written.
fn assert_untouched(conn: &mut PgConnection) {
    assert_eq!(
        conn.number(
            "SELECT count(*) AS value FROM pg_locks WHERE locktype = 'advisory' \
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        0
    );
    assert_eq!(conn.applied(), ["001", "002", "003"]);
    assert_eq!(conn.tables(), ["one", "three", "two"]);
}

#[test]
fn a_role_that_may_only_read_the_history() {
    let bed = at_head();
    let role = Role::new(&bed, "reader");
    let mut owner = bed.connect();
    owner.run(&format!(
        "GRANT SELECT ON __diesel_schema_migrations, __nca_migration_log TO {role}"
    ));
    let mut conn = role.connect_to(&bed.url());
    only_reads(&mut conn);
    insta::assert_snapshot!("reader", without(&refused(&mut conn), &bed));
    assert_untouched(&mut owner);
}

#[test]
fn a_role_that_may_write_the_history_and_not_create() {
    let bed = at_head();
    let role = Role::new(&bed, "writer");
    let mut owner = bed.connect();
    owner.run(&format!(
        "GRANT SELECT, INSERT ON __diesel_schema_migrations, __nca_migration_log TO {role}"
    ));
    let mut conn = role.connect_to(&bed.url());
    insta::assert_snapshot!("writer", without(&refused(&mut conn), &bed));
    assert_untouched(&mut owner);
}

#[test]
fn a_role_that_may_nothing() {
    let bed = at_head();
    let role = Role::new(&bed, "nobody");
    let mut conn = role.connect_to(&bed.url());
    insta::assert_snapshot!("nobody", without(&refused(&mut conn), &bed));
    assert_untouched(&mut bed.connect());
}

#[test]
fn no_history_for_a_role_that_cannot_create_one() {
    let bed = Postgres(own_postgres().database());
    let role = Role::new(&bed, "reader");
    let mut conn = role.connect_to(&bed.url());
    let chain = three();
    let migrator = Migrator::new(&chain);
    assert_eq!(migrator.current(&mut conn).unwrap().version, None);
    assert_eq!(migrator.status(&mut conn).unwrap().pending.len(), 3);
    insta::assert_snapshot!("no_history", without(&refused(&mut conn), &bed));
    assert_eq!(bed.connect().tables(), [""; 0]);
}

#[test]
fn a_session_that_is_read_only() {
    let bed = at_head();
    let mut conn = bed.connect();
    conn.run("SET default_transaction_read_only TO on");
    only_reads(&mut conn);
    insta::assert_snapshot!("read_only_session", refused(&mut conn));
    assert_untouched(&mut bed.connect());
}

#[test]
fn a_standby() {
    let bed = at_head();
    let standby = standby(own_postgres());
    standby.catch_up();
    let mut conn = PgConnection::establish(&standby.url(&bed.0)).unwrap();
    only_reads(&mut conn);
    insta::assert_snapshot!("standby", refused(&mut conn));
    drop(conn);

    let empty = Postgres(own_postgres().database());
    standby.catch_up();
    let mut conn = PgConnection::establish(&standby.url(&empty.0)).unwrap();
    assert_eq!(
        Migrator::new(&three()).current(&mut conn).unwrap().version,
        None
    );
    insta::assert_snapshot!("standby_without_history", refused(&mut conn));
}

#[test]
fn a_file_that_is_read_only() {
    let bed = Sqlite::new();
    Migrator::new(&three())
        .run_pending(&mut bed.connect())
        .unwrap();
    // An account of the operating system may not matter to root; this does.
    let url = format!("file:{}?immutable=1", bed.url());
    let mut conn = SqliteConnection::establish(&url).unwrap();
    only_reads(&mut conn);
    insta::assert_snapshot!("read_only_file", refused(&mut conn));
    assert_eq!(bed.connect().applied(), ["001", "002", "003"]);
}

/// A database's name is another one each time.
fn without(message: &str, bed: &Postgres) -> String {
    message.replace(bed.0.name(), "[database]")
}

fn up_and_down_nest_in_the_callers_transaction<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    conn.begin_test_transaction().unwrap();
    if transactional::<B>() {
        for _ in 0..2 {
            assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
            assert_eq!(conn.applied(), ["001", "002", "003"]);
            assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
            let report = migrator.downgrade(&mut conn, &Target::base());
            assert_eq!(report.unwrap().done.len(), 3);
            assert_eq!(conn.tables(), [""; 0]);
        }
        migrator.run_pending(&mut conn).unwrap();
    } else {
        migrator.run_pending(&mut conn).unwrap_err();
    }
    drop(conn);
    let mut conn = bed.connect();
    assert_eq!(conn.tables(), [""; 0]);
    assert!(!migrator.history(&mut conn).unwrap().has_diesel_table);
}

fn a_failure_leaves_the_callers_transaction_open<B: Bed>() {
    if !transactional::<B>() {
        return;
    }
    let chain = tables(&["one"])
        .revision("002_two", "CREATE TABLE two (id INTEGER);\nNONSENSE;", "")
        .chain();
    let bed = B::new();
    let mut conn = bed.connect();
    conn.begin_test_transaction().unwrap();
    conn.run("CREATE TABLE theirs (id INTEGER)");
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    assert!(matches!(error, Error::Statement(_)), "{error}");
    assert_eq!(conn.tables(), ["one", "theirs"]);
    assert_eq!(conn.applied(), ["001"]);
    drop(conn);
    assert_eq!(bed.connect().tables(), [""; 0]);
}

fn looking_does_not_abort_the_callers_transaction<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    conn.begin_test_transaction().unwrap();
    assert_eq!(migrator.current(&mut conn).unwrap().version, None);
    assert_eq!(migrator.status(&mut conn).unwrap().pending.len(), 3);
    assert_eq!(
        conn.number("SELECT count(*) AS value FROM (SELECT 1) AS t"),
        1
    );
}

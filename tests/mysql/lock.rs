//! Many at once, and a lock that somebody holds or that is lost.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use nca_migrations::{Digest, Error, Event, Migrator};

use crate::support::{
    Builder, applied, connect, count, database, execute, number, one, three, user_tables,
};

#[test]
fn sixteen_at_once_and_each_script_runs_once() {
    let database = database();
    let chain = Builder::default()
        .revision(
            "001_a",
            "CREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);",
            "DO 1;",
        )
        .revision(
            "002_b",
            "CREATE TABLE b (v INTEGER);\nINSERT INTO a VALUES (2);",
            "DO 1;",
        )
        .chain();
    let (start, done) = (Barrier::new(16), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let mut conn = connect(&database);
                start.wait();
                let report = Migrator::new(&chain).run_pending(&mut conn).unwrap();
                done.fetch_add(report.done.len(), Ordering::Relaxed);
            });
        }
    });
    let mut conn = connect(&database);
    assert_eq!(done.into_inner(), 2);
    assert_eq!(count(&mut conn, "a"), 2);
    assert_eq!(applied(&mut conn), ["001", "002"]);
}

#[test]
fn a_lock_that_is_held_names_its_holder() {
    let database = database();
    let chain = three().chain();
    let (mut first, mut second) = (connect(&database), connect(&database));
    let holder = number(
        &mut first,
        "SELECT CAST(CONNECTION_ID() AS SIGNED) AS value",
    );
    let tried = AtomicUsize::new(0);
    let migrator = Migrator::new(&chain).observer(|event| {
        if let Event::RevisionStarted { .. } = event
            && tried.fetch_add(1, Ordering::Relaxed) == 0
        {
            let mut second = connect(&database);
            let waiting = Migrator::new(&chain).lock_timeout(Duration::from_millis(20));
            let error = waiting.run_pending(&mut second).unwrap_err();
            let Error::LockTimeout(timeout) = error else {
                panic!("{error}")
            };
            let named = timeout.holder.unwrap();
            assert!(
                named.starts_with(&format!("connection {holder} of user root at ")),
                "{named}"
            );
        }
    });
    migrator.run_pending(&mut first).unwrap();
    assert!(tried.load(Ordering::Relaxed) > 0);
    // It is free again.
    Migrator::new(&chain)
        .downgrade(&mut second, &"base".parse().unwrap())
        .unwrap();
}

/// The server would give it to the same session once more.
#[test]
fn a_session_that_has_the_lock_does_not_get_it_twice() {
    let database = database();
    let mut conn = connect(&database);
    let digest = Digest::of(&format!("__nca_migration_log in {}", database.name())).to_string();
    let name = format!("nca-migrations-{}", &digest["sha256:".len()..][..40]);
    let got = format!("SELECT CAST(GET_LOCK('{name}', 0) AS SIGNED) AS value");
    assert_eq!(number(&mut conn, &got), 1);
    let chain = three().chain();
    let migrator = Migrator::new(&chain).lock_timeout(Duration::from_millis(20));
    let error = migrator.run_pending(&mut conn).unwrap_err();
    assert!(matches!(error, Error::LockTimeout(_)), "{error}");
    execute(&mut conn, &format!("DO RELEASE_LOCK('{name}')"));
    migrator.run_pending(&mut conn).unwrap();
    // And it is given back, so that another session gets it.
    assert_eq!(number(&mut connect(&database), &got), 1);
}

#[test]
fn a_lock_that_a_script_gives_up_is_lost() {
    let database = database();
    let mut conn = connect(&database);
    let chain = one("CREATE TABLE a (v INTEGER);\nDO RELEASE_ALL_LOCKS();");
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    assert!(error.to_string().contains("RELEASE_ALL_LOCKS"), "{error}");
    assert_eq!(applied(&mut conn), [""; 0]);
}

#[test]
fn a_killed_session_is_an_error_and_the_next_run_goes_on() {
    let database = database();
    let chain = Builder::default()
        .revision(
            "001_a",
            "CREATE TABLE a (v INTEGER);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);",
            "DO 1;",
        )
        .chain();
    for number_to_kill in [1, 2, 3] {
        let mut conn = connect(&database);
        let mut admin = connect(&database);
        execute(
            &mut admin,
            "DROP TABLE IF EXISTS a, __nca_migration_log, __diesel_schema_migrations",
        );
        let id = number(&mut conn, "SELECT CAST(CONNECTION_ID() AS SIGNED) AS value");
        let migrator = Migrator::new(&chain).observer(|event| {
            if let Event::StatementStarted { number, .. } = event
                && *number == number_to_kill
            {
                execute(&mut connect(&database), &format!("KILL {id}"));
            }
        });
        let error = migrator.run_pending(&mut conn).unwrap_err().to_string();
        assert!(
            error.contains("gone away") || error.contains("onnection"),
            "{error}"
        );
        Migrator::new(&chain).run_pending(&mut admin).unwrap();
        assert_eq!(count(&mut admin, "a"), 2, "{number_to_kill}");
        assert_eq!(user_tables(&mut admin), ["a"]);
    }
}

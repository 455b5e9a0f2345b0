//! From nothing to the head, and back.

use std::cell::RefCell;

use nca_migrations::{EmbeddedMigrations, Event, Migrator, Position, Target};

use crate::support::{
    Database, Embedded as _, applied, connect, execute, in_memory, number, pragma, tables, texts,
    three, user_tables,
};

fn target(text: &str) -> Target {
    text.parse().unwrap()
}

#[test]
fn to_the_head_and_back_and_again() {
    let (database, chain) = (Database::new(), three());
    let migrator = Migrator::new(&chain);
    let mut conn = database.connect();
    for _ in 0..2 {
        let up = migrator.run_pending(&mut conn).unwrap();
        assert_eq!(up.versions().collect::<Vec<_>>(), ["001", "002", "003"]);
        assert_eq!(
            (up.from.as_ref(), up.to.as_ref().unwrap().as_str()),
            (None, "003_three")
        );
        assert_eq!(user_tables(&mut conn), ["one", "two", "three"]);
        assert_eq!(applied(&mut conn), ["001", "002", "003"]);

        let down = migrator.downgrade(&mut conn, &Target::base()).unwrap();
        assert_eq!(down.versions().collect::<Vec<_>>(), ["003", "002", "001"]);
        assert_eq!((down.from.unwrap().as_str(), down.to), ("003_three", None));
        assert_eq!(user_tables(&mut conn), [""; 0]);
        assert_eq!(applied(&mut conn), [""; 0]);
    }
    drop(conn);
    assert_eq!(database.files().len(), 1, "the lock file is gone");
}

#[test]
fn step_by_step() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain);
    for (command, text, expected) in [
        ("upgrade", "+1", "001"),
        ("upgrade", "two", "002"),
        ("upgrade", "head", "003"),
        ("downgrade", "-1", "002"),
        ("upgrade", "head", "003"),
        ("downgrade", "head-2", "001"),
        ("upgrade", "one+1", "002"),
        ("downgrade", "base+1", "001"),
        ("upgrade", "+2", "003"),
    ] {
        let target = target(text);
        let report = match command {
            "upgrade" => migrator.upgrade(&mut conn, &target),
            _ => migrator.downgrade(&mut conn, &target),
        };
        let report = report.unwrap_or_else(|error| panic!("{command} {text}: {error}"));
        assert_eq!(report.to.unwrap().version(), expected, "{command} {text}");
        assert_eq!(applied(&mut conn).last().unwrap(), expected);
    }
}

#[test]
fn an_embedded_chain_needs_one_call() {
    let mut conn = in_memory();
    let migrations = tables(&["one"]).embedded();
    assert_eq!(migrations.revisions().len(), 1);
    assert_eq!(migrations.run_pending(&mut conn).unwrap().done.len(), 1);
    assert_eq!(migrations.run_pending(&mut conn).unwrap().done.len(), 0);
}

#[test]
fn no_migrations_at_all() {
    let mut conn = in_memory();
    assert_eq!(
        EmbeddedMigrations::EMPTY
            .run_pending(&mut conn)
            .unwrap()
            .done,
        []
    );
    assert_eq!(
        number(&mut conn, "SELECT count(*) AS value FROM sqlite_master"),
        0
    );
}

#[test]
fn nothing_pending_writes_nothing() {
    let (database, chain) = (Database::new(), three());
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut database.connect()).unwrap();

    let mut watcher = database.connect();
    let version = pragma(&mut watcher, "data_version");
    let before = database.files();
    let mut conn = database.connect();
    execute(
        &mut conn,
        "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 77",
    );
    for _ in 0..3 {
        let report = migrator.run_pending(&mut conn).unwrap();
        assert_eq!(
            (report.from.as_ref(), report.done.len()),
            (report.to.as_ref(), 0)
        );
    }
    assert_eq!(number(&mut conn, "SELECT total_changes() AS value"), 0);
    assert_eq!(pragma(&mut watcher, "data_version"), version);
    assert_eq!(database.files(), before);
    assert_eq!(
        (
            pragma(&mut conn, "foreign_keys"),
            pragma(&mut conn, "busy_timeout")
        ),
        (1, 77)
    );
}

#[test]
fn nothing_pending_is_one_query() {
    use diesel::Connection as _;
    use diesel::connection::InstrumentationEvent;
    use std::sync::{Arc, Mutex};

    let chain = three();
    let mut conn = in_memory();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    let queries = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&queries);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            seen.lock().unwrap().push(query.to_string());
        }
    });
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    let queries = queries.lock().unwrap();
    assert_eq!(queries.len(), 1, "{queries:#?}");
}

#[test]
fn a_database_that_cannot_be_written() {
    let (database, chain) = (Database::new(), three());
    Migrator::new(&chain)
        .run_pending(&mut database.connect())
        .unwrap();
    let mut conn = connect(&format!("file:{}?mode=ro", database.path().display()));

    let migrator = Migrator::new(&chain);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
    assert!(migrator.current(&mut conn).unwrap().is_head);
    assert_eq!(
        migrator.upgrade(&mut conn, &target("three")).unwrap().done,
        []
    );

    let longer = tables(&["one", "two", "three", "four"]).chain();
    let error = Migrator::new(&longer).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    preparing the migration history failed: attempt to write a readonly database
    the file can only be read: make it and its directory writable, or take another
    ");
    let error = migrator.upgrade(&mut conn, &target("one")).unwrap_err();
    insta::assert_snapshot!(error, @"`one` (001_one) is behind where the database is, `003_three`: to go there, run `downgrade one`");
    assert!(!database.lock_file().exists());
}

#[test]
fn questions_create_nothing() {
    let (database, chain) = (Database::new(), three());
    let mut conn = database.connect();
    let migrator = Migrator::new(&chain);
    let current = migrator.current(&mut conn).unwrap();
    assert_eq!((current.version, current.is_head), (None, false));
    let status = migrator.status(&mut conn).unwrap();
    assert_eq!((status.pending.len(), status.problem), (3, None));
    assert_eq!(migrator.history(&mut conn).unwrap().format, 0);
    let plan = migrator
        .plan(&mut conn, nca_migrations::Command::Upgrade, &Target::head())
        .unwrap();
    assert_eq!(
        (plan.from, plan.to, plan.steps.len()),
        (Position(0), Position(3), 3)
    );
    assert_eq!(
        migrator.downgrade(&mut conn, &Target::base()).unwrap().done,
        []
    );
    drop(conn);
    assert_eq!(std::fs::metadata(database.path()).unwrap().len(), 0);
}

#[test]
fn status_says_what_is_there_and_what_is_not() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain);
    migrator.upgrade(&mut conn, &target("+2")).unwrap();
    let status = migrator.status(&mut conn).unwrap();
    assert_eq!(status.current.revision.unwrap().as_str(), "002_two");
    assert_eq!(
        status
            .pending
            .iter()
            .map(nca_migrations::RevisionName::as_str)
            .collect::<Vec<_>>(),
        ["003_three"]
    );
    assert_eq!(status.history.applied.len(), 2);
    let current = migrator.current(&mut conn).unwrap();
    assert_eq!(
        (current.version.as_deref(), current.is_head),
        (Some("002"), false)
    );
}

#[test]
fn a_script_of_several_statements_is_run_one_by_one() {
    let chain = crate::support::Builder::default()
        .revision(
            "1_x",
            "CREATE TABLE a (t TEXT); -- one; two\nINSERT INTO a VALUES ('x;y');\n\
             CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; SELECT 1; END;\n/* ; */",
            "DROP TABLE a;",
        )
        .chain();
    let numbers = RefCell::new(Vec::new());
    let migrator = Migrator::new(&chain).observer(|event| {
        if let Event::StatementStarted { number, of, .. } = event {
            numbers.borrow_mut().push((*number, *of));
        }
    });
    let mut conn = in_memory();
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(texts(&mut conn, "SELECT t AS value FROM a"), ["x;y"]);
    assert_eq!(*numbers.borrow(), [(1, 3), (2, 3), (3, 3)]);
}

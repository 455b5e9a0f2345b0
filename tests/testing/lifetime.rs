//! How long databases are there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::{MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations::testing::{Backend, TestDatabase};

use crate::child::{self, Child};
use crate::shelf::{Ask, SHELF, SHELVES, shelf};

fn is_there<C: Backend>(url: &str) -> bool {
    match url.contains("://") {
        true => C::establish(url).is_ok(),
        false => Path::new(url).exists(),
    }
}

fn goes_with_its_value<C: Backend>() {
    let database = TestDatabase::<C>::new(&*SHELF).unwrap();
    let url = database.url().to_owned();
    // Whoever is connected.
    let conn = database.connect().unwrap();
    drop(database.clone());
    assert!(is_there::<C>(&url));
    drop(database);
    assert!(!is_there::<C>(&url));
    drop(conn);
    if let Some(directory) = Path::new(&url).parent().filter(|_| !url.contains("://")) {
        let left = std::fs::read_dir(directory).into_iter().flatten().count();
        // Other tests of this process may have theirs; with the last of them the directory goes.
        assert!(left != 1, "a lock alone in {}", directory.display());
    }

    let mut url = String::new();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let database = TestDatabase::<C>::new(&*SHELF).unwrap();
        database.url().clone_into(&mut url);
        let _conn = database.connect().unwrap();
        panic!("as tests do");
    }));
    assert!(panicked.is_err() && !url.is_empty());
    assert!(!is_there::<C>(&url));
}

#[test]
fn a_database_goes_with_its_value_and_after_a_panic() {
    goes_with_its_value::<SqliteConnection>();
    goes_with_its_value::<PgConnection>();
    goes_with_its_value::<MysqlConnection>();
}

#[test]
fn what_a_killed_process_left_is_removed_by_the_next() {
    let test = "lifetime::what_a_killed_process_left_is_removed_by_the_next";
    if let Some(task) = child::task() {
        let sqlite = TestDatabase::<SqliteConnection>::new(&*SHELF).unwrap();
        let postgres = TestDatabase::<PgConnection>::new(&*SHELF).unwrap();
        let mysql = TestDatabase::<MysqlConnection>::new(&*SHELF).unwrap();
        for url in [sqlite.url(), postgres.url(), mysql.url()] {
            child::say(url);
        }
        return if task == "wait" {
            child::wait()
        };
    }
    let mut first = Child::start(test, "wait");
    let mut second = Child::start(test, "wait");
    let urls = [first.hear(), first.hear(), first.hear()];
    let others = [second.hear(), second.hear(), second.hear()];
    first.kill();
    let there = |[sqlite, postgres, mysql]: &[String; 3]| {
        [
            is_there::<SqliteConnection>(sqlite),
            is_there::<PgConnection>(postgres),
            is_there::<MysqlConnection>(mysql),
        ]
    };
    // A server notices it when it reads from the connection.
    let deadline = Instant::now() + Duration::from_mins(1);
    while there(&urls) != [false; 3] {
        assert!(Instant::now() < deadline, "{:?}", there(&urls));
        let mut next = Child::start(test, "go");
        (next.hear(), next.hear(), next.hear());
        next.finish();
    }
    assert_eq!(there(&others), [true; 3], "they are in use");
    second.finish();
}

#[test]
fn another_chain_has_another_image_and_another_template() {
    fn unknown<C: Backend + Ask>(name: &str) {
        for name in [name, "Nobody", name] {
            let database = TestDatabase::<C>::at(&shelf(name), "create_books").unwrap();
            let mut conn = database.connect().unwrap();
            assert_eq!(conn.column(SHELVES), ["poems"]);
            drop(conn);
            let chain = nca_tests::Builder::default()
                .revision(
                    "2026-01-01-000000_create_shelves",
                    &format!(
                        "CREATE TABLE shelves (name VARCHAR(40) NOT NULL);\
                         INSERT INTO shelves VALUES ('{name}')"
                    ),
                    "DROP TABLE shelves",
                )
                .chain();
            let database = TestDatabase::<C>::new(&chain).unwrap();
            assert_eq!(database.connect().unwrap().column(SHELVES), [name]);
        }
    }
    unknown::<SqliteConnection>("Nemo");
    unknown::<PgConnection>("Nemo");
    unknown::<MysqlConnection>("Nemo");
}

/// Eight processes at once, of which none has an image or a template: an environment of their own.
#[test]
fn processes_that_begin_at_once() {
    let test = "lifetime::processes_that_begin_at_once";
    if let Some(task) = child::task() {
        let chain = shelf(&task);
        let mut sqlite = TestDatabase::<SqliteConnection>::new(&chain)
            .unwrap()
            .connect();
        let postgres = TestDatabase::<PgConnection>::new(&chain).unwrap();
        let mysql = TestDatabase::<MysqlConnection>::new(&chain).unwrap();
        assert_eq!(sqlite.as_mut().unwrap().column(SHELVES), ["poems"]);
        assert_eq!(postgres.connect().unwrap().column(SHELVES), ["poems"]);
        assert_eq!(mysql.connect().unwrap().column(SHELVES), ["poems"]);
        return child::say("done");
    }
    let name = format!("of {}", std::process::id());
    let mut children: Vec<_> = (0..8).map(|_| Child::start(test, &name)).collect();
    for child in &mut children {
        assert_eq!(child.hear(), "done");
    }
    children.into_iter().for_each(Child::finish);
}

//! How long databases are there.

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use diesel::{MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations::testing::{Backend, TestDatabase};

use nca_tests::Builder;

use crate::child::{self, Child};
use crate::shelf::{Ask, SHELF, SHELVES, shelf};

fn is_there<C: Backend>(url: &str) -> bool {
    if url.contains("://") {
        C::establish(url).is_ok()
    } else {
        Path::new(url).exists()
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
            child::wait();
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
        for _ in &urls {
            next.hear();
        }
        next.finish();
    }
    assert_eq!(there(&others), [true; 3], "they are in use");
    second.finish();
}

#[test]
fn another_chain_has_another_image_and_another_template() {
    fn stocked<C: Backend + Ask>() {
        for name in ["poems", "maps", "poems"] {
            let chain = Builder::default().revision(
                "2026-01-01-000000_create_shelves",
                &format!(
                    "CREATE TABLE shelves (name VARCHAR(40) NOT NULL);\
                     INSERT INTO shelves VALUES ('{name}')"
                ),
                "DROP TABLE shelves",
            );
            let database = TestDatabase::<C>::new(&chain.chain()).unwrap();
            assert_eq!(database.connect().unwrap().column(SHELVES), [name]);
        }
    }
    stocked::<SqliteConnection>();
    stocked::<PgConnection>();
    stocked::<MysqlConnection>();
}

/// The program is where no target directory is around it: there it keeps images beside itself. Of the databases
/// nothing is left.
#[test]
fn the_image_of_a_chain_that_has_changed_goes() {
    let test = "lifetime::the_image_of_a_chain_that_has_changed_goes";
    if let Some(unknown) = child::task() {
        drop(TestDatabase::<SqliteConnection>::new(&shelf(&unknown)).unwrap());
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let program = directory.path().join("program");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    let images = |unknown: &str| -> Vec<String> {
        let mut child = Command::new(&program);
        child.args(["--exact", test]).env("NCA_TEST_CHILD", unknown);
        child.env("TMPDIR", directory.path());
        assert!(child.output().unwrap().status.success());
        assert_eq!(entries(directory.path()), ["nca-test", "program"]);
        let mut kept = entries(&directory.path().join("nca-test"));
        kept.retain(|name| name.starts_with("sqlite-"));
        kept
    };
    let first = images("Nemo");
    assert_eq!(first.len(), 1);
    assert_eq!(images("Nemo"), first);
    let second = images("Nobody");
    assert!(second.len() == 1 && second != first, "{second:?}");
}

fn entries(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let entries = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries
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

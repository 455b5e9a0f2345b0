//! Scripts that fail, and going on after it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use nca_migrations::{Error, Event, Migrator, State, Target, TransactionMode};
use nca_tests::{Builder, tables, three};

use crate::bed::{Ask as _, Bed, stories, transactional};

stories!(
    a_failed_statement_says_where_and_what_is_left,
    a_script_outside_a_transaction_goes_on_where_it_stopped,
    a_down_script_goes_on_where_it_stopped,
    what_was_done_may_not_change_before_it_is_finished,
    all_or_nothing,
    a_panic_gives_the_connection_back,
    who_has_the_lock_is_named,
    the_session_is_given_back,
);

fn failing() -> Builder {
    tables(&["one"]).revision(
        "002_two",
        "CREATE TABLE a (id INTEGER);\n\
         CREATE TABLE b (id INTEGER);\n\
         \x20 INSERT INTO c\n    VALUES (1);\n\
         CREATE TABLE d (id INTEGER);\n",
        "DROP TABLE d;\nDROP TABLE b;\nDROP TABLE a;",
    )
}

fn a_failed_statement_says_where_and_what_is_left<B: Bed>() {
    let (bed, chain) = (B::new(), failing().chain());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    let Error::Statement(failure) = &error else {
        panic!("{error}")
    };
    assert_eq!(failure.place.sql(), "INSERT INTO c\n    VALUES (1)");
    assert_eq!((failure.place.number, failure.place.of), (3, 4));
    assert!(
        error.to_string().starts_with("002_two/up.sql:3:"),
        "{error}"
    );
    if transactional::<B>() {
        assert!(
            matches!(&failure.state, State::RolledBack { at: Some(at) } if at.as_str() == "001_one")
        );
        assert_eq!(conn.tables(), ["one"]);
    } else {
        assert!(
            matches!(
                &failure.state,
                State::Partly {
                    at: Some(_),
                    done: 2,
                    of: 4
                }
            ),
            "{error}"
        );
        assert_eq!(conn.tables(), ["a", "b", "one"]);
    }
    assert_eq!(conn.applied(), ["001"]);

    conn.run("CREATE TABLE c (id INTEGER)");
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
    assert_eq!(conn.number("SELECT count(*) AS value FROM c"), 1);
    assert_eq!(conn.tables(), ["a", "b", "c", "d", "one"]);
}

fn a_script_outside_a_transaction_goes_on_where_it_stopped<B: Bed>() {
    let (bed, chain) = (B::new(), failing().outside_a_transaction().chain());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    assert!(
        error.to_string().contains(
            "the script runs outside a transaction: statements 1 to 2 of 4 stay done and will \
             not be run again; the database is at `001_one`"
        ),
        "{error}"
    );
    assert_eq!(conn.tables(), ["a", "b", "one"]);
    // Another process, with the statement that failed mended.
    let mended = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE a (id INTEGER);\nCREATE TABLE b (id INTEGER);\nINSERT INTO b VALUES (1);",
            "DROP TABLE b;\nDROP TABLE a;",
        )
        .outside_a_transaction()
        .chain();
    let mut other = bed.connect();
    Migrator::new(&mended).run_pending(&mut other).unwrap();
    assert_eq!(conn.number("SELECT count(*) AS value FROM b"), 1);
    assert_eq!(conn.applied(), ["001", "002"]);
    Migrator::new(&mended)
        .downgrade(&mut conn, &Target::base())
        .unwrap();
    assert_eq!(conn.tables(), [""; 0]);
}

fn a_down_script_goes_on_where_it_stopped<B: Bed>() {
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE a (id INTEGER);",
            "DROP TABLE a;\nDROP TABLE later;",
        )
        .outside_a_transaction()
        .chain();
    let bed = B::new();
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap_err();
    assert_eq!(conn.applied(), ["001", "002"]);
    // The cheap look must not take this for the head.
    assert_eq!(
        migrator.run_pending(&mut conn).unwrap_err().to_string(),
        "the down script of `002_two` stopped after 1 statement: finish it first\n\
         run `downgrade 001`: it goes on where it stopped"
    );
    conn.run("CREATE TABLE later (id INTEGER)");
    migrator
        .downgrade(&mut conn, &"001".parse().unwrap())
        .unwrap();
    assert_eq!(conn.tables(), ["one"]);
}

fn what_was_done_may_not_change_before_it_is_finished<B: Bed>() {
    let (bed, chain) = (B::new(), failing().outside_a_transaction().chain());
    let mut conn = bed.connect();
    Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    let changed = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE a (id BIGINT);\nSELECT 1;\nSELECT 2;",
            "",
        )
        .outside_a_transaction()
        .chain();
    let error = Migrator::new(&changed).run_pending(&mut conn).unwrap_err();
    assert!(
        error.to_string().starts_with(
            "the up script of `002_two` stopped after 2 statements, and these have changed since"
        ),
        "{error}"
    );
}

fn all_or_nothing<B: Bed>() {
    let (bed, chain) = (B::new(), failing().chain());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain).transaction(TransactionMode::WholeRun);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    assert_eq!(conn.tables(), [""; 0]);
    if transactional::<B>() {
        assert!(
            error
                .to_string()
                .contains("nothing of this run stays; the database is at the base"),
            "{error}"
        );
        conn.run("CREATE TABLE c (id INTEGER)");
        assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 2);
    } else {
        assert_eq!(
            error.to_string(),
            "`001_one` cannot be run when the whole run is one transaction: MySQL/MariaDB commits \
             each change of the schema by itself\n\
             run with one transaction per migration"
        );
    }
}

fn a_panic_gives_the_connection_back<B: Bed>() {
    for outside in [false, true] {
        let mut chain = tables(&["one"]).revision(
            "002_two",
            "CREATE TABLE a (id INTEGER);\nCREATE TABLE b (id INTEGER);",
            "DROP TABLE b;\nDROP TABLE a;",
        );
        if outside {
            chain = chain.outside_a_transaction();
        }
        let (bed, chain) = (B::new(), chain.chain());
        let mut conn = bed.connect();
        let panicking = Migrator::new(&chain).observer(|event| {
            if let Event::StatementStarted { number: 2, .. } = event {
                panic!("the observer panics");
            }
        });
        catch_unwind(AssertUnwindSafe(|| panicking.run_pending(&mut conn))).unwrap_err();
        // Nobody has the lock, and the connection is of use.
        let mut other = bed.connect();
        let migrator = Migrator::new(&chain).lock_timeout(Duration::ZERO);
        migrator.run_pending(&mut other).unwrap();
        assert_eq!(conn.tables(), ["a", "b", "one"], "outside: {outside}");
        assert_eq!(
            migrator
                .downgrade(&mut conn, &Target::base())
                .unwrap()
                .done
                .len(),
            2
        );
    }
}

fn who_has_the_lock_is_named<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut other = bed.connect();
    let waiting = std::cell::RefCell::new(None);
    let migrator = Migrator::new(&chain)
        .program("holder", "1.0")
        .observer(|event| {
            if let Event::RevisionStarted { revision, .. } = event
                && revision.name.version() == "002"
            {
                let mut other = bed.connect();
                let impatient = Migrator::new(&chain).lock_timeout(Duration::from_millis(20));
                *waiting.borrow_mut() = Some(impatient.run_pending(&mut other).unwrap_err());
            }
        });
    migrator.run_pending(&mut other).unwrap();
    let error = waiting.take().unwrap();
    let Error::LockTimeout(timeout) = &error else {
        panic!("{error}")
    };
    let holder = timeout.holder.as_deref().unwrap();
    if B::NAME == "mysql" {
        assert!(holder.contains("connection"), "{holder}");
    } else {
        let process = std::process::id();
        assert!(
            holder.starts_with(&format!("holder 1.0, process {process}")),
            "{holder}"
        );
    }
    assert!(timeout.waited >= Duration::from_millis(20));
}

fn the_session_is_given_back<B: Bed>() {
    let (setting, query) = match B::NAME {
        "sqlite" => (
            "PRAGMA recursive_triggers = ON",
            "SELECT recursive_triggers AS value FROM pragma_recursive_triggers",
        ),
        "postgres" => (
            "SET search_path TO nowhere",
            "SELECT CAST(length(current_setting('search_path')) AS bigint) AS value",
        ),
        _ => (
            "SET foreign_key_checks = 0",
            "SELECT CAST(@@foreign_key_checks AS SIGNED) AS value",
        ),
    };
    let chain = tables(&["one"])
        .revision(
            "002_two",
            &format!("CREATE TABLE a (id INTEGER);\n{setting};"),
            "DROP TABLE a;",
        )
        .revision("003_three", "CREATE TABLE b (id INTEGER);", "DROP TABLE b;")
        .chain();
    let bed = B::new();
    let mut conn = bed.connect();
    let before = conn.number(query);
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert_eq!(conn.number(query), before);
    assert_eq!(conn.tables(), ["a", "b", "one"]);
}

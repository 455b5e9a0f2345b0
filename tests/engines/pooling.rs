//! Behind PgBouncer, which gives a client another server process for each transaction.

use std::cell::RefCell;
use std::collections::BTreeSet;

use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator, Target};
use nca_tests::server::Pooling;
use nca_tests::tables;

use crate::bed::Ask as _;
use crate::pool::{Crowd, Pooled, three_in_turn};

#[test]
fn exactly_one_of_eight_applies_in_a_busy_pool() {
    let mut pooled = Pooled::new(&three_in_turn());
    let before = pooled.settings(3);
    let chain = tables(&["one", "two", "three", "four", "five"]).chain();
    let crowd = Crowd::at(&pooled);
    for target in [Target::head(), Target::base(), Target::head()] {
        let done = pooled.eight_at_once(|conn| {
            let migrator = Migrator::new(&chain);
            let report = if target == Target::base() {
                migrator.downgrade(conn, &target)
            } else {
                migrator.upgrade(conn, &target)
            };
            report.unwrap().done.len()
        });
        let mut appliers = done.clone();
        appliers.retain(|&done| done > 0);
        assert_eq!(appliers, [5], "{done:?}");
        pooled.assert_free();
    }
    drop(crowd);
    assert_eq!(pooled.straight.applied().len(), 5);
    assert_eq!(pooled.settings(3), before);
}

#[test]
fn a_failure_in_a_pool_leaves_nothing() {
    let mut pooled = Pooled::new(&three_in_turn());
    let before = pooled.settings(3);
    let crowd = Crowd::at(&pooled);
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "SET search_path = nowhere;\nSELECT 1 / 0;",
            "SELECT 1;",
        )
        .chain();
    let error = Migrator::new(&chain).run_pending(&mut pooled.connect());
    assert!(matches!(error, Err(Error::Statement(_))), "{error:?}");
    drop(crowd);
    pooled.assert_free();
    assert_eq!(pooled.straight.applied(), ["001"]);
    assert_eq!(pooled.settings(3), before);
}

#[test]
fn a_script_outside_a_transaction_is_refused_when_the_proxy_moves_the_session() {
    for (processes, script) in [
        (2, "VACUUM one;"),
        (3, "VACUUM one;"),
        (2, "CREATE INDEX CONCURRENTLY one_id ON one (id);"),
        (3, "CREATE INDEX CONCURRENTLY one_id ON one (id);"),
        (3, "INSERT INTO one VALUES (1);"),
    ] {
        let pooling = Pooling::default().pool_size(processes).round_robin();
        let mut pooled = Pooled::new(&pooling);
        // All of them are there.
        let before = pooled.settings(processes);
        let chain = tables(&["one"])
            .revision("002_two", script, "SELECT 1;")
            .outside_a_transaction()
            .chain();
        let mut conn = pooled.connect();
        let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
        assert!(matches!(error, Error::LockLost { .. }), "{error}");
        let message = without_numbers(&error.to_string());
        insta::assert_snapshot!("moved", message);
        pooled.assert_free();
        assert_eq!(pooled.settings(processes), before);
        assert_eq!(pooled.straight.applied(), ["001"]);
        let begun = "SELECT count(*) AS value FROM __nca_migration_log WHERE version = '002'";
        assert_eq!(pooled.straight.number(begun), 0);
        assert_eq!(
            pooled.straight.number("SELECT count(*) AS value FROM one"),
            0
        );

        // As the message says.
        Migrator::new(&chain)
            .run_pending(&mut pooled.straight)
            .unwrap();
        assert_eq!(pooled.straight.applied(), ["001", "002"]);
    }
}

#[test]
fn moved_in_the_middle_of_a_script_it_stops_and_the_next_start_goes_on() {
    let mut pooled = Pooled::new(&three_in_turn());
    // PgBouncer itself takes the name of the program along.
    let settings = |pooled: &Pooled| -> Vec<Vec<String>> {
        let mut settings = pooled.settings(3);
        for process in &mut settings {
            process.retain(|setting| !setting.starts_with("application_name"));
        }
        settings
    };
    let before = settings(&pooled);
    let chain = outside("INSERT INTO one VALUES (1);\nINSERT INTO one VALUES (2);");
    // As long as somebody has the other processes, the run stays with its own.
    let others = RefCell::new([pooled.connect(), pooled.connect()]);
    for other in &mut *others.borrow_mut() {
        other.run("BEGIN");
    }
    let migrator = Migrator::new(&chain).observer(|event| {
        if let Event::StatementStarted {
            revision,
            number: 1,
            ..
        } = event
            && revision.name.version() == "002"
        {
            for other in &mut *others.borrow_mut() {
                other.run("COMMIT");
            }
        }
    });
    let error = migrator.run_pending(&mut pooled.connect()).unwrap_err();
    assert!(matches!(error, Error::LockLost { .. }), "{error}");
    pooled.assert_free();
    assert_eq!(settings(&pooled), before);
    let rows = "SELECT sum(id) AS value FROM one";
    assert_eq!(pooled.straight.number(rows), 1);
    Migrator::new(&chain)
        .run_pending(&mut pooled.straight)
        .unwrap();
    assert_eq!(pooled.straight.number(rows), 3);
}

#[test]
fn a_pool_by_the_session_is_like_none() {
    let pooling = three_in_turn().set("pool_mode", "session");
    let mut pooled = Pooled::new(&pooling);
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "VACUUM one;\nINSERT INTO one VALUES (1);",
            "DELETE FROM one;",
        )
        .outside_a_transaction()
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);",
            "DROP TABLE three;",
        )
        .chain();
    for round in 0..2 {
        let done = pooled.eight_at_once(|conn| {
            let report = Migrator::new(&chain).run_pending(conn);
            report.unwrap().done.len()
        });
        assert_eq!(done.iter().sum::<usize>(), 3, "{done:?}");
        pooled.assert_free();
        let migrator = Migrator::new(&chain);
        let report = migrator.downgrade(&mut pooled.connect(), &Target::base());
        assert_eq!(report.unwrap().done.len(), 3, "{round}");
    }
}

/// A proxy that gives the same server process each time cannot be told from none.
#[test]
fn in_a_pool_of_one_a_script_outside_a_transaction_runs() {
    let mut pooled = Pooled::new(&Pooling::default().pool_size(1));
    let before = pooled.settings(1);
    let chain = outside("VACUUM one;\nINSERT INTO one VALUES (1);\nVACUUM one;");
    Migrator::new(&chain)
        .run_pending(&mut pooled.connect())
        .unwrap();
    pooled.assert_free();
    assert_eq!(pooled.settings(1), before);
    assert_eq!(pooled.straight.applied(), ["001", "002"]);
}

pub(crate) fn outside(script: &str) -> Chain {
    tables(&["one"])
        .revision("002_two", script, "SELECT 1;")
        .outside_a_transaction()
        .chain()
}

/// The message with the same numbers each time.
fn without_numbers(message: &str) -> String {
    let numbers: BTreeSet<&str> = message
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    let mut message = message.to_owned();
    for number in numbers {
        message = message.replace(number, "[process]");
    }
    message
}

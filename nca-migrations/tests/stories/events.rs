//! What an observer sees, and what happens when it panics.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use nca_migrations::{Event, Migrator, Target};

use crate::support::{Builder, Database, applied, execute, in_memory, pragma, three};

#[test]
fn events_in_order() {
    let chain = three();
    let seen = RefCell::new(Vec::new());
    let migrator = Migrator::new(&chain).observer(|event| {
        seen.borrow_mut().push(match event {
            Event::Planned { plan } => format!("planned {}", plan.steps.len()),
            Event::RevisionStarted {
                revision,
                direction,
                statements,
            } => {
                format!("{} {} of {statements}", direction.name(), revision.name)
            }
            Event::StatementStarted { number, sql, .. } => format!("{number}: {sql}"),
            Event::StatementFinished { number, .. } => format!("{number} done"),
            Event::RevisionFinished { revision, .. } => format!("{} done", revision.name),
            other => format!("{other:?}"),
        });
    });
    let mut conn = in_memory();
    migrator.upgrade(&mut conn, &"+1".parse().unwrap()).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
    insta::assert_snapshot!(seen.borrow().join("\n"), @r"
    planned 1
    up 001_one of 1
    1: CREATE TABLE one (id INTEGER PRIMARY KEY)
    1 done
    001_one done
    planned 1
    down 001_one of 1
    1: DROP TABLE one
    1 done
    001_one done
    ");
}

#[test]
fn a_panicking_observer_releases_everything() {
    let outside = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER); BEGIN; CREATE TABLE two (id INTEGER); COMMIT;",
            "",
        )
        .outside_a_transaction()
        .chain();
    for (chain, at) in [(three(), 1), (outside, 4)] {
        let database = Database::new();
        let mut conn = database.connect();
        execute(
            &mut conn,
            "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 3",
        );
        let migrator = Migrator::new(&chain).observer(|event| {
            assert!(database.lock_file().exists());
            if let Event::StatementStarted { number, .. } = event {
                assert!(*number != at, "the observer panics");
            }
        });
        let run = catch_unwind(AssertUnwindSafe(|| migrator.run_pending(&mut conn)));
        assert!(run.is_err());
        assert!(!database.lock_file().exists());
        assert_eq!(
            (
                pragma(&mut conn, "foreign_keys"),
                pragma(&mut conn, "busy_timeout")
            ),
            (1, 3)
        );
        execute(&mut conn, "BEGIN; ROLLBACK");
        // Another connection gets through at once, and finishes.
        let mut other = database.connect();
        Migrator::new(&chain).run_pending(&mut other).unwrap();
        assert_eq!(applied(&mut conn).len(), chain.len());
    }
}

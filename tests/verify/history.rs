//! How often verifying reads the history, which grows with each revision that is tried.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::Connection as _;
use diesel::connection::InstrumentationEvent;
use nca_migrations::Error;
use nca_migrations::verify::{Finding, Scratch, ScratchError, Verification};

use crate::bed::{Bed, Copy, stories};

stories! { it_is_not_read_for_each_revision, a_script_that_changes_it_is_found }

/// Counts how often the whole log is read.
#[derive(Default)]
struct Watched<B> {
    bed: B,
    read: Arc<AtomicUsize>,
}

impl<B: Bed> Scratch for Watched<B> {
    type Conn = B::Conn;

    fn empty(&mut self) -> Result<B::Conn, ScratchError> {
        let mut conn = self.bed.empty()?;
        let read = Arc::clone(&self.read);
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event
                && query.to_string().contains("SELECT sequence, action")
            {
                read.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(conn)
    }
}

fn indexes(count: usize) -> Copy {
    let mut copy = Copy::empty();
    copy.add(
        "table",
        "CREATE TABLE pots (size INTEGER);",
        "DROP TABLE pots;",
    );
    for number in 1..count {
        copy.add(
            &format!("index_{number}"),
            &format!("ALTER TABLE pots ADD COLUMN size_{number} INTEGER;"),
            &format!("ALTER TABLE pots DROP COLUMN size_{number};"),
        );
    }
    copy
}

fn it_is_not_read_for_each_revision<B: Bed>() {
    let reads = |count: usize| {
        let loaded = indexes(count).load(B::ENGINE);
        let mut scratch = Watched::<B>::default();
        let outcome = Verification::of(&loaded.chain).run(&mut scratch).unwrap();
        assert_eq!(outcome.verified.len(), count);
        scratch.read.load(Ordering::Relaxed)
    };
    // At the base, where there is nothing to know it by, and nothing to read.
    let few = reads(3);
    assert!(few > 0, "reading is not seen");
    assert_eq!(few, reads(12));
}

/// What no script may do, and the check of the directory says: here it is done all the same.
fn a_script_that_changes_it_is_found<B: Bed>() {
    let mut copy = indexes(3);
    let name = copy.add(
        "forgets",
        "DELETE FROM __diesel_schema_migrations;",
        "UPDATE pots SET size = 1;",
    );
    let loaded = copy.load(B::ENGINE);
    let outcome = Verification::of(&loaded.chain)
        .run(&mut B::default())
        .unwrap();
    let [failed] = &*outcome.failed else {
        panic!("{:#?}", outcome.failed)
    };
    assert_eq!(loaded.chain.revision(failed.index).name.as_str(), name);
    let Finding::Down(error) = &failed.finding else {
        panic!("{:#?}", failed.finding)
    };
    assert!(matches!(**error, Error::Refused(_)), "{error}");
}

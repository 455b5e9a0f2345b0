//! Many processes start at once on an empty database, and exactly one applies.

use nca_migrations::Migrator;
use nca_migrations::chain::Chain;
use nca_tests::tables;

use crate::bed::{Ask as _, Bed, Postgres, Sqlite, stories};
use crate::child::{Other, Stop};

const PROCESSES: usize = 32;
const ROUNDS: usize = 10;

stories!(exactly_one_applies);

fn exactly_one_applies<B: Bed>() {
    rounds::<B>("seven", |_| {});
}

/// Whoever waits for the lock must not be what the index build waits for.
#[test]
fn exactly_one_builds_an_index_concurrently() {
    rounds::<Postgres>("with an index", |conn| {
        let invalid = "SELECT count(*) AS value FROM pg_index WHERE NOT indisvalid";
        assert_eq!(conn.number(invalid), 0);
        let built = "SELECT count(*) AS value FROM pg_indexes WHERE indexname = 'six_n'";
        assert_eq!(conn.number(built), 1);
    });
}

#[test]
fn exactly_one_applies_with_a_write_ahead_log() {
    // The database exists before the children come, and keeps its mode.
    for round in 0..ROUNDS {
        let bed = Sqlite::new();
        bed.connect().run("PRAGMA journal_mode = WAL");
        one_round(&bed, "seven", round);
    }
}

/// The log of MySQL is there before its first row is. Whoever looks at it without the lock goes on when
/// it finds no row, and may find one in its next query.
#[cfg(feature = "mysql")]
#[test]
fn a_log_that_is_being_made_is_no_broken_one() {
    use diesel::connection::{Connection as _, InstrumentationEvent};

    let bed = crate::bed::Mysql::new();
    let create = format!("CREATE TABLE `{}`.__nca_migration_log", bed.0.name());
    let mut first = Other::start::<crate::bed::Mysql>(&bed.url(), "seven", Stop::After(&create));
    assert_eq!(first.says(), "ready");
    let mut first = Some(first);
    let mut conn = bed.connect();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::FinishQuery { query, .. } = event
            && query.to_string().contains(".__nca_migration_log")
            && let Some(mut first) = first.take()
        {
            first.go_on();
            assert_eq!(first.says(), "applied 7");
        }
    });
    let report = Migrator::new(&seven()).run_pending(&mut conn).unwrap();
    assert_eq!(report.done.len(), 0);
    assert_eq!(conn.applied().len(), 7);
}

/// The chain of seven revisions: the last outside a transaction.
pub(crate) fn seven() -> Chain {
    tables(&["one", "two", "three", "four", "five"])
        .revision(
            "006_six",
            "CREATE TABLE six (n INTEGER);\nINSERT INTO six VALUES (1);\nINSERT INTO six VALUES (2);",
            "DROP TABLE six;",
        )
        .revision(
            "007_seven",
            "CREATE TABLE seven (n INTEGER);\nINSERT INTO seven VALUES (1);\nINSERT INTO seven VALUES (2);",
            "DROP TABLE seven;",
        )
        .outside_a_transaction()
        .chain()
}

/// The same, with an index in between that waits for all who have a snapshot.
pub(crate) fn with_an_index() -> Chain {
    tables(&["one", "two", "three", "four"])
        .revision(
            "005_six",
            "CREATE TABLE six (n INTEGER);\nINSERT INTO six VALUES (1);\nINSERT INTO six VALUES (2);",
            "DROP TABLE six;",
        )
        .revision(
            "006_six_n",
            "CREATE INDEX CONCURRENTLY six_n ON six (n);",
            "DROP INDEX six_n;",
        )
        .outside_a_transaction()
        .revision(
            "007_seven",
            "CREATE TABLE seven (n INTEGER);\nINSERT INTO seven VALUES (1);\nINSERT INTO seven VALUES (2);",
            "DROP TABLE seven;",
        )
        .chain()
}

fn rounds<B: Bed>(chain: &str, look: impl Fn(&mut B::Conn)) {
    for round in 0..ROUNDS {
        let bed = B::new();
        look(&mut one_round(&bed, chain, round));
    }
}

fn one_round<B: Bed>(bed: &B, chain: &str, round: usize) -> B::Conn {
    let url = bed.url();
    let mut others: Vec<_> = (0..PROCESSES)
        .map(|_| Other::start::<B>(&url, chain, Stop::Connected))
        .collect();
    for other in &mut others {
        assert_eq!(other.says(), "ready", "round {round}");
    }
    for other in &mut others {
        other.go_on();
    }
    let mut done: Vec<_> = others.iter_mut().map(Other::says).collect();
    let failures: Vec<_> = others
        .into_iter()
        .filter_map(|other| other.end().err())
        .collect();
    assert!(
        failures.is_empty(),
        "round {round}: {} of {PROCESSES} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    done.sort();
    let mut expected = vec!["applied 0"; PROCESSES - 1];
    expected.push("applied 7");
    assert_eq!(done, expected, "round {round}");

    let mut conn = bed.connect();
    assert_eq!(conn.applied().len(), 7);
    for table in ["six", "seven"] {
        let rows = format!("SELECT count(*) AS value FROM {table}");
        assert_eq!(conn.number(&rows), 2, "{table}");
    }
    let log = Migrator::new(&seven()).history(&mut conn).unwrap().log;
    let sequences: Vec<_> = log.iter().map(|entry| entry.sequence).collect();
    assert!(
        sequences
            .iter()
            .copied()
            .eq(1..=log.len().try_into().unwrap()),
        "{sequences:?}"
    );
    conn
}

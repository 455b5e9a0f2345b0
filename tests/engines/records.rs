//! What is recorded does not depend on how: each migration in its own transaction, or all of them at the
//! end of one.

use nca_migrations::chain::Chain;
use nca_migrations::history::LogEntry;
use nca_migrations::{Migrator, TransactionMode};
use nca_tests::Builder;

use crate::bed::{Ask as _, Bed, Postgres, Sqlite};

/// More than are recorded in one statement.
const REVISIONS: usize = 70;

/// With what a constant in SQL has to escape.
fn chain() -> Chain {
    let revision = |builder: Builder, number: usize| {
        builder.revision(
            &format!("{number:03}_t"),
            &format!("CREATE TABLE t{number:03} (id INTEGER);"),
            &format!("DROP TABLE t{number:03};\n-- it's \\ here\n"),
        )
    };
    (1..=REVISIONS).fold(Builder::default(), revision).chain()
}

/// Up, halfway down, and up again: the log without its clocks, and the ways back that were kept.
fn there_and_back<B: Bed>(mode: TransactionMode) -> (Vec<LogEntry>, Vec<String>) {
    let (bed, chain) = (B::new(), chain());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain).transaction(mode);
    migrator.run_pending(&mut conn).unwrap();
    migrator
        .downgrade(&mut conn, &"-35".parse().unwrap())
        .unwrap();
    migrator.run_pending(&mut conn).unwrap();
    let kept = conn.texts(
        "SELECT down_script AS value FROM __nca_migration_log WHERE action = 'upgrade' \
         ORDER BY sequence",
    );
    let history = migrator.history(&mut conn).unwrap();
    for (row, entry) in history.accounts() {
        assert!(entry.is_some(), "{} is not accounted for", row.version);
    }
    let mut log = history.log;
    for entry in &mut log {
        assert!(entry.started_at <= entry.finished_at, "{entry:?}");
        entry.started_at.clear();
        entry.finished_at.clear();
        entry.duration_us = None;
        assert_eq!(entry.run_on.take().is_some(), entry.version.is_some());
    }
    (log, kept)
}

fn both_ways<B: Bed>() {
    let (log, kept) = there_and_back::<B>(TransactionMode::PerMigration);
    assert_eq!(log.len(), 1 + REVISIONS + 35 + 35);
    let sequence = log.iter().map(|entry| entry.sequence);
    assert!(sequence.eq(1..=141), "{log:#?}");
    assert_eq!(kept[0], "DROP TABLE t001;\n-- it's \\ here\n");
    let (together, kept_together) = there_and_back::<B>(TransactionMode::WholeRun);
    assert_eq!(together, log);
    assert_eq!(kept_together, kept);
}

#[test]
fn both_ways_on_sqlite() {
    both_ways::<Sqlite>();
}

#[test]
fn both_ways_on_postgres() {
    both_ways::<Postgres>();
}

/// Constants are read alike whatever a script has set, even where it cannot be seen to set it.
#[test]
fn constants_do_not_depend_on_the_session() {
    let (bed, mut builder) = (Postgres::new(), Builder::default());
    let mut conn = bed.connect();
    conn.run(
        "CREATE FUNCTION escapes() RETURNS text LANGUAGE sql AS \
         $$ SELECT set_config('standard_conforming_strings', 'off', false) $$",
    );
    let down = "DROP TABLE t;\n-- it's \\' here\n";
    builder = builder.revision(
        "001_t",
        "CREATE TABLE t (id INTEGER);\nSELECT escapes();",
        down,
    );
    let chain = builder.chain();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert_eq!(
        conn.texts("SELECT down_script AS value FROM __nca_migration_log WHERE sequence = 2"),
        [down]
    );
    assert_eq!(
        conn.texts("SELECT current_setting('standard_conforming_strings') AS value"),
        ["on"]
    );
}

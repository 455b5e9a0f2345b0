//! How often memory is allocated, which is the same on every machine, unlike time. SQLite's own allocations,
//! in C, are not counted.

use allocation_counter::measure;
use diesel::{Connection as _, SqliteConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Migrator, TransactionMode};
use nca_tests::Builder;

fn chain_of(revisions: usize) -> Chain {
    (1..=revisions)
        .fold(Builder::default(), |builder, number| {
            builder.revision(
                &format!("{number:04}_t{number}"),
                &format!("CREATE TABLE t{number} (id INTEGER);"),
                &format!("DROP TABLE t{number};"),
            )
        })
        .chain()
}

/// With nothing pending, a run allocates as often for a thousand migrations as for three, and not much.
#[test]
fn a_start_with_nothing_to_do() {
    let allocations = [3, 1_000].map(|revisions| {
        let chain = chain_of(revisions);
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let migrator = Migrator::new(&chain).transaction(TransactionMode::WholeRun);
        migrator.run_pending(&mut conn).unwrap();
        let counted = measure(|| {
            assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
        });
        (counted.count_total, counted.bytes_max)
    });
    assert_eq!(allocations[0].0, allocations[1].0);
    assert!(allocations[0].0 <= 20, "{allocations:?}");
    assert!(allocations[1].1 <= 1_024, "{allocations:?}");
}

/// What a migration costs does not grow with those before it.
#[test]
fn each_migration() {
    let counted = [100, 200, 300].map(|revisions| {
        let chain = chain_of(revisions);
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let migrator = Migrator::new(&chain);
        measure(|| {
            migrator.run_pending(&mut conn).unwrap();
        })
        .count_total
    });
    let [first, second] = [counted[1] - counted[0], counted[2] - counted[1]];
    // Tables grow by doubling, so not every hundred is the same.
    assert!(first.abs_diff(second) <= 100, "{counted:?}");
    assert!(first / 100 <= 120, "{counted:?}");
}

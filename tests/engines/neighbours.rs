//! Beside and inside what Diesel's users have: pools, enums of connections, Diesel's own harnesses.

use std::time::Duration;

use diesel::migration::MigrationSource;
use diesel::r2d2::{ConnectionManager, Pool, R2D2Connection};
use diesel::{Connection, MultiConnection, PgConnection, SqliteConnection};
use diesel_async::{AsyncConnection as _, AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::MigrationHarness;
use nca_migrations::chain::Chain;
use nca_migrations::history::{Action, Outcome};
use nca_migrations::{EmbeddedMigrations, Error, Migrator, Report, Target};
use nca_tests::{tables, three};

use crate::bed::{Ask as _, Bed, Postgres, Sqlite, stories};

stories!(
    a_failure_through_a_pool_leaves_no_lock_and_a_connection_of_use,
    diesels_harness_and_ours_take_turns,
);

fn embedded(chain: Chain) -> EmbeddedMigrations {
    EmbeddedMigrations::from_chain(Box::leak(Box::new(chain)))
}

fn a_failure_through_a_pool_leaves_no_lock_and_a_connection_of_use<B: Bed>()
where
    B::Conn: R2D2Connection,
{
    let bed = B::new();
    let manager = ConnectionManager::<B::Conn>::new(bed.url());
    let pool = Pool::builder().max_size(1).build(manager).unwrap();
    let failing = tables(&["one"])
        .revision("002_two", "CREATE TABLE two (id INTEGER);\nNONSENSE;", "")
        .chain();
    let error = Migrator::new(&failing).run_pending(&mut *pool.get().unwrap());
    assert!(matches!(error, Err(Error::Statement(_))), "{error:?}");
    // The same connection: there is only one.
    assert_eq!(pool.get().unwrap().applied(), ["001"]);

    let mended = tables(&["one", "zwei"]).chain();
    let impatient = Migrator::new(&mended).lock_timeout(Duration::ZERO);
    if B::NAME == "mysql" {
        // What is done of a script there stays, and is known.
        impatient.run_pending(&mut bed.connect()).unwrap_err();
        let rest = tables(&["one"])
            .revision(
                "002_two",
                "CREATE TABLE two (id INTEGER);\nSELECT 1;",
                "DROP TABLE two;",
            )
            .chain();
        let impatient = Migrator::new(&rest).lock_timeout(Duration::ZERO);
        assert_eq!(
            impatient
                .run_pending(&mut bed.connect())
                .unwrap()
                .done
                .len(),
            1
        );
        return;
    }
    assert_eq!(
        impatient
            .run_pending(&mut bed.connect())
            .unwrap()
            .done
            .len(),
        1
    );
    let report = impatient.downgrade(&mut *pool.get().unwrap(), &Target::base());
    assert_eq!(report.unwrap().done.len(), 2);
}

fn diesels_harness_and_ours_take_turns<B: Bed>()
where
    B::Conn: MigrationHarness<<B::Conn as Connection>::Backend>,
    EmbeddedMigrations: MigrationSource<<B::Conn as Connection>::Backend>,
{
    let (bed, chain) = (B::new(), three());
    let migrations = embedded(chain.clone());
    let migrator = Migrator::new(&chain);
    let mut conn = bed.connect();
    let theirs = |conn: &mut B::Conn| {
        let version = MigrationHarness::run_next_migration(conn, migrations);
        version.unwrap().to_string()
    };
    assert_eq!(theirs(&mut conn), "001");
    assert!(migrator.history(&mut conn).unwrap().log.is_empty());
    let report = migrator.upgrade(&mut conn, &"+1".parse().unwrap());
    assert_eq!(report.unwrap().done[0].revision.version(), "002");
    assert_eq!(theirs(&mut conn), "003");
    assert_eq!(conn.tables(), ["one", "three", "two"]);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
    assert!(!MigrationHarness::has_pending_migration(&mut conn, migrations).unwrap());

    migrator
        .downgrade(&mut conn, &"002".parse().unwrap())
        .unwrap();
    let log = migrator.history(&mut conn).unwrap().log;
    let told: Vec<_> = (log.iter())
        .filter(|entry| entry.version.is_some() && entry.outcome == Outcome::Done)
        .map(|entry| (entry.action, entry.version.as_deref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (Action::Adopt, "001"),
            (Action::Upgrade, "002"),
            (Action::Adopt, "003"),
            (Action::Downgrade, "003"),
        ]
    );
    let reverted = MigrationHarness::revert_all_migrations(&mut conn, migrations).unwrap();
    assert_eq!(reverted.len(), 2);
    assert_eq!(migrator.current(&mut conn).unwrap().version, None);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
    assert_eq!(conn.tables(), ["one", "three", "two"]);
}

#[derive(MultiConnection)]
enum AnyConnection {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

fn run_pending(conn: &mut AnyConnection, chain: &Chain) -> Result<Report, Error> {
    let migrator = Migrator::new(chain);
    match conn {
        AnyConnection::Postgres(conn) => migrator.run_pending(conn),
        AnyConnection::Sqlite(conn) => migrator.run_pending(conn),
    }
}

#[test]
fn whichever_connection_an_enum_has() {
    let (postgres, sqlite, chain) = (Postgres::new(), Sqlite::new(), three());
    for url in [postgres.url(), sqlite.url()] {
        let mut conn = AnyConnection::establish(&url).unwrap();
        assert_eq!(run_pending(&mut conn, &chain).unwrap().done.len(), 3);
        // Inside the enum's own transaction it is the caller's.
        let nested = conn.transaction(|conn| {
            run_pending(conn, &tables(&["one", "two", "three", "four"]).chain())
                .map_err(|error| diesel::result::Error::QueryBuilderError(error.into()))
        });
        assert_eq!(nested.unwrap().done.len(), 1);
    }
    assert_eq!(postgres.connect().applied().len(), 4);
    assert_eq!(sqlite.connect().applied().len(), 4);
}

#[test]
fn the_harness_of_diesel_async_takes_our_migrations() {
    let (bed, chain) = (Postgres::new(), three());
    let migrations = embedded(chain.clone());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let conn = AsyncPgConnection::establish(&bed.url()).await.unwrap();
        let mut harness = AsyncMigrationHarness::new(conn);
        for expected in [3, 0] {
            let done = harness.run_pending_migrations(migrations).unwrap().len();
            assert_eq!(done, expected);
        }
        harness.revert_last_migration(migrations).unwrap();
    });
    let mut conn = bed.connect();
    assert_eq!(conn.applied(), ["001", "002"]);
    let report = Migrator::new(&chain).run_pending(&mut conn).unwrap();
    assert_eq!(report.done.len(), 1);
}

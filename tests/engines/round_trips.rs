//! What a start and a run cost, counted on the wire where there is one and by statements elsewhere.
//! The numbers are those of the table in `docs/engines.md`.

use std::sync::{Arc, Mutex};

use diesel::connection::InstrumentationEvent;
use diesel::{Connection, PgConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Migrator, TransactionMode};
use nca_tests::Builder;
use nca_tests::server::Wire;

use crate::bed::{Bed, Postgres, Sqlite, stories};

stories!(being_up_to_date_is_one_statement);

/// So many revisions of one statement each.
fn chain_of(revisions: usize) -> Chain {
    (1..=revisions)
        .fold(Builder::default(), |builder, number| {
            builder.revision(
                &format!("{number:03}_t{number:03}"),
                &format!("CREATE TABLE t{number:03} (id INTEGER);"),
                &format!("DROP TABLE t{number:03};"),
            )
        })
        .chain()
}

fn being_up_to_date_is_one_statement<B: Bed>() {
    for revisions in [3, 300] {
        let (bed, chain) = (B::new(), chain_of(revisions));
        let mut conn = bed.connect();
        let migrator = Migrator::new(&chain);
        migrator.run_pending(&mut conn).unwrap();
        let heard = listen(&mut conn);
        migrator.run_pending(&mut conn).unwrap();
        migrator.current(&mut conn).unwrap();
        let heard = heard.lock().unwrap();
        assert_eq!(heard.len(), 2, "{heard:#?}");
    }
}

/// Where there is no wire to listen in on, statements are what can be counted.
fn assert_statements<B: Bed>(mode: TransactionMode, whole: usize, each: usize) {
    for revisions in [1, 2, 20] {
        let (bed, chain) = (B::new(), chain_of(revisions));
        let mut conn = bed.connect();
        let heard = listen(&mut conn);
        Migrator::new(&chain)
            .transaction(mode)
            .run_pending(&mut conn)
            .unwrap();
        let heard = heard.lock().unwrap();
        let expected = whole + each * revisions;
        assert_eq!(heard.len(), expected, "{revisions} {mode:?}: {heard:#?}");
    }
}

#[test]
fn a_run_on_sqlite_is_so_many_statements() {
    assert_statements::<Sqlite>(TransactionMode::PerMigration, 44, 10);
    assert_statements::<Sqlite>(TransactionMode::WholeRun, 49, 5);
}

/// None has a transaction around it that would help: each change of the schema commits by itself.
#[cfg(feature = "mysql")]
#[test]
fn a_run_on_mysql_is_so_many_statements() {
    assert_statements::<crate::bed::Mysql>(TransactionMode::PerMigration, 21, 10);
}

/// The statements that Diesel runs from now on.
fn listen(conn: &mut impl diesel::Connection) -> Arc<Mutex<Vec<String>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let writing = Arc::clone(&heard);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            writing.lock().unwrap().push(query.to_string());
        }
    });
    heard
}

/// A database behind a wire, and a connection through it.
fn listened_to(bed: &Postgres) -> (Wire, PgConnection) {
    let wire = Wire::in_front_of(&bed.url());
    let conn = PgConnection::establish(&wire.url()).unwrap();
    wire.reset();
    (wire, conn)
}

#[test]
fn being_up_to_date_is_one_round_trip() {
    for revisions in [3, 300] {
        let (bed, chain) = (Postgres::new(), chain_of(revisions));
        let (wire, mut conn) = listened_to(&bed);
        let migrator = Migrator::new(&chain);
        migrator.run_pending(&mut conn).unwrap();
        let mut round_trips = |act: &mut dyn FnMut(&mut PgConnection)| {
            wire.reset();
            act(&mut conn);
            wire.round_trips()
        };
        let mut run = |conn: &mut PgConnection| {
            assert_eq!(migrator.run_pending(conn).unwrap().done, []);
        };
        assert_eq!(round_trips(&mut run), 1);
        assert_eq!(
            round_trips(&mut |conn| assert!(migrator.current(conn).unwrap().is_head)),
            1
        );
        // BEGIN and ROLLBACK are the caller's.
        conn.begin_test_transaction().unwrap();
        wire.reset();
        run(&mut conn);
        assert_eq!(wire.round_trips(), 1, "{:#?}", wire.statements());
    }
}

#[test]
fn a_run_costs_so_much_and_so_much_for_each_revision() {
    for revisions in [1, 2, 20] {
        for (mode, whole, each) in [
            (TransactionMode::PerMigration, 18, 2),
            (TransactionMode::WholeRun, 21, 1),
        ] {
            let (bed, chain) = (Postgres::new(), chain_of(revisions));
            let (wire, mut conn) = listened_to(&bed);
            let migrator = Migrator::new(&chain).transaction(mode);
            migrator.run_pending(&mut conn).unwrap();
            assert_eq!(
                wire.round_trips(),
                whole + each * revisions,
                "{revisions} {mode:?}: {:#?}",
                wire.statements()
            );
        }
    }
}

//! Comparing catalogs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::SimpleConnection as _;
use diesel::{MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations::testing::{assert_no_drift, assert_round_trip};
use nca_tests::Builder;

use crate::shelf::SHELF;

#[test]
fn a_chain_that_holds() {
    assert_round_trip::<SqliteConnection, _>(&*SHELF);
    assert_round_trip::<PgConnection, _>(&*SHELF);
    assert_round_trip::<MysqlConnection, _>(&*SHELF);
}

#[test]
fn what_does_not_hold_is_shown() {
    let chain = Builder::default()
        .revision(
            "2026-01-01-000000_create_shelves",
            "CREATE TABLE shelves (name VARCHAR(40) NOT NULL PRIMARY KEY)",
            "DROP TABLE shelves",
        )
        .revision(
            "2026-01-02-000000_add_rooms",
            "ALTER TABLE shelves ADD COLUMN room VARCHAR(40);\
             CREATE INDEX shelves_room ON shelves (room)",
            "DROP INDEX shelves_room",
        )
        .revision("2026-01-03-000000_empty", "DELETE FROM shelves", "SELECT 1")
        .chain();
    let said = said(|| assert_round_trip::<SqliteConnection, _>(&chain));
    insta::assert_snapshot!(said);
}

#[nca_migrations::test(
    migrations = *SHELF,
    connections = [SqliteConnection, PgConnection, MysqlConnection]
)]
fn a_database_as_it_was_made<C>(conn: &mut C) {
    conn.batch_execute("INSERT INTO shelves VALUES ('mine')")
        .unwrap();
    assert_no_drift(conn, &*SHELF);
    conn.batch_execute("ALTER TABLE shelves ADD COLUMN room INT")
        .unwrap();
    let said = said(|| assert_no_drift(conn, &*SHELF));
    let (first, second) = said.split_once('\n').unwrap();
    assert_eq!(
        first,
        "the database is not what its migrations made of it at \
         `2026-01-03-000000_every_book_has_an_author`:"
    );
    assert!(second.contains("column room of table shelves"), "{said}");
}

/// The panic's message.
fn said(assertion: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(assertion)).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

//! What a test function can take.

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::{Connection as _, MysqlConnection, PgConnection, QueryResult, SqliteConnection};
use nca_migrations::Migrator;
use nca_migrations::chain::Chain;
use nca_migrations::testing::TestDatabase;

use crate::shelf::{Ask as _, BOOKS, SHELF, SHELVES};

#[nca_migrations::test(
    migrations = *SHELF,
    connections = [SqliteConnection, PgConnection, MysqlConnection]
)]
fn a_connection_at_the_head<C>(conn: &mut C) -> QueryResult<()> {
    assert_eq!(conn.column(SHELVES), ["poems"]);
    let current = Migrator::new(&*SHELF).current(conn).unwrap();
    assert_eq!(current.revision, SHELF.last().map(|head| head.name));
    // Each has rows of its own: these three tests, and the next three, would be in one another's way.
    conn.batch_execute("INSERT INTO shelves VALUES ('mine')")
}

#[nca_migrations::test(
    migrations = *SHELF,
    connections = [SqliteConnection, PgConnection, MysqlConnection]
)]
fn everything_at_once<C>(
    first: &mut C,
    mut second: C,
    pool: &Pool<ConnectionManager<C>>,
    database: &TestDatabase<C>,
) {
    first
        .batch_execute("INSERT INTO shelves VALUES ('mine')")
        .unwrap();
    assert_eq!(second.column(SHELVES), ["mine", "poems"]);
    let (mut third, mut fourth) = (pool.get().unwrap(), pool.get().unwrap());
    assert_eq!(third.column(SHELVES), ["mine", "poems"]);
    fourth
        .batch_execute("INSERT INTO shelves VALUES ('ours')")
        .unwrap();
    let mut fifth = C::establish(database.url()).unwrap();
    assert_eq!(fifth.column(SHELVES), ["mine", "ours", "poems"]);
}

#[nca_migrations::test(
    migrations = *SHELF,
    fixtures("books", "./fixtures/books_of_ours.sql"),
    connections = [SqliteConnection, PgConnection, MysqlConnection]
)]
fn fixtures_in_their_order<C>(conn: &mut C) {
    assert_eq!(
        conn.column(BOOKS),
        ["Anonymous; collected", "Leaves of Grass", "Ours"]
    );
}

#[nca_migrations::test(migrations = *SHELF, at = "create_shelves")]
fn before_the_head(conn: &mut SqliteConnection) {
    assert_eq!(conn.column(SHELVES), ["poems"]);
    assert!(conn.batch_execute("SELECT * FROM books").is_err());
}

#[nca_migrations::test(migrations = *SHELF, at = "base")]
fn at_the_base(conn: &mut PgConnection) {
    assert!(conn.batch_execute("SELECT * FROM shelves").is_err());
}

#[nca_migrations::test(migrations = *SHELF)]
#[should_panic(expected = "as tests do")]
fn other_attributes_stay(conn: &mut SqliteConnection) {
    assert_eq!(conn.column(SHELVES), ["books"], "as tests do");
}

/// What is called `MIGRATIONS`, and another name for the crate.
mod named {
    use nca_migrations as ours;
    use ours::{EmbeddedMigrations, embed_migrations};

    use super::{Chain, Migrator, SqliteConnection};

    static MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

    #[ours::test(crate = ours)]
    fn the_chain_of_this_place(conn: &mut SqliteConnection) {
        let chain: &Chain = MIGRATIONS.as_ref();
        let current = Migrator::new(chain).current(conn).unwrap();
        assert_eq!(current.revision, chain.last().map(|head| head.name));
    }
}

//! Walking along a chain.

use diesel::connection::SimpleConnection as _;
use diesel::{MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations::testing::{TestError, downgrade_to, stairway, upgrade_to};
use nca_tests::Builder;

use crate::shelf::{Ask as _, SHELF};

#[nca_migrations::test(
    migrations = *SHELF,
    at = "create_books",
    connections = [SqliteConnection, PgConnection, MysqlConnection]
)]
fn what_a_migration_does_with_rows<C>(conn: &mut C) -> Result<(), TestError> {
    let authors = "SELECT author AS value FROM books WHERE author IS NOT NULL ORDER BY title";
    conn.batch_execute("INSERT INTO books VALUES ('a', NULL, 'poems'), ('b', 'Who', 'poems')")?;
    upgrade_to(conn, &*SHELF, "every_book_has_an_author")?;
    assert_eq!(conn.column(authors), ["Nemo", "Who"]);
    downgrade_to(conn, &*SHELF, "-1")?;
    assert_eq!(conn.column(authors), ["Who"]);
    Ok(())
}

#[test]
fn the_stairway_holds() {
    stairway::<SqliteConnection, _>(&*SHELF).unwrap();
    stairway::<PgConnection, _>(&*SHELF).unwrap();
    stairway::<MysqlConnection, _>(&*SHELF).unwrap();
}

#[test]
fn a_broken_stair_is_named() {
    let shelves = |down| {
        Builder::default()
            .revision(
                "2026-01-01-000000_a",
                "CREATE TABLE a (id INT)",
                "DROP TABLE a",
            )
            .revision("2026-01-02-000000_b", "CREATE TABLE b (id INT)", down)
            .chain()
    };
    for (down, way) in [
        ("DROP TABLE c", "`2026-01-02-000000_b` down: "),
        (
            "SELECT 1",
            "`2026-01-02-000000_b` up again after its down script: ",
        ),
    ] {
        let error = stairway::<SqliteConnection, _>(&shelves(down)).unwrap_err();
        let said = error.to_string();
        assert!(said.starts_with(way), "{said}");
        assert_eq!(said, format!("{error:?}"));
    }
    let one_way = Builder::default()
        .revision("2026-01-01-000000_a", "CREATE TABLE a (id INT)", "")
        .irreversible("it is history")
        .chain();
    stairway::<SqliteConnection, _>(&one_way).unwrap();
}

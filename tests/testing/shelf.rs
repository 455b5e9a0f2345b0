//! The chain of these tests.

use std::sync::LazyLock;

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl as _, sql_query};
use nca_migrations::chain::Chain;
use nca_tests::Builder;

/// Shelves, books on them, and the authors taken out of the books.
pub(crate) static SHELF: LazyLock<Chain> = LazyLock::new(|| shelf("Nemo"));

/// The same, with another name for those who are not known.
pub(crate) fn shelf(unknown: &str) -> Chain {
    Builder::default()
        .revision(
            "2026-01-01-000000_create_shelves",
            "CREATE TABLE shelves (name VARCHAR(40) NOT NULL PRIMARY KEY);\
             INSERT INTO shelves VALUES ('poems')",
            "DROP TABLE shelves",
        )
        .revision(
            "2026-01-02-000000_create_books",
            "CREATE TABLE books (\
                 title VARCHAR(40) NOT NULL PRIMARY KEY,\
                 author VARCHAR(40),\
                 shelf VARCHAR(40) NOT NULL,\
                 FOREIGN KEY (shelf) REFERENCES shelves (name))",
            "DROP TABLE books",
        )
        .revision(
            "2026-01-03-000000_every_book_has_an_author",
            &format!("UPDATE books SET author = '{unknown}' WHERE author IS NULL"),
            &format!("UPDATE books SET author = NULL WHERE author = '{unknown}'"),
        )
        .chain()
}

/// Questions in SQL.
pub(crate) trait Ask: Connection {
    /// The column `value` of each row.
    fn column(&mut self, query: &str) -> Vec<String>;
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    value: String,
}

macro_rules! ask {
    ($($connection:ty),*) => {
        $(impl Ask for $connection {
            fn column(&mut self, query: &str) -> Vec<String> {
                let rows: Vec<Row> = sql_query(query).load(self).unwrap();
                rows.into_iter().map(|row| row.value).collect()
            }
        })*
    };
}
ask!(
    diesel::SqliteConnection,
    diesel::PgConnection,
    diesel::MysqlConnection
);

/// What is in the database.
pub(crate) const SHELVES: &str = "SELECT name AS value FROM shelves ORDER BY name";
pub(crate) const BOOKS: &str = "SELECT title AS value FROM books ORDER BY title";

//! A test that needs a database, with rows in it.

use diesel::prelude::*;
use nca_example_bookshelf::{MIGRATIONS, borrower, lend};

#[nca_migrations::test(fixtures("books"))]
fn a_book_is_lent_once(conn: &mut SqliteConnection) -> QueryResult<()> {
    lend(conn, "Walden", "Noor")?;
    assert!(lend(conn, "Walden", "Ida").is_err());
    assert_eq!(borrower(conn, "Walden")?.as_deref(), Some("Noor"));
    assert_eq!(borrower(conn, "Emma")?, None);
    Ok(())
}

//! Books, and who has borrowed them: the example of `docs/testing.md`.

use diesel::prelude::*;
use nca_migrations::{EmbeddedMigrations, embed_migrations};

#[expect(missing_docs, reason = "Diesel's tables have none")]
pub mod schema;

use schema::loans;

/// What the database is made by.
pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// Lends a book.
///
/// # Errors
/// When it is lent already, or there is no such book.
pub fn lend(conn: &mut SqliteConnection, title: &str, borrower: &str) -> QueryResult<()> {
    let loan = (loans::title.eq(title), loans::borrower.eq(borrower));
    diesel::insert_into(loans::table)
        .values(loan)
        .execute(conn)?;
    Ok(())
}

/// Who has borrowed a book.
///
/// # Errors
/// When the database does not answer.
pub fn borrower(conn: &mut SqliteConnection, title: &str) -> QueryResult<Option<String>> {
    let loan = loans::table.find(title);
    loan.select(loans::borrower).first(conn).optional()
}

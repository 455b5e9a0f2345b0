//! Tests of the migrations themselves.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use nca_example_bookshelf::MIGRATIONS;
use nca_example_bookshelf::schema::loans;
use nca_migrations::testing::{
    TestError, assert_no_drift, assert_round_trip, downgrade_to, stairway, upgrade_to,
};

/// As it was before there were loans: what an old schema was like, its test says itself.
mod before {
    diesel::table! {
        books (title) {
            title -> Text,
            borrower -> Nullable<Text>,
        }
    }
}
use before::books;

#[nca_migrations::test(
    at = "create_books",
    connections = [SqliteConnection, #[cfg(feature = "postgres")] PgConnection]
)]
fn who_has_a_book_keeps_it<C>(conn: &mut C) -> Result<(), TestError> {
    conn.batch_execute("INSERT INTO books VALUES ('Walden', 'Noor'), ('Emma', NULL)")?;
    let walden = vec![("Walden".to_owned(), "Noor".to_owned())];

    upgrade_to(conn, &MIGRATIONS, "create_loans")?;
    let lent: Vec<(String, String)> = loans::table.load(conn)?;
    assert_eq!(lent, walden);

    downgrade_to(conn, &MIGRATIONS, "create_books")?;
    let lent = books::table.filter(books::borrower.is_not_null());
    let lent: Vec<(String, String)> = lent
        .select((books::title, books::borrower.assume_not_null()))
        .load(conn)?;
    assert_eq!(lent, walden);
    Ok(())
}

#[test]
fn every_script_runs() -> Result<(), TestError> {
    stairway::<SqliteConnection, _>(&MIGRATIONS)
}

#[test]
fn every_way_back_brings_back_what_was_there() {
    assert_round_trip::<SqliteConnection, _>(&MIGRATIONS);
}

#[nca_migrations::test]
fn nothing_else_changes_the_schema(conn: &mut SqliteConnection) {
    // Here goes what might: a job, a plugin, another tool.
    assert_no_drift(conn, &MIGRATIONS);
}

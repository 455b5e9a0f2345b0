//! What is said when there is no database.

use diesel::{PgConnection, SqliteConnection};
use nca_migrations::testing::{Fixture, TestDatabase, TestError};
use nca_tests::Builder;

use crate::child::{self, Child};
use crate::shelf::{SHELF, shelf};

#[test]
fn a_fixture_that_fails_says_where() {
    let broken = Fixture::new("fixtures/broken.sql", include_str!("fixtures/broken.sql"));
    let database = TestDatabase::<SqliteConnection>::new(&*SHELF).unwrap();
    let error = database.load(std::slice::from_ref(&broken)).unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "fixture `fixtures/broken.sql:3:15`: no such table: atlases"
    );
    let database = TestDatabase::<PgConnection>::new(&*SHELF).unwrap();
    let error = database.load(&[broken]).unwrap_err().to_string();
    let expected = "fixture `fixtures/broken.sql:3:15`: relation \"atlases\" does not exist";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn a_chain_that_fails_says_what_a_run_says() {
    let chain = Builder::default()
        .revision(
            "2026-01-01-000000_a",
            "CREATE TABLE a (id INT); SELEC 1",
            "",
        )
        .chain();
    for error in [
        TestDatabase::<SqliteConnection>::new(&chain).unwrap_err(),
        TestDatabase::<PgConnection>::new(&chain).unwrap_err(),
    ] {
        let said = error.to_string();
        assert!(matches!(error, TestError::Run(_)), "{said}");
        assert!(
            said.starts_with("2026-01-01-000000_a/up.sql:1:26, "),
            "{said}"
        );
    }
    let error = TestDatabase::<SqliteConnection>::at(&shelf("x"), "create_shelfs").unwrap_err();
    assert!(matches!(error, TestError::Target(_)), "{error}");
}

#[test]
fn a_server_that_is_not_there_is_named_without_its_password() {
    if child::task().is_some() {
        let error = TestDatabase::<PgConnection>::new(&*SHELF).unwrap_err();
        child::say(&error.to_string().replace('\n', " / "));
        return;
    }
    let test = "messages::a_server_that_is_not_there_is_named_without_its_password";
    let url = "postgres://us:secret@127.0.0.1:1/test";
    let said = Child::with(test, "connect", &[("NCA_TEST_POSTGRES_URL", url)]).hear();
    assert!(
        said.starts_with("cannot connect to `postgres://us:***@127.0.0.1:1/test`: "),
        "{said}"
    );
    assert!(
        said.ends_with(" / this URL is that of `NCA_TEST_POSTGRES_URL`"),
        "{said}"
    );
    assert!(!said.contains("secret"), "{said}");
}

/// It would pass without a database, because that panics too.
#[test]
fn a_test_that_should_panic_fails_without_a_database() {
    let test = "messages::panics::it_does";
    if child::task().is_none() {
        let url = "postgres://us:secret@127.0.0.1:1/test";
        let passes = |environment: &[(&str, &str)]| Child::with(test, "run", environment).passes();
        assert!(passes(&[]));
        assert!(!passes(&[("NCA_TEST_POSTGRES_URL", url)]));
    }
}

mod panics {
    use diesel::PgConnection;

    use super::SHELF;

    #[nca_migrations::test(migrations = *SHELF)]
    #[should_panic(expected = "")]
    fn it_does(_conn: &mut PgConnection) {
        panic!("as tests do");
    }
}

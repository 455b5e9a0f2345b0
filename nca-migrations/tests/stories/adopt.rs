//! Taking over a database that another tool migrated.

use nca_migrations::history::{Action, Outcome};
use nca_migrations::{Error, Migrator, RevisionName, Target};

use crate::support::{Builder, Database, applied, execute, in_memory, tables, three, user_tables};

fn target(text: &str) -> Target {
    text.parse().unwrap()
}

fn names(revisions: &[RevisionName]) -> Vec<&str> {
    revisions.iter().map(RevisionName::as_str).collect()
}

/// What Diesel leaves that ran the first two of [`three`].
fn migrated_by_diesel() -> diesel::SqliteConnection {
    let mut conn = in_memory();
    execute(&mut conn, diesel::migration::CREATE_MIGRATIONS_TABLE);
    execute(
        &mut conn,
        "CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER);
         INSERT INTO __diesel_schema_migrations (version) VALUES ('001'), ('002');",
    );
    conn
}

#[test]
fn what_diesel_applied_gets_its_log() {
    let (chain, mut conn) = (three(), migrated_by_diesel());
    let migrator = Migrator::new(&chain);
    let adopted = migrator.adopt(&mut conn, None).unwrap();
    assert_eq!(names(&adopted.logged), ["001_one", "002_two"]);
    assert_eq!(names(&adopted.recorded), [""; 0]);
    assert_eq!(adopted.at.unwrap().as_str(), "002_two");
    let log = migrator.history(&mut conn).unwrap().log;
    assert_eq!(
        log.iter()
            .filter(|entry| entry.action == Action::Adopt)
            .count(),
        2
    );

    let again = migrator.adopt(&mut conn, None).unwrap();
    assert_eq!(again.logged, []);
    assert_eq!(
        migrator.history(&mut conn).unwrap().log,
        log,
        "nothing twice"
    );
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
}

#[test]
fn further_than_diesel_says() {
    let (chain, mut conn) = (three(), migrated_by_diesel());
    execute(&mut conn, "CREATE TABLE three (id INTEGER)");
    let migrator = Migrator::new(&chain);
    let adopted = migrator.adopt(&mut conn, Some(&Target::head())).unwrap();
    assert_eq!(names(&adopted.logged), ["001_one", "002_two"]);
    assert_eq!(names(&adopted.recorded), ["003_three"]);
    assert_eq!(applied(&mut conn), ["001", "002", "003"]);
    // The cheap look knows it.
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
    assert_eq!(user_tables(&mut conn), [""; 0]);
}

#[test]
fn never_back() {
    let (chain, mut conn) = (three(), in_memory());
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    let before = migrator.history(&mut conn).unwrap();
    for reached in [Some(target("001")), Some(Target::base()), None] {
        let adopted = migrator.adopt(&mut conn, reached.as_ref()).unwrap();
        assert_eq!(adopted.at.unwrap().as_str(), "003_three");
        assert_eq!((adopted.logged, adopted.recorded), (vec![], vec![]));
    }
    assert_eq!(migrator.history(&mut conn).unwrap(), before);
}

#[test]
fn an_empty_database_stays_as_it_is() {
    let (chain, mut conn) = (three(), in_memory());
    let adopted = Migrator::new(&chain).adopt(&mut conn, None).unwrap();
    assert_eq!(adopted.at, None);
    assert!(
        !Migrator::new(&chain)
            .history(&mut conn)
            .unwrap()
            .has_diesel_table
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let (chain, mut conn) = (tables(&["one"]).chain(), migrated_by_diesel());
    let migrator = Migrator::new(&chain);
    let error = migrator
        .adopt(&mut conn, Some(&Target::head()))
        .unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert_eq!(
        migrator.history(&mut conn).unwrap().format,
        0,
        "no log was made"
    );
}

#[test]
fn a_script_that_was_stopped_is_gone_on_with() {
    let two = "CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER); SELECT * FROM nowhere;";
    let chain = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id INTEGER);",
            "DROP TABLE one;",
        )
        .revision("002_two", two, "DROP TABLE a; DROP TABLE b;")
        .outside_a_transaction()
        .chain();
    let database = Database::new();
    let mut conn = database.connect();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap_err();
    migrator.adopt(&mut conn, None).unwrap();
    let history = migrator.history(&mut conn).unwrap();
    let unfinished = history.unfinished().unwrap();
    assert_eq!(unfinished.outcome, Outcome::Progress);
    assert_eq!(unfinished.statements_done, Some(2));
}

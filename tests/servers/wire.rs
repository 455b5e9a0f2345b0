//! Round trips are counted.

use diesel::connection::SimpleConnection;
use diesel::sql_types::Integer;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use nca_tests::server::{self, Database, Wire};

#[test]
fn a_batch_is_one_round_trip() {
    let (_database, wire, mut connection) = connected();
    connection.batch_execute("SELECT 1; SELECT 2").unwrap();
    assert_eq!(wire.round_trips(), 1);
    assert_eq!(wire.statements(), ["SELECT 1; SELECT 2"]);
}

#[test]
fn a_transaction_with_one_statement_is_three() {
    let (_database, wire, mut connection) = connected();
    connection
        .transaction(|connection| sql_query("SELECT 1").execute(connection))
        .unwrap();
    assert_eq!(wire.round_trips(), 3);
    assert_eq!(wire.statements(), ["BEGIN", "SELECT 1", "COMMIT"]);
}

#[test]
fn an_uncached_query_with_a_value_is_one() {
    let (_database, wire, mut connection) = connected();
    let query = sql_query("SELECT $1").bind::<Integer, _>(7);
    query.execute(&mut connection).unwrap();
    assert_eq!(wire.round_trips(), 1);
    assert_eq!(wire.statements(), ["SELECT $1"]);
}

#[test]
fn a_statement_that_fails_and_a_long_one_count_too() {
    let (_database, wire, mut connection) = connected();
    let long = format!("SELECT '{}'", "x".repeat(100_000));
    connection.batch_execute(&long).unwrap();
    connection.batch_execute("SELECT nothing").unwrap_err();
    assert_eq!(wire.round_trips(), 2);
    assert_eq!(wire.statements(), [long.as_str(), "SELECT nothing"]);
}

#[test]
fn reset_forgets_and_a_startup_does_not_count() {
    let (_database, wire, mut connection) = connected();
    connection.batch_execute("SELECT 1").unwrap();
    wire.reset();
    assert_eq!((wire.round_trips(), wire.statements()), (0, Vec::new()));

    // Diesel sends statements of its own after each startup, so one is not told from the other
    // by their number alone.
    drop(PgConnection::establish(&wire.url()).unwrap());
    assert_eq!(wire.round_trips(), wire.statements().len());
}

#[test]
fn a_connection_ends_with_the_wire() {
    let (_database, wire, mut connection) = connected();
    drop(wire);
    connection.batch_execute("SELECT 1").unwrap_err();
}

#[test]
fn a_server_is_found_however_the_url_names_it() {
    let database = server::own_postgres().database();
    let directory = server::own_postgres().directory().unwrap().display();
    let in_query = format!(
        "postgres://postgres@/{}?host={directory}&sslmode=require",
        database.name()
    );
    let near = Wire::in_front_of(&in_query);
    let far = Wire::in_front_of(&near.url());
    let mut connection = PgConnection::establish(&far.url()).unwrap();
    far.reset();
    near.reset();
    connection.batch_execute("SELECT 1").unwrap();
    assert_eq!((far.round_trips(), near.round_trips()), (1, 1));
}

#[test]
fn a_server_that_is_not_there_is_an_error() {
    let wire = Wire::in_front_of("postgres://postgres@%2Fnowhere/postgres");
    assert!(PgConnection::establish(&wire.url()).is_err());
}

fn connected() -> (Database, Wire, PgConnection) {
    let database = server::postgres().database();
    let wire = Wire::in_front_of(&database.url());
    let connection = PgConnection::establish(&wire.url()).unwrap();
    wire.reset();
    (database, wire, connection)
}

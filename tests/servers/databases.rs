//! Databases of their own for tests, on PostgreSQL and on MariaDB.

use diesel::{Connection, MysqlConnection, PgConnection};
use nca_tests::server::{self, Database};

#[test]
fn two_databases_of_postgres_are_separate() {
    separate::<PgConnection>(&[server::postgres().database(), server::postgres().database()]);
}

#[test]
fn two_databases_of_mariadb_are_separate() {
    separate::<MysqlConnection>(&[server::mariadb().database(), server::mariadb().database()]);
}

#[test]
fn a_database_of_postgres_goes_with_its_value() {
    goes::<PgConnection>(server::postgres().database());
}

#[test]
fn a_database_of_mariadb_goes_with_its_value() {
    goes::<MysqlConnection>(server::mariadb().database());
}

fn separate<C: Connection>(databases: &[Database; 2]) {
    let mut connections = databases
        .each_ref()
        .map(|database| connected::<C>(database));
    for connection in &mut connections {
        connection
            .batch_execute("CREATE TABLE t (id INTEGER)")
            .unwrap();
    }
    assert_ne!(databases[0].name(), databases[1].name());
}

/// Even while somebody is in the middle of a transaction there.
fn goes<C: Connection>(database: Database) {
    let url = database.url();
    let mut connection = connected::<C>(&database);
    connection
        .batch_execute("CREATE TABLE t (id INTEGER)")
        .unwrap();
    connection.batch_execute("BEGIN").unwrap();
    connection
        .batch_execute("INSERT INTO t VALUES (1)")
        .unwrap();

    drop(database);
    assert!(
        connection
            .batch_execute("INSERT INTO t VALUES (2)")
            .is_err()
    );
    assert!(C::establish(&url).is_err());
}

fn connected<C: Connection>(database: &Database) -> C {
    C::establish(&database.url()).unwrap()
}

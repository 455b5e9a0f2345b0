//! A database of its own for each test, and its catalog.

use diesel::connection::SimpleConnection;
use diesel::{Connection, MysqlConnection};
use nca_migrations_catalog::{Outline, Scope, compare, introspect};
use nca_tests::server::{Database, own_mariadb};

/// Every kind of object that MariaDB has.
pub(crate) const EVERYTHING: &str = include_str!("everything.sql");

/// An empty database, and a connection to it.
pub(crate) struct Bed {
    pub(crate) conn: MysqlConnection,
    pub(crate) database: Database,
}

impl Bed {
    pub(crate) fn new() -> Self {
        let database = own_mariadb().database();
        let conn = connect(&database.url());
        Self { conn, database }
    }

    /// One with what the statements make.
    pub(crate) fn with(sql: &str) -> Self {
        let mut bed = Self::new();
        bed.run(sql);
        bed
    }

    pub(crate) fn run(&mut self, sql: &str) {
        run(&mut self.conn, sql);
    }

    pub(crate) fn outline(&mut self) -> Outline {
        outline(&mut self.conn)
    }
}

pub(crate) fn connect(url: &str) -> MysqlConnection {
    MysqlConnection::establish(url).unwrap()
}

pub(crate) fn run(conn: &mut MysqlConnection, sql: &str) {
    if let Err(error) = conn.batch_execute(sql) {
        panic!("{error}\n{sql}");
    }
}

pub(crate) fn outline(conn: &mut MysqlConnection) -> Outline {
    match introspect(conn, &Scope::All) {
        Ok(catalog) => Outline::of(&catalog),
        Err(error) => panic!("{error}"),
    }
}

/// The two are the same, to `compare` and by their fingerprints.
pub(crate) fn same(expected: &Outline, found: &Outline, what: &str) {
    assert_eq!(differences(expected, found), [""; 0], "{what}");
    assert_eq!(expected.fingerprint(), found.fingerprint(), "{what}");
}

pub(crate) fn differences(expected: &Outline, found: &Outline) -> Vec<String> {
    let differences = compare(expected, found);
    differences.iter().map(ToString::to_string).collect()
}

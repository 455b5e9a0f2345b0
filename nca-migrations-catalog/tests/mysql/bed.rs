//! A database of its own for each test, and its catalog.

use diesel::connection::SimpleConnection;
use diesel::{Connection, MysqlConnection};
use nca_migrations_catalog::{Outline, Scope, introspect};
use nca_tests::server::{Database, mariadb};

/// An empty database, and a connection to it.
pub(crate) struct Bed {
    // Before the database: it is dropped first.
    pub(crate) conn: MysqlConnection,
    pub(crate) database: Database,
}

impl Bed {
    pub(crate) fn new() -> Self {
        let database = mariadb().database();
        let conn = MysqlConnection::establish(&database.url()).unwrap();
        Self { conn, database }
    }

    /// One with what the statements make.
    pub(crate) fn with(sql: &str) -> Self {
        let mut bed = Self::new();
        bed.run(sql);
        bed
    }

    pub(crate) fn run(&mut self, sql: &str) {
        if let Err(error) = self.conn.batch_execute(sql) {
            panic!("{error}\n{sql}");
        }
    }

    pub(crate) fn outline(&mut self) -> Outline {
        outline(&mut self.conn)
    }
}

pub(crate) fn outline(conn: &mut MysqlConnection) -> Outline {
    match introspect(conn, &Scope::All) {
        Ok(catalog) => Outline::of(&catalog),
        Err(error) => panic!("{error}"),
    }
}

//! A database on each engine.

use diesel::connection::SimpleConnection;
use diesel::{Connection, MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations_catalog::{Catalog, Scope, introspect};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;
use nca_tests::server;
use tempfile::TempDir;

#[derive(Clone, Copy)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
    Mysql,
}

/// A database, and the catalog that was read from it.
pub(crate) struct Database {
    pub(crate) catalog: Catalog,
    /// As Diesel's program takes it.
    pub(crate) url: String,
    _kept: Kept,
}

/// What is gone with it.
enum Kept {
    Directory(#[expect(dead_code, reason = "it is gone when dropped")] TempDir),
    Server(#[expect(dead_code, reason = "it is gone when dropped")] server::Database),
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    /// A database that the SQL was run on.
    pub(crate) fn database(self, sql: &str) -> Database {
        match self {
            Self::Sqlite => {
                let directory = server::tempdir();
                let url = directory.path().join("database").display().to_string();
                let mut conn = SqliteConnection::establish(&url).unwrap();
                conn.batch_execute("PRAGMA synchronous = OFF").unwrap();
                run(&mut conn, sql, Dialect::Sqlite);
                Database {
                    catalog: introspect(&mut conn, &Scope::All).unwrap(),
                    url,
                    _kept: Kept::Directory(directory),
                }
            }
            Self::Postgres => {
                let database = server::postgres().database();
                let mut conn = PgConnection::establish(&database.url()).unwrap();
                run(&mut conn, sql, Dialect::Postgres);
                Database {
                    catalog: introspect(&mut conn, &Scope::All).unwrap(),
                    url: database.url(),
                    _kept: Kept::Server(database),
                }
            }
            Self::Mysql => {
                let database = server::mariadb().database();
                let mut conn = MysqlConnection::establish(&database.url()).unwrap();
                run(&mut conn, sql, Dialect::Mysql);
                Database {
                    catalog: introspect(&mut conn, &Scope::All).unwrap(),
                    url: database.url(),
                    _kept: Kept::Server(database),
                }
            }
        }
    }
}

/// Statement by statement: some cannot run together with others.
fn run(conn: &mut impl SimpleConnection, sql: &str, dialect: Dialect) {
    for statement in split(sql, dialect).statements {
        conn.batch_execute(statement.text()).unwrap();
    }
}

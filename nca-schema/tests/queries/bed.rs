//! A migrated database of an engine.

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations::Dialect;
use nca_schema::MIGRATIONS;

/// Makes a test of each story for each engine.
macro_rules! stories {
    ($($story:ident),* $(,)?) => {
        crate::bed::stories! { sqlite Sqlite $($story)* }
        #[cfg(feature = "postgres")]
        crate::bed::stories! { postgres Postgres $($story)* }
        #[cfg(feature = "mysql")]
        crate::bed::stories! { mysql Mysql $($story)* }
    };
    ($module:ident $bed:ident $($story:ident)*) => {
        mod $module {
            $(#[test] fn $story() { super::$story::<crate::bed::$bed>(); })*
        }
    };
}
pub(crate) use stories;

/// Implements a trait of the tests for the connection of each engine. Diesel's bounds on a query differ
/// for each, so what runs one is written once and compiled for each.
macro_rules! for_each_connection {
    ($implementation:ident) => {
        $implementation!(diesel::SqliteConnection);
        #[cfg(feature = "postgres")]
        $implementation!(diesel::PgConnection);
        #[cfg(feature = "mysql")]
        $implementation!(diesel::MysqlConnection);
    };
}
pub(crate) use for_each_connection;

/// A migrated database.
pub(crate) trait Bed {
    type Conn: Ask;

    const DIALECT: Dialect;

    fn new() -> Self;

    fn connect(&self) -> Self::Conn;
}

/// Questions in SQL.
pub(crate) trait Ask: Connection {
    /// The column `value` of each row.
    fn texts(&mut self, query: &str) -> Vec<String>;

    fn run(&mut self, sql: &str) {
        if let Err(error) = self.batch_execute(sql) {
            panic!("{error}\n{sql}");
        }
    }
}

#[derive(QueryableByName)]
struct TextRow {
    #[diesel(sql_type = Text)]
    value: String,
}

macro_rules! ask {
    ($connection:ty) => {
        impl Ask for $connection {
            fn texts(&mut self, query: &str) -> Vec<String> {
                let rows: Vec<TextRow> = sql_query(query).load(self).unwrap();
                rows.into_iter().map(|row| row.value).collect()
            }
        }
    };
}
for_each_connection!(ask);

pub(crate) struct Sqlite;

impl Bed for Sqlite {
    type Conn = SqliteConnection;

    const DIALECT: Dialect = Dialect::Sqlite;

    fn new() -> Self {
        Self
    }

    fn connect(&self) -> SqliteConnection {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        conn.run("PRAGMA foreign_keys = ON");
        MIGRATIONS.run_pending(&mut conn).unwrap();
        conn
    }
}

#[cfg(feature = "postgres")]
pub(crate) struct Postgres(nca_tests::server::Database);

#[cfg(feature = "postgres")]
impl Bed for Postgres {
    type Conn = diesel::PgConnection;

    const DIALECT: Dialect = Dialect::Postgres;

    fn new() -> Self {
        Self(nca_tests::server::postgres().database())
    }

    fn connect(&self) -> Self::Conn {
        let mut conn = Self::Conn::establish(&self.0.url()).unwrap();
        conn.run("SET client_min_messages = warning");
        MIGRATIONS.run_pending(&mut conn).unwrap();
        conn
    }
}

#[cfg(feature = "mysql")]
pub(crate) struct Mysql(nca_tests::server::Database);

#[cfg(feature = "mysql")]
impl Bed for Mysql {
    type Conn = diesel::MysqlConnection;

    const DIALECT: Dialect = Dialect::Mysql;

    fn new() -> Self {
        Self(nca_tests::server::mariadb().database())
    }

    fn connect(&self) -> Self::Conn {
        let mut conn = Self::Conn::establish(&self.0.url()).unwrap();
        MIGRATIONS.run_pending(&mut conn).unwrap();
        conn
    }
}

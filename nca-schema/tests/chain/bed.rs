//! An empty database of an engine, and questions to it.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use nca_migrations::backend::Engine;
use nca_migrations::{Dialect, Error, Migrator, Target};
use nca_schema::MIGRATIONS;

use crate::catalog::Catalog;

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

/// An empty database.
pub(crate) trait Bed: 'static {
    type Conn: Ask;

    /// The end state, to compare with.
    const REFERENCE: &str;

    fn new() -> Self;

    fn connect(&self) -> Self::Conn;
}

/// A connection that can be asked. Blobs are written `X'00'`, as the standard has them.
pub(crate) trait Ask: Engine + Catalog {
    fn try_run(&mut self, sql: &str) -> QueryResult<()> {
        let sql = match Self::DIALECT {
            // https://www.postgresql.org/docs/current/datatype-binary.html: X'' is a bit string.
            Dialect::Postgres => sql.replace("X'", "'\\x"),
            _ => sql.to_owned(),
        };
        SimpleConnection::batch_execute(self, &sql)
    }

    fn run(&mut self, sql: &str) {
        if let Err(error) = self.try_run(sql) {
            panic!("{error}\n{sql}");
        }
    }

    /// The column `value` of each row.
    fn texts(&mut self, query: &str) -> Vec<String>;

    /// The column `value` of the only row.
    fn number(&mut self, query: &str) -> i64;

    fn count(&mut self, from: &str) -> i64 {
        self.number(&format!("SELECT count(*) AS value FROM {from}"))
    }

    fn up(&mut self, target: &str) {
        self.try_up(target).unwrap();
    }

    fn try_up(&mut self, target: &str) -> Result<(), Error> {
        Migrator::new(&MIGRATIONS)
            .upgrade(self, &to(target))
            .map(|_| ())
    }

    fn down(&mut self, target: &str) {
        let migrator = Migrator::new(&MIGRATIONS);
        migrator.downgrade(self, &to(target)).unwrap();
    }
}

pub(crate) fn to(target: &str) -> Target {
    target.parse().unwrap()
}

pub(crate) struct Sqlite;

impl Bed for Sqlite {
    type Conn = SqliteConnection;

    const REFERENCE: &str = include_str!("../../ddl/sqlite.sql");

    fn new() -> Self {
        Self
    }

    fn connect(&self) -> SqliteConnection {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        conn.run("PRAGMA foreign_keys = ON");
        conn
    }
}

#[cfg(feature = "postgres")]
pub(crate) struct Postgres(nca_tests::server::Database);

#[cfg(feature = "postgres")]
impl Bed for Postgres {
    type Conn = diesel::PgConnection;

    const REFERENCE: &str = include_str!("../../ddl/postgres.sql");

    fn new() -> Self {
        Self(nca_tests::server::postgres().database())
    }

    fn connect(&self) -> Self::Conn {
        let mut conn = Self::Conn::establish(&self.0.url()).unwrap();
        conn.run("SET client_min_messages = warning");
        conn
    }
}

#[cfg(feature = "mysql")]
pub(crate) struct Mysql(nca_tests::server::Database);

#[cfg(feature = "mysql")]
impl Bed for Mysql {
    type Conn = diesel::MysqlConnection;

    const REFERENCE: &str = include_str!("../../ddl/mysql.sql");

    fn new() -> Self {
        Self(nca_tests::server::mariadb().database())
    }

    fn connect(&self) -> Self::Conn {
        Self::Conn::establish(&self.0.url()).unwrap()
    }
}

#[derive(QueryableByName)]
struct TextRow {
    #[diesel(sql_type = Text)]
    value: String,
}

#[derive(QueryableByName)]
struct NumberRow {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

macro_rules! ask {
    ($connection:ty) => {
        impl Ask for $connection {
            fn texts(&mut self, query: &str) -> Vec<String> {
                let rows: Vec<TextRow> = sql_query(query).load(self).unwrap();
                rows.into_iter().map(|row| row.value).collect()
            }

            fn number(&mut self, query: &str) -> i64 {
                let row: NumberRow = sql_query(query).get_result(self).unwrap();
                row.value
            }
        }
    };
}

ask!(SqliteConnection);
#[cfg(feature = "postgres")]
ask!(diesel::PgConnection);
#[cfg(feature = "mysql")]
ask!(diesel::MysqlConnection);

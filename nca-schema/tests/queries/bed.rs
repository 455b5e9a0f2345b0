//! A migrated database of an engine.

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations::Dialect;
use nca_migrations::testing::TestDatabase;
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

/// A bed that is a database of the test kit.
macro_rules! bed {
    ($bed:ident, $connection:ty, $dialect:ident $(, $greeting:literal)?) => {
        pub(crate) struct $bed(TestDatabase<$connection>);

        impl Bed for $bed {
            type Conn = $connection;

            const DIALECT: Dialect = Dialect::$dialect;

            fn new() -> Self {
                Self(TestDatabase::new(&MIGRATIONS).unwrap())
            }

            fn connect(&self) -> Self::Conn {
                let conn = self.0.connect().unwrap();
                $(
                    let mut conn = conn;
                    conn.run($greeting);
                )?
                conn
            }
        }
    };
}
bed!(Sqlite, SqliteConnection, Sqlite, "PRAGMA foreign_keys = ON");
#[cfg(feature = "postgres")]
bed!(Postgres, diesel::PgConnection, Postgres);
#[cfg(feature = "mysql")]
bed!(Mysql, diesel::MysqlConnection, Mysql);

//! What a story runs on: an empty database of an engine, and questions to it.

use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use nca_migrations::Dialect;
use nca_migrations::backend::Engine;
use nca_tests::server;
use tempfile::TempDir;

/// Makes a test of each story for each engine.
macro_rules! stories {
    ($($story:ident),* $(,)?) => {
        crate::bed::stories! { sqlite Sqlite $($story)* }
        crate::bed::stories! { postgres Postgres $($story)* }

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
pub(crate) trait Bed: Sized + 'static {
    type Conn: Ask;

    const NAME: &'static str;

    fn new() -> Self;

    fn url(&self) -> String;

    fn connect(&self) -> Self::Conn {
        Self::Conn::establish(&self.url()).unwrap()
    }
}

/// Waits until something is so that another process or the server brings about; until then the error
/// says how things are instead.
pub(crate) fn eventually(what: &str, mut is_so: impl FnMut() -> Result<(), String>) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while let Err(instead) = is_so() {
        assert!(Instant::now() < deadline, "not so: {what}\n{instead}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Whether a rollback takes back changes of the schema.
pub(crate) fn transactional<B: Bed>() -> bool {
    B::Conn::DIALECT != Dialect::Mysql
}

pub(crate) struct Sqlite(TempDir);

impl Bed for Sqlite {
    type Conn = SqliteConnection;

    const NAME: &'static str = "sqlite";

    fn new() -> Self {
        Self(server::tempdir())
    }

    fn url(&self) -> String {
        self.0.path().join("test.db").to_str().unwrap().to_owned()
    }
}

pub(crate) struct Postgres(pub(crate) server::Database);

impl Bed for Postgres {
    type Conn = PgConnection;

    const NAME: &'static str = "postgres";

    fn new() -> Self {
        Self(server::postgres().database())
    }

    fn url(&self) -> String {
        self.0.url()
    }
}

pub(crate) struct Mysql(pub(crate) server::Database);

impl Bed for Mysql {
    type Conn = diesel::MysqlConnection;

    const NAME: &'static str = "mysql";

    fn new() -> Self {
        Self(server::mariadb().database())
    }

    fn url(&self) -> String {
        self.0.url()
    }
}

/// A connection that can be asked.
pub(crate) trait Ask: Engine {
    /// The column `value` of each row.
    fn texts(&mut self, query: &str) -> Vec<String>;

    /// The column `value` of the only row.
    fn number(&mut self, query: &str) -> i64;

    /// The user's tables, in the order of their names.
    fn tables(&mut self) -> Vec<String>;

    /// The versions in Diesel's table.
    fn applied(&mut self) -> Vec<String> {
        self.texts("SELECT version AS value FROM __diesel_schema_migrations ORDER BY version")
    }

    fn run(&mut self, sql: &str) {
        SimpleConnection::batch_execute(self, sql).unwrap();
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
    ($connection:ty, $tables:expr) => {
        impl Ask for $connection {
            fn texts(&mut self, query: &str) -> Vec<String> {
                let rows: Vec<TextRow> = sql_query(query).load(self).unwrap();
                rows.into_iter().map(|row| row.value).collect()
            }

            fn number(&mut self, query: &str) -> i64 {
                let row: NumberRow = sql_query(query).get_result(self).unwrap();
                row.value
            }

            fn tables(&mut self) -> Vec<String> {
                let all = self.texts($tables);
                all.into_iter()
                    .filter(|name| !name.starts_with("__"))
                    .collect()
            }
        }
    };
}

ask!(
    SqliteConnection,
    "SELECT name AS value FROM sqlite_master WHERE type = 'table' ORDER BY name"
);
ask!(
    PgConnection,
    "SELECT CAST(tablename AS text) AS value FROM pg_tables \
     WHERE schemaname = current_schema() ORDER BY tablename"
);

ask!(
    diesel::MysqlConnection,
    "SELECT table_name AS value FROM information_schema.tables \
     WHERE table_schema = DATABASE() ORDER BY table_name"
);

//! Chains built by hand, databases in temporary directories, and questions to them.

use std::path::PathBuf;

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations::EmbeddedMigrations;
use tempfile::TempDir;

pub(crate) use nca_tests::{Builder, tables, three};

pub(crate) trait Embedded {
    /// As `embed_migrations!` gives it.
    fn embedded(self) -> EmbeddedMigrations;
}

impl Embedded for Builder {
    fn embedded(self) -> EmbeddedMigrations {
        EmbeddedMigrations::from_chain(Box::leak(Box::new(self.chain())))
    }
}

/// A database file in a directory of its own.
pub(crate) struct Database {
    directory: TempDir,
}

impl Database {
    pub(crate) fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("test.db")
    }

    pub(crate) fn lock_file(&self) -> PathBuf {
        self.directory.path().join("test.db-migrate-lock")
    }

    pub(crate) fn connect(&self) -> SqliteConnection {
        connect(self.path().to_str().unwrap())
    }

    /// Every file of the directory with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.directory.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    }
}

pub(crate) fn connect(url: &str) -> SqliteConnection {
    SqliteConnection::establish(url).unwrap()
}

pub(crate) fn in_memory() -> SqliteConnection {
    connect(":memory:")
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// The column `value` of each row.
pub(crate) fn texts(conn: &mut SqliteConnection, query: &str) -> Vec<String> {
    let rows: Vec<Value> = sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.value).collect()
}

/// The column `value` of the only row.
pub(crate) fn number(conn: &mut SqliteConnection, query: &str) -> i64 {
    sql_query(query).get_result::<Number>(conn).unwrap().value
}

pub(crate) fn execute(conn: &mut SqliteConnection, sql: &str) {
    conn.batch_execute(sql).unwrap();
}

/// The user's tables.
pub(crate) fn user_tables(conn: &mut SqliteConnection) -> Vec<String> {
    texts(
        conn,
        "SELECT name AS value FROM sqlite_master WHERE type = 'table' \
         AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY rootpage",
    )
}

/// The versions in Diesel's table.
pub(crate) fn applied(conn: &mut SqliteConnection) -> Vec<String> {
    texts(
        conn,
        "SELECT version AS value FROM __diesel_schema_migrations ORDER BY version",
    )
}

pub(crate) fn pragma(conn: &mut SqliteConnection, name: &str) -> i64 {
    let column = if name == "busy_timeout" {
        "timeout"
    } else {
        name
    };
    number(
        conn,
        &format!("SELECT {column} AS value FROM pragma_{name}"),
    )
}

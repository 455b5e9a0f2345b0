//! Chains built by hand, databases in temporary directories, and questions to them.

use std::path::PathBuf;

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations::chain::{Chain, Direction, Revision, Script, chain_digest};
use nca_migrations::{Dialect, Digest, EmbeddedMigrations, RevisionName};
use nca_migrations_core::text::normalise;
use tempfile::TempDir;

/// A chain under construction.
#[derive(Default)]
pub(crate) struct Builder(Vec<Revision>);

impl Builder {
    pub(crate) fn revision(mut self, name: &str, up: &str, down: &str) -> Self {
        let name = RevisionName::parse(name).unwrap();
        let up = script(Direction::Up, up);
        let before = self
            .0
            .last()
            .and_then(|parent| parent.chain_digest(Dialect::Sqlite));
        let digest = chain_digest(before, &name.version(), up.digest);
        self.0.push(Revision {
            name,
            run_in_transaction: true,
            irreversible: None,
            lossy: None,
            scripts: [up, script(Direction::Down, down)].into_iter().collect(),
            chain_digests: [(Dialect::Sqlite, digest)].into_iter().collect(),
        });
        self
    }

    pub(crate) fn outside_a_transaction(mut self) -> Self {
        self.0.last_mut().unwrap().run_in_transaction = false;
        self
    }

    pub(crate) fn irreversible(mut self, reason: &'static str) -> Self {
        let revision = self.0.last_mut().unwrap();
        revision.irreversible = Some(reason.into());
        revision.scripts = revision.scripts.iter().take(1).collect();
        self
    }

    pub(crate) fn for_dialect(mut self, dialect: Dialect) -> Self {
        let scripts = &mut self.0.last_mut().unwrap().scripts;
        let renamed = scripts.iter().map(|script| Script {
            dialects: [dialect].into_iter().collect(),
            file: format!("{}.{dialect}.sql", script.direction.name()).into(),
            ..script
        });
        *scripts = renamed.collect();
        self
    }

    pub(crate) fn chain(self) -> Chain {
        self.0.into_iter().collect()
    }

    /// As `embed_migrations!` gives it.
    pub(crate) fn embedded(self) -> EmbeddedMigrations {
        EmbeddedMigrations::from_chain(Box::leak(Box::new(self.chain())))
    }
}

fn script(direction: Direction, text: &str) -> Script {
    let text = normalise(text.as_bytes()).unwrap();
    Script {
        direction,
        dialects: Dialect::ALL.into_iter().collect(),
        file: format!("{}.sql", direction.name()).into(),
        digest: Digest::of(&text),
        text: text.into_owned().into(),
    }
}

/// `001_one`, `002_two` and so on: each creates a table of its slug's name.
pub(crate) fn tables(slugs: &[&str]) -> Builder {
    (1..)
        .zip(slugs)
        .fold(Builder::default(), |builder, (number, slug)| {
            builder.revision(
                &format!("{number:03}_{slug}"),
                &format!("CREATE TABLE {slug} (id INTEGER PRIMARY KEY);"),
                &format!("DROP TABLE {slug};"),
            )
        })
}

pub(crate) fn three() -> Chain {
    tables(&["one", "two", "three"]).chain()
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

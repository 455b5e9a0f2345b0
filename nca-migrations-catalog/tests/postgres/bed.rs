//! An empty database, SQL for it, and its outline.

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::Text;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query};
use nca_migrations_catalog::{Catalog, Outline, Scope, compare, introspect};
use nca_tests::server::{Database, postgres};

/// A database of its own for one test.
pub(crate) struct Bed {
    pub(crate) conn: PgConnection,
    // Dropped after the connection to it.
    pub(crate) database: Database,
}

impl Bed {
    pub(crate) fn new() -> Self {
        Self::of(postgres().database())
    }

    pub(crate) fn of(database: Database) -> Self {
        let conn = connect(&database.url());
        Self { conn, database }
    }

    /// A database with this in it.
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

pub(crate) fn connect(url: &str) -> PgConnection {
    let mut conn = PgConnection::establish(url).unwrap();
    conn.batch_execute("SET client_min_messages = warning")
        .unwrap();
    conn
}

pub(crate) fn catalog(conn: &mut PgConnection) -> Catalog {
    introspect(conn, &Scope::All).unwrap()
}

/// What is written can be read again.
pub(crate) fn outline(conn: &mut PgConnection) -> Outline {
    let outline = Outline::of(&catalog(conn));
    let text = outline.to_string();
    assert_eq!(text.parse().as_ref(), Ok(&outline), "{text}");
    outline
}

/// Fails with what differs.
pub(crate) fn assert_same(expected: &Outline, found: &Outline, what: &str) {
    let differences = compare(expected, found);
    let differences: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert!(differences.is_empty(), "{what}\n{}", differences.join("\n"));
    assert_eq!(expected.fingerprint(), found.fingerprint(), "{what}");
}

/// The column `value` of the only row.
pub(crate) fn text(conn: &mut PgConnection, query: &str) -> String {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        value: String,
    }
    let row: Row = sql_query(query).get_result(conn).unwrap();
    row.value
}

//! A database in memory, and its outline.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use nca_migrations_catalog::{Catalog, Outline, Scope, compare, introspect};

pub(crate) fn database(sql: &str) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    run(&mut conn, sql);
    conn
}

pub(crate) fn run(conn: &mut SqliteConnection, sql: &str) {
    if let Err(error) = conn.batch_execute(sql) {
        panic!("{error}\n{sql}");
    }
}

pub(crate) fn catalog(conn: &mut SqliteConnection) -> Catalog {
    introspect(conn, &Scope::All).unwrap()
}

/// What is written can be read again.
pub(crate) fn outline(conn: &mut SqliteConnection) -> Outline {
    let outline = Outline::of(&catalog(conn));
    let text = outline.to_string();
    assert_eq!(text.parse().as_ref(), Ok(&outline), "{text}");
    outline
}

/// The outline of a database that was made by this.
pub(crate) fn made_by(sql: &str) -> Outline {
    outline(&mut database(sql))
}

/// Where two databases differ, in lines.
pub(crate) fn differences(expected: &Outline, found: &Outline) -> Vec<String> {
    let differences = compare(expected, found);
    assert_eq!(
        differences.is_empty(),
        expected.fingerprint() == found.fingerprint()
    );
    differences.iter().map(ToString::to_string).collect()
}

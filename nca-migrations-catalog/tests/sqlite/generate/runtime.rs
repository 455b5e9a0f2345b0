//! Generated scripts as a chain, run by the runtime on a connection that enforces foreign keys.

use diesel::{Connection as _, SqliteConnection};
use nca_migrations::{FileBasedMigrations, Migrator, Target};
use nca_migrations_catalog::Database as _;
use nca_migrations_catalog::generate::{Options, Statement};
use nca_tests::{Fixture, metadata};

use super::trial::script;
use crate::bed::{catalog, database, differences, made_by, outline};

const A: &str = "2026-01-01-000000_create_tables";
const B: &str = "2026-01-02-000000_change_tables";

const BEFORE: &str = "
CREATE TABLE authors (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, boss INTEGER REFERENCES authors ON DELETE CASCADE);
CREATE TABLE books (id INTEGER PRIMARY KEY, author INTEGER REFERENCES authors (id) ON DELETE CASCADE, title TEXT);
CREATE TABLE notes (book INTEGER REFERENCES books ON DELETE SET NULL, text TEXT, length AS (length(text)));
CREATE TABLE log (line TEXT);
CREATE VIEW titles AS SELECT title, name FROM books JOIN authors ON author = authors.id;
CREATE TRIGGER logged AFTER DELETE ON authors BEGIN INSERT INTO log VALUES ('gone: ' || old.name); END;
CREATE TRIGGER checked BEFORE INSERT ON notes WHEN NOT EXISTS (SELECT 1 FROM books WHERE id = new.book)
    BEGIN SELECT raise(ABORT, 'no; such book'); END;
CREATE TRIGGER through INSTEAD OF DELETE ON titles BEGIN DELETE FROM books WHERE title = old.title; END;
";

const ROWS: &str = "
INSERT INTO authors VALUES (1, 'a', NULL), (2, NULL, 1), (7, 'c', 2);
DELETE FROM authors WHERE id = 7; DELETE FROM log;
INSERT INTO books VALUES (1, 1, 'x'), (2, 2, 'y');
INSERT INTO notes VALUES (1, 'n'), (2, 'm');
";

/// Each parent is built anew with an action on its children, which are built anew, too.
fn after() -> String {
    BEFORE
        .replace(
            "name TEXT,",
            "name TEXT NOT NULL DEFAULT 'nobody', born INT,",
        )
        .replace("title TEXT)", "title TEXT, CHECK (title <> ''))")
        .replace("text TEXT,", "text TEXT COLLATE NOCASE,")
}

#[test]
fn the_runtime_runs_them_and_no_row_is_lost() {
    let (from, to) = (
        catalog(&mut database(BEFORE)),
        catalog(&mut database(&after())),
    );
    let text = |script: Vec<Statement>| {
        let statements = script.into_iter().map(|statement| statement.sql + ";\n");
        statements.collect::<String>()
    };
    let fixture = Fixture::empty();
    let write = |name: &str, parent: &str, up: &str, down: &str| {
        fixture.write(&format!("{name}/metadata.toml"), metadata(parent));
        fixture.write(&format!("{name}/up.sql"), up);
        fixture.write(&format!("{name}/down.sql"), down);
    };
    let down =
        "DROP TABLE notes; DROP TABLE books; DROP TABLE authors; DROP TABLE log; DROP VIEW titles;";
    write(A, "base", BEFORE, down);
    let (up, down) = (
        script(&from, &to, &Options::default()),
        script(&to, &from, &Options::default()),
    );
    write(B, A, &text(up), &text(down));
    fixture.lock();

    let chain = FileBasedMigrations::from_path(fixture.root()).unwrap();
    let migrator = Migrator::new(&chain);
    let to = |target: &str| target.parse::<Target>().unwrap();
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.run("PRAGMA foreign_keys = 1").unwrap();
    migrator.upgrade(&mut conn, &to("+1")).unwrap();
    conn.run(ROWS).unwrap();
    let rows =
        "SELECT (SELECT group_concat(quote(id) || quote(name) || quote(boss)) FROM authors) || '; '
        || (SELECT group_concat(quote(id) || quote(author) || title) FROM books) || '; '
        || (SELECT group_concat(quote(book) || text || length) FROM notes) || '; '
        || (SELECT count(*) FROM log) || '; '
        || (SELECT seq FROM sqlite_sequence WHERE name = 'authors') AS value";

    migrator.upgrade(&mut conn, &to("head")).unwrap();
    assert_eq!(
        differences(&made_by(&after()), &outline(&mut conn)),
        [""; 0]
    );
    let expected = "1'a'NULL,2'nobody'1; 11x,22y; 1n1,2m1; 0; 7";
    assert_eq!(conn.texts(rows).unwrap(), [Some(expected.to_owned())]);

    migrator.downgrade(&mut conn, &to("-1")).unwrap();
    assert_eq!(differences(&made_by(BEFORE), &outline(&mut conn)), [""; 0]);
    assert_eq!(conn.texts(rows).unwrap(), [Some(expected.to_owned())]);
}

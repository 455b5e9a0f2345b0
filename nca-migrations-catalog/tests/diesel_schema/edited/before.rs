//! A chain's head on each engine, and what an edit of its module comes to.

use std::fmt::Write as _;
use std::sync::LazyLock;

use nca_migrations_catalog::diesel_schema::edited::{Origin, apply, edits, read};
use nca_migrations_catalog::diesel_schema::{Section, Sorting, module};
use nca_migrations_catalog::{Catalog, Outline, compare};

use crate::engine::Engine;

const SQLITE: &str = "
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(40) NOT NULL CONSTRAINT uq_users_name UNIQUE,
    bio TEXT,
    age INTEGER NOT NULL DEFAULT 1 CONSTRAINT ck_users_age CHECK (age > 0),
    seen TIMESTAMP
);
CREATE INDEX ix_users_seen ON users (seen);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER NOT NULL CONSTRAINT fk_posts_user_id REFERENCES users (id),
    title TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    CONSTRAINT ck_posts_span CHECK (starts < ends)
);
CREATE TABLE tags (code VARCHAR(20) NOT NULL PRIMARY KEY, label TEXT);
CREATE VIEW titles AS SELECT title FROM posts;
";

const POSTGRES: &str = "
CREATE TABLE users (
    id serial PRIMARY KEY,
    name varchar(40) NOT NULL CONSTRAINT uq_users_name UNIQUE,
    bio text,
    age integer NOT NULL DEFAULT 1 CONSTRAINT ck_users_age CHECK (age > 0),
    seen timestamp
);
CREATE INDEX ix_users_seen ON users (seen);
CREATE TABLE posts (
    id serial PRIMARY KEY,
    user_id integer NOT NULL CONSTRAINT fk_posts_user_id REFERENCES users (id),
    title text NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    CONSTRAINT ck_posts_span CHECK (starts < ends)
);
CREATE TABLE tags (code varchar(20) PRIMARY KEY, label text);
CREATE VIEW titles AS SELECT title FROM posts;
";

const MYSQL: &str = "
CREATE TABLE users (
    id int PRIMARY KEY AUTO_INCREMENT,
    name varchar(40) NOT NULL,
    bio mediumtext,
    age int NOT NULL DEFAULT 1,
    seen datetime(6),
    CONSTRAINT uq_users_name UNIQUE (name),
    CONSTRAINT ck_users_age CHECK (age > 0)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX ix_users_seen ON users (seen);
CREATE TABLE posts (
    id int PRIMARY KEY AUTO_INCREMENT,
    user_id int NOT NULL,
    title mediumtext NOT NULL,
    starts int NOT NULL,
    ends int NOT NULL,
    CONSTRAINT fk_posts_user_id FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT ck_posts_span CHECK (starts < ends)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE tags (code varchar(20) NOT NULL PRIMARY KEY, label mediumtext)
DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE VIEW titles AS SELECT title FROM posts;
";

static HEADS: LazyLock<[Catalog; 3]> = LazyLock::new(|| {
    [
        Engine::Sqlite.database(SQLITE).catalog,
        Engine::Postgres.database(POSTGRES).catalog,
        Engine::Mysql.database(MYSQL).catalog,
    ]
});

/// The module that a developer sees, which is of SQLite.
pub(crate) const OWN: usize = 0;
pub(crate) const OF_POSTGRES: usize = 1;
pub(crate) const OF_MYSQL: usize = 2;

/// What the replacements in the module of one engine come to on all three.
pub(crate) fn come_to(own: usize, replacements: &[(&str, &str)]) -> String {
    let before = module(&HEADS[own], &Section::new("default")).unwrap().text;
    let after = replaced(&before, replacements);
    let (before, after) = (read(&before).unwrap(), read(&after).unwrap());
    let edits = edits(&before, &after, Sorting::Position).unwrap();
    let mut said = String::new();
    for edit in &edits {
        writeln!(said, "{edit}").unwrap();
    }
    let origin = Origin {
        module: &before,
        dialect: HEADS[own].dialect,
    };
    for head in &*HEADS {
        writeln!(said, "\n== {}", head.dialect).unwrap();
        match apply(&edits, origin, head) {
            Ok(desired) => {
                for difference in compare(&Outline::of(head), &Outline::of(&desired.catalog)) {
                    writeln!(said, "{difference}").unwrap();
                }
                said += &new_tables(head, &desired.catalog);
                for note in &desired.notes {
                    writeln!(said, "note: {note}").unwrap();
                }
            }
            Err(obstacles) => {
                for obstacle in obstacles {
                    writeln!(said, "obstacle: {obstacle}").unwrap();
                }
            }
        }
    }
    said
}

/// What the replacements in SQLite's module ask of an engine, beside what the engine has after the SQL: the
/// differences.
pub(crate) fn unlike(engine: Engine, replacements: &[(&str, &str)], sql: &str) -> String {
    let before = module(&HEADS[OWN], &Section::new("default")).unwrap().text;
    let after = replaced(&before, replacements);
    let (before, after) = (read(&before).unwrap(), read(&after).unwrap());
    let edits = edits(&before, &after, Sorting::Position).unwrap();
    let origin = Origin {
        module: &before,
        dialect: HEADS[OWN].dialect,
    };
    let (at, head) = match engine {
        Engine::Sqlite => (OWN, SQLITE),
        Engine::Postgres => (OF_POSTGRES, POSTGRES),
        Engine::Mysql => (OF_MYSQL, MYSQL),
    };
    let desired = apply(&edits, origin, &HEADS[at]).unwrap().catalog;
    let found = engine.database(&format!("{head}{sql}")).catalog;
    let differences = compare(&Outline::of(&desired), &Outline::of(&found));
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn replaced(text: &str, replacements: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old} is not in\n{text}");
        text = text.replacen(old, new, 1);
    }
    text
}

/// The tables that were not there, in full.
pub(crate) fn new_tables(head: &Catalog, desired: &Catalog) -> String {
    let mut new = desired.clone();
    new.tables.retain(|table| head.table(&table.name).is_none());
    let tables = new.tables;
    let outline = Outline::of(&Catalog {
        tables,
        ..Catalog::empty(head.dialect)
    });
    let text = outline.to_string();
    // Without the line that says what it is.
    text.split_once("\n\n")
        .map(|(_, tables)| tables.to_owned())
        .unwrap_or_default()
}

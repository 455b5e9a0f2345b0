//! The catalog that edits lead to is the one that the engine has after such statements.

use super::before::unlike;
use crate::engine::Engine;

const EDITED: [(&str, &str); 4] = [
    (
        "diesel::joinable!(posts",
        "diesel::table! {
            notes (id) {
                id -> Integer,
                user_id -> Integer,
                tag -> Nullable<Text>,
                body -> Text,
                at -> Timestamp,
                done -> Bool,
                score -> Double,
                data -> Binary,
                big -> BigInt,
                day -> Date,
            }
        }
        diesel::table! {
            labels (tag, lang) {
                tag -> Text,
                lang -> Text,
            }
        }
        diesel::joinable!(notes -> users (user_id));
        diesel::joinable!(notes -> tags (tag));
        diesel::joinable!(tags -> posts (post_id));
        diesel::joinable!(posts",
    ),
    (
        "label -> Nullable<Text>,",
        "label -> Text, post_id -> Nullable<Integer>,",
    ),
    ("        seen -> Nullable<Timestamp>,\n", ""),
    ("age -> Integer", "age -> BigInt"),
];

#[test]
fn sqlite_has_it() {
    let sql = "
        CREATE TABLE notes (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            user_id INTEGER NOT NULL CONSTRAINT fk_notes_user_id REFERENCES users (id),
            tag TEXT CONSTRAINT fk_notes_tag REFERENCES tags (code),
            body TEXT NOT NULL,
            at TIMESTAMP NOT NULL,
            done BOOLEAN NOT NULL,
            score DOUBLE NOT NULL,
            data BLOB NOT NULL,
            big BIGINT NOT NULL,
            day DATE NOT NULL
        );
        CREATE TABLE labels (tag TEXT NOT NULL, lang TEXT NOT NULL, PRIMARY KEY (tag, lang));
        DROP TABLE tags;
        CREATE TABLE tags (
            code VARCHAR(20) NOT NULL PRIMARY KEY,
            label TEXT NOT NULL,
            post_id INTEGER CONSTRAINT fk_tags_post_id REFERENCES posts (id)
        );
        DROP TABLE users;
        CREATE TABLE users (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            name VARCHAR(40) NOT NULL CONSTRAINT uq_users_name UNIQUE,
            bio TEXT,
            age BIGINT NOT NULL DEFAULT 1 CONSTRAINT ck_users_age CHECK (age > 0)
        );";
    assert_eq!(unlike(Engine::Sqlite, &EDITED, sql), "");
}

#[test]
fn postgres_has_it() {
    let sql = "
        CREATE TABLE notes (
            id serial PRIMARY KEY,
            user_id integer NOT NULL CONSTRAINT fk_notes_user_id REFERENCES users (id),
            tag varchar(20) CONSTRAINT fk_notes_tag REFERENCES tags (code),
            body text NOT NULL,
            at timestamp NOT NULL,
            done boolean NOT NULL,
            score double precision NOT NULL,
            data bytea NOT NULL,
            big bigint NOT NULL,
            day date NOT NULL
        );
        CREATE TABLE labels (tag text, lang text, PRIMARY KEY (tag, lang));
        ALTER TABLE tags ALTER label SET NOT NULL,
            ADD post_id integer CONSTRAINT fk_tags_post_id REFERENCES posts (id);
        ALTER TABLE users DROP seen, ALTER age TYPE bigint;";
    assert_eq!(unlike(Engine::Postgres, &EDITED, sql), "");
}

#[test]
fn mysql_has_it() {
    let sql = "
        CREATE TABLE notes (
            id int PRIMARY KEY AUTO_INCREMENT,
            user_id int NOT NULL,
            tag varchar(20),
            body mediumtext NOT NULL,
            at datetime(6) NOT NULL,
            done boolean NOT NULL,
            score double NOT NULL,
            data blob NOT NULL,
            big bigint NOT NULL,
            day date NOT NULL,
            CONSTRAINT fk_notes_user_id FOREIGN KEY (user_id) REFERENCES users (id),
            CONSTRAINT fk_notes_tag FOREIGN KEY (tag) REFERENCES tags (code)
        ) COLLATE utf8mb4_bin;
        CREATE TABLE labels (tag varchar(255), lang varchar(255), PRIMARY KEY (tag, lang))
        COLLATE utf8mb4_bin;
        ALTER TABLE tags MODIFY label mediumtext NOT NULL, ADD post_id int,
            ADD CONSTRAINT fk_tags_post_id FOREIGN KEY (post_id) REFERENCES posts (id);
        ALTER TABLE users DROP seen, MODIFY age bigint NOT NULL DEFAULT 1;";
    assert_eq!(unlike(Engine::Mysql, &EDITED, sql), "");
}

//! Chains with what is hard to write down for a client.

use nca_migrations::Dialect;
use nca_migrations::chain::Chain;
use nca_tests::Builder;

pub(crate) fn of(dialect: Dialect) -> Chain {
    match dialect {
        Dialect::Postgres => postgres(),
        Dialect::Mysql => mysql(),
        _ => sqlite(),
    }
}

fn sqlite() -> Chain {
    Builder::default()
        .revision(
            "2026-01-05-090000_authors",
            "-- Who writes; it's a comment.\n\
             CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'a;b');\n\
             CREATE TABLE book (\n    id INTEGER PRIMARY KEY,\n    \
             author INTEGER NOT NULL REFERENCES author (id) ON DELETE CASCADE\n);\n\
             INSERT INTO author VALUES (1, 'O''Brien \\ \n/\ngo\n.read x');\n\
             INSERT INTO book VALUES (1, 1), (2, 1)",
            "DROP TABLE book;\nDROP TABLE author; -- and no more\n",
        )
        .revision(
            "2026-01-06-090000_rebuild",
            "CREATE TABLE new_author (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born INTEGER);\n\
             INSERT INTO new_author SELECT id, name, 40\n/\n2 FROM author;\n\
             DROP TABLE author;\nALTER TABLE new_author RENAME TO author;\n\
             CREATE TRIGGER author_ai AFTER INSERT ON author BEGIN\n    \
             UPDATE author SET name = CASE WHEN new.name = '' THEN ';' ELSE new.name END;\n    \
             SELECT 1;\nEND;\n/* the\n.end */",
            "DROP TRIGGER author_ai;\nALTER TABLE author DROP COLUMN born",
        )
        .lossy("when authors were born")
        .revision(
            "2026-01-07-090000_tune",
            "PRAGMA foreign_keys = ON;\n\
             -- Alone.\nVACUUM;\nCREATE INDEX book_author ON book (author);\n\
             BEGIN;\nINSERT INTO book VALUES (3, 1);\nUPDATE book SET id = 4 WHERE id = 3;\nCOMMIT;\n\
             REINDEX -- the end\n",
            "DROP INDEX book_author;\nDELETE FROM book WHERE id = 4;\nVACUUM",
        )
        .outside_a_transaction()
        .chain()
}

fn postgres() -> Chain {
    Builder::default()
        .revision(
            "2026-01-05-090000_authors",
            "-- Who writes; it's a comment :x.\n\
             CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL DEFAULT E'a;\\'b',\n    \
             born timestamptz NOT NULL DEFAULT '2020-01-01 00:00');\n\
             INSERT INTO author VALUES (1, 'O''Brien \\ :name \\q'::text);\n\
             CREATE FUNCTION first(integer[], n integer) RETURNS integer[] LANGUAGE sql\n\
             BEGIN ATOMIC\n    SELECT 1;\n    SELECT $1[1:n];\nEND;\n\
             CREATE FUNCTION two() RETURNS integer LANGUAGE plpgsql AS $$\n-- kept :n\n\
             BEGIN\n    PERFORM 1; RETURN 2;\nEND $$",
            "DROP FUNCTION two();\nDROP FUNCTION first(integer[], integer);\nDROP TABLE author; -- no more\n",
        )
        .revision(
            "2026-01-06-090000_elsewhere",
            "CREATE SCHEMA app;\nSET search_path = app;\nSET LOCAL statement_timeout = 0;\n\
             SET standard_conforming_strings = off;\n\
             CREATE TABLE book (id integer PRIMARY KEY, title text)",
            "DROP SCHEMA app CASCADE",
        )
        .lossy("all books")
        .revision(
            "2026-01-07-090000_index",
            "CREATE INDEX CONCURRENTLY author_name ON author (name);\n\
             SET search_path = app;\nINSERT INTO book VALUES (1, 'é');\n\
             -- Both.\nBEGIN;\nINSERT INTO book VALUES (3, '');\nUPDATE book SET id = 4 WHERE id = 3;\nCOMMIT;\n\
             VACUUM book",
            "DROP INDEX CONCURRENTLY author_name;\nDELETE FROM app.book",
        )
        .outside_a_transaction()
        .chain()
}

fn mysql() -> Chain {
    Builder::default()
        .revision(
            "2026-01-05-090000_authors",
            "-- Who writes; it's a comment.\n\
             CREATE TABLE author (id integer PRIMARY KEY, name varchar(50) NOT NULL DEFAULT 'a;\\'b');\n\
             # Again.\n\
             INSERT INTO author VALUES (1, 'O''Brien \\\\ é\nDELIMITER x'), (2, \"$$\");\n; -- nothing\n\
             /* It's a\n; body. */\nCREATE TRIGGER author_bi BEFORE INSERT ON author FOR EACH ROW BEGIN\n    \
             /* kept; */ SET NEW.name = concat(NEW.name, ';'); -- and this\n    \
             SET NEW.name = '$$';\nEND; -- after it",
            "DROP TRIGGER author_bi;\nDROP TABLE author -- no more\n",
        )
        .revision(
            "2026-01-06-090000_books",
            "SET sql_mode = 'ANSI_QUOTES', foreign_key_checks = 0;\n\
             CREATE TABLE book (id integer PRIMARY KEY, author integer NOT NULL,\n    \
             FOREIGN KEY (author) REFERENCES author (id));\n\
             START TRANSACTION;\nINSERT INTO book VALUES (1, 1);\n\
             UPDATE book SET author = 2;\nCOMMIT;\n\
             /*!50003 CREATE PROCEDURE both_of() BEGIN SELECT 1; SELECT 2; END */;\n",
            "DROP PROCEDURE both_of;\nDROP TABLE book",
        )
        .outside_a_transaction()
        .chain()
}

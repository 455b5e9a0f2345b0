//! Columns.

use super::case::all;

#[test]
fn order() {
    let text = all(&[
        (
            "the last becomes the first",
            "CREATE TABLE t (a INT, b INT, c INT, d INT, e INT)",
            "CREATE TABLE t (e INT, a INT, b INT, c INT, d INT)",
            &[],
        ),
        (
            "three of six move",
            "CREATE TABLE t (a INT, b INT, c INT, d INT, e INT, f INT)",
            "CREATE TABLE t (b INT, f INT, c INT, e INT, d INT, a INT)",
            &[],
        ),
        (
            "between, in front and behind, while others go",
            "CREATE TABLE t (a INT, b INT, c INT)",
            "CREATE TABLE t (z INT, a INT, y INT, x INT, c INT, w INT, v INT)",
            &[],
        ),
        (
            "all of them are others",
            "CREATE TABLE t (a INT, b INT)",
            "CREATE TABLE t (c INT, d INT)",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

/// `MODIFY` says all of a column, and each part of it has to be said.
#[test]
fn nothing_of_a_column_is_lost() {
    let text = all(&[
        (
            "the comment of a column that has all there is",
            "CREATE TABLE t (id INT PRIMARY KEY, `it's` VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL
                DEFAULT 'it''s \\\\ \"x\"' INVISIBLE COMMENT 'one' CHECK (`it's` <> 'y'))",
            "CREATE TABLE t (id INT PRIMARY KEY, `it's` VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL
                DEFAULT 'it''s \\\\ \"x\"' INVISIBLE COMMENT 'it''s \\\\ \n two' CHECK (`it's` <> 'y'))",
            &[],
        ),
        (
            "of one that is numbered",
            "CREATE TABLE t (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'one')",
            "CREATE TABLE t (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'two')",
            &[],
        ),
        (
            "of moments",
            "CREATE TABLE t (a DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), b TIMESTAMP NULL,
                c TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:00')",
            "CREATE TABLE t (a DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) COMMENT 'a',
                b TIMESTAMP NULL COMMENT 'b', c TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:00' COMMENT 'c')",
            &[],
        ),
        (
            "of values that are made",
            "CREATE TABLE t (a INT, b INT AS (a + 1) VIRTUAL, c INT AS (a + 2) STORED)",
            "CREATE TABLE t (a INT, b INT AS (a + 1) VIRTUAL COMMENT 'b', c INT AS (a + 2) STORED COMMENT 'c')",
            &[],
        ),
        (
            "of long texts, documents and bytes",
            "CREATE TABLE t (a TEXT DEFAULT 'x', b JSON DEFAULT '{}', c VARCHAR(200) COMPRESSED, d VARBINARY(4) DEFAULT 'x',
                e BIT(3) DEFAULT b'101', f DECIMAL(5,2) DEFAULT -1.50, g VARCHAR(40) DEFAULT (concat('a', uuid())))",
            "CREATE TABLE t (a TEXT DEFAULT 'x' COMMENT 'a', b JSON DEFAULT '{}' COMMENT 'b', c VARCHAR(200) COMPRESSED COMMENT 'c',
                d VARBINARY(4) DEFAULT 'x' COMMENT 'd', e BIT(3) DEFAULT b'101' COMMENT 'e',
                f DECIMAL(5,2) DEFAULT -1.50 COMMENT 'f', g VARCHAR(40) DEFAULT (concat('a', uuid())) COMMENT 'g')",
            &[],
        ),
        (
            "the letters of a name",
            "CREATE TABLE t (id INT PRIMARY KEY, created INT, KEY by_created (created))",
            "CREATE TABLE t (id INT PRIMARY KEY, Created INT, KEY by_created (Created))",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn types() {
    let text = all(&[
        (
            "wider",
            "CREATE TABLE t (a INT, b VARCHAR(20), c VARCHAR(60), d DECIMAL(5,2), e TEXT, f DATE, g TINYINT UNSIGNED, h CHAR(5))",
            "CREATE TABLE t (a BIGINT, b VARCHAR(40), c VARCHAR(70), d DECIMAL(8,4), e MEDIUMTEXT, f DATETIME, g INT, h TEXT)",
            &[],
        ),
        (
            "with a foreign key on it, from both sides",
            "CREATE TABLE p (id INT PRIMARY KEY, up INT, CONSTRAINT p_up FOREIGN KEY (up) REFERENCES p (id));
             CREATE TABLE t (id INT PRIMARY KEY, p INT, CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "CREATE TABLE p (id BIGINT PRIMARY KEY, up BIGINT, CONSTRAINT p_up FOREIGN KEY (up) REFERENCES p (id));
             CREATE TABLE t (id INT PRIMARY KEY, p BIGINT, CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            &[],
        ),
        (
            "values of a list that come, last and in between",
            "CREATE TABLE t (a ENUM('a', 'b'), b ENUM('a', 'b'), c SET('x', 'y'), d ENUM('a', 'it''s'))",
            "CREATE TABLE t (a ENUM('a', 'b', 'c'), b ENUM('a', 'z', 'b'), c SET('x', 'y', 'z'), d ENUM('it''s', 'a'))",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn values_that_are_made() {
    let text = all(&[
        (
            "virtual or stored, with an index and a check",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 1) VIRTUAL, KEY by_b (b, a), CONSTRAINT c CHECK (b < 2147483647))",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 1) STORED, KEY by_b (b, a), CONSTRAINT c CHECK (b < 2147483647))",
            &[],
        ),
        (
            "virtual, or of its own, which it keeps",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(30) AS (concat(a, '!')) VIRTUAL, KEY by_b (b))",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(30) DEFAULT 'x', KEY by_b (b))",
            &[],
        ),
        (
            "stored, or of its own and of another type, that takes no NULL",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 1) STORED)",
            "CREATE TABLE t (id INT PRIMARY KEY, b BIGINT NOT NULL)",
            &["t.b=id"],
        ),
        (
            "by another expression",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 1) STORED, c INT AS (a + 1) VIRTUAL, KEY (c))",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 2) STORED, c INT AS (a + 2) VIRTUAL, KEY (c))",
            &[],
        ),
        (
            "one of another",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 1) VIRTUAL, c INT AS (b + 1) VIRTUAL)",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT AS (a + 1) STORED, c INT AS (b + 1) VIRTUAL)",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn numbers() {
    let text = all(&[
        (
            "a column of numbers comes with its key",
            "CREATE TABLE t (a INT)",
            "CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, a INT)",
            &[],
        ),
        (
            "the key is numbered, or not",
            "CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, a INT)",
            "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT)",
            &[],
        ),
        (
            "another column is, by another key",
            "CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, b INT NOT NULL)",
            "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, b INT NOT NULL AUTO_INCREMENT, UNIQUE KEY by_b (b))",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

//! Keys, indexes, foreign keys and checks.

use super::case::all;

#[test]
fn indexes() {
    let text = all(&[
        (
            "of every kind",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(40), c TEXT, p POINT NOT NULL)",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(40), c TEXT, p POINT NOT NULL,
                KEY plain (a), KEY part (b(5), c(10)), KEY down (a DESC, b), UNIQUE KEY only (b(20), id),
                FULLTEXT KEY words (b, c), SPATIAL KEY place (p), KEY hidden (b) COMMENT 'it''s' IGNORED,
                UNIQUE KEY long_one (c))",
            &[],
        ),
        (
            "renamed, and switched",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, UNIQUE KEY one (a, id), KEY two (b), KEY three (b, a))",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, UNIQUE KEY uno (a, id), KEY dos (b), KEY three (b, a) IGNORED)",
            &[],
        ),
        (
            "two that have each other's names",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, KEY one (a), KEY two (b))",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, KEY one (b), KEY two (a))",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn primary_keys() {
    let text = all(&[
        (
            "of other columns, with one that leads to it",
            "CREATE TABLE t (id INT NOT NULL, a INT NOT NULL, PRIMARY KEY (id));
             CREATE TABLE c (t INT, CONSTRAINT c_t FOREIGN KEY (t) REFERENCES t (id))",
            "CREATE TABLE t (id INT NOT NULL, a INT NOT NULL, PRIMARY KEY (a, id), UNIQUE KEY by_id (id));
             CREATE TABLE c (t INT, CONSTRAINT c_t FOREIGN KEY (t) REFERENCES t (id))",
            &[],
        ),
        (
            "there or not",
            "CREATE TABLE t (id INT, a INT)",
            "CREATE TABLE t (id INT PRIMARY KEY COMMENT 'a key', a INT)",
            &["t.id=coalesce(a, -5)"],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn foreign_keys() {
    let parent = "CREATE TABLE p (id INT PRIMARY KEY, x INT, y INT, UNIQUE KEY xy (x, y))";
    let with =
        |text: &str| -> &'static str { Box::leak(format!("{parent}; {text}").into_boxed_str()) };
    let text = all(&[
        (
            "with every action",
            with("CREATE TABLE t (a INT, b INT, c INT, d INT, e INT, KEY a (a), KEY b (b), KEY c (c), KEY d (d), KEY e (d, e))"),
            with(
                "CREATE TABLE t (a INT, b INT, c INT, d INT, e INT,
                    CONSTRAINT a FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE,
                    CONSTRAINT b FOREIGN KEY (b) REFERENCES p (id) ON DELETE SET NULL ON UPDATE RESTRICT,
                    CONSTRAINT c FOREIGN KEY (c) REFERENCES p (id) ON DELETE NO ACTION ON UPDATE SET NULL,
                    CONSTRAINT e FOREIGN KEY (d, e) REFERENCES p (x, y) ON UPDATE CASCADE)"
            ),
            &[],
        ),
        (
            "another index takes the place of the one that it brought along",
            with("CREATE TABLE t (a INT, b INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))"),
            with("CREATE TABLE t (a INT, b INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), KEY wide (a, b))"),
            &[],
        ),
        (
            "or stands beside it",
            with("CREATE TABLE t (a INT, b INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))"),
            with("CREATE TABLE t (a INT, b INT, KEY f (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), KEY wide (a, b))"),
            &[],
        ),
        (
            "of a column that goes",
            with("CREATE TABLE t (a INT, b INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT g FOREIGN KEY (b) REFERENCES p (id))"),
            with("CREATE TABLE t (b INT, CONSTRAINT g FOREIGN KEY (b) REFERENCES p (id))"),
            &[],
        ),
        (
            "that takes no NULL any more, and moves",
            with("CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))"),
            with("CREATE TABLE t (a INT DEFAULT 1 COMMENT 'one', id INT PRIMARY KEY, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))"),
            &["t.a=1"],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn what_foreign_keys_need() {
    let text = all(&[
        (
            "the key that one leads to, and the index that it has, are others",
            "CREATE TABLE p (id INT PRIMARY KEY, x INT, y INT, UNIQUE KEY xy (x, y));
             CREATE TABLE c (a INT, b INT, KEY ab (a, b), CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (x, y))",
            "CREATE TABLE p (id INT PRIMARY KEY, x INT, y INT, UNIQUE KEY xyz (x, y, id));
             CREATE TABLE c (a INT, b INT, z INT, UNIQUE KEY abz (a, b, z), CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (x, y))",
            &[],
        ),
        (
            "both have other names",
            "CREATE TABLE p (id INT PRIMARY KEY, x INT, UNIQUE KEY one (x));
             CREATE TABLE c (a INT, KEY one (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x))",
            "CREATE TABLE p (id INT PRIMARY KEY, x INT, UNIQUE KEY two (x));
             CREATE TABLE c (a INT, KEY two (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x))",
            &[],
        ),
        (
            "the collation of a chain of them",
            "CREATE TABLE a (k VARCHAR(20) PRIMARY KEY) CHARSET latin1;
             CREATE TABLE b (k VARCHAR(20) PRIMARY KEY, CONSTRAINT b_a FOREIGN KEY (k) REFERENCES a (k)) CHARSET latin1;
             CREATE TABLE c (k VARCHAR(20), CONSTRAINT c_b FOREIGN KEY (k) REFERENCES b (k)) CHARSET latin1",
            "CREATE TABLE a (k VARCHAR(20) PRIMARY KEY) CHARSET utf8mb4;
             CREATE TABLE b (k VARCHAR(20) PRIMARY KEY, CONSTRAINT b_a FOREIGN KEY (k) REFERENCES a (k)) CHARSET utf8mb4;
             CREATE TABLE c (k VARCHAR(20), CONSTRAINT c_b FOREIGN KEY (k) REFERENCES b (k)) CHARSET utf8mb4",
            &[],
        ),
        (
            "a table that one leads to goes, and it leads to another",
            "CREATE TABLE old (id INT PRIMARY KEY);
             CREATE TABLE c (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES old (id))",
            "CREATE TABLE new (id INT PRIMARY KEY);
             CREATE TABLE c (b INT, CONSTRAINT f FOREIGN KEY (b) REFERENCES new (id))",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn checks() {
    let text = all(&[
        (
            "of tables",
            "CREATE TABLE t (a INT, b INT, CONSTRAINT one CHECK (a > -100), CHECK (a <> b - 1000), CONSTRAINT three CHECK (b > -5))",
            "CREATE TABLE t (a INT, c INT, CONSTRAINT one CHECK (a >= -100), CONSTRAINT two CHECK (a > -200))",
            &[],
        ),
        (
            "of columns",
            "CREATE TABLE t (a INT CHECK (a > -100), b INT CHECK (b > -100), c INT, d JSON)",
            "CREATE TABLE t (a INT CHECK (a > -200), b INT, c INT CHECK (c > -200), d LONGTEXT COLLATE utf8mb4_bin)",
            &[],
        ),
        (
            "of a column that was called otherwise when it was made",
            "CREATE TABLE t (id INT PRIMARY KEY, a JSON); ALTER TABLE t RENAME COLUMN a TO b",
            "CREATE TABLE t (id INT PRIMARY KEY, b JSON)",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

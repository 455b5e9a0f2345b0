//! Each kind of change is found, and nothing else.

use std::fmt::Write as _;

use crate::bed::{Bed, differences};

pub(crate) const BASE: &str = "
    CREATE TABLE p (id INT NOT NULL, k VARCHAR(20) NOT NULL DEFAULT 'x', PRIMARY KEY (id), KEY by_k (k));
    CREATE TABLE t (
        id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
        a INT NULL DEFAULT 1 COMMENT 'one',
        b VARCHAR(20) NOT NULL,
        c VARCHAR(20) COLLATE utf8mb4_bin,
        d DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
        g INT AS (a + 1) VIRTUAL,
        j JSON,
        f TEXT,
        s POINT NOT NULL,
        p INT,
        CONSTRAINT positive CHECK (a > 0),
        CONSTRAINT leads FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE,
        UNIQUE KEY one_b (b),
        KEY by_a (a, b(5)),
        FULLTEXT KEY words (f)
    ) COMMENT 'things';
    CREATE TABLE parted (id INT NOT NULL) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
    CREATE VIEW v AS SELECT id, a FROM t;
    CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2;
    CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC RETURN x + 1;
    CREATE PROCEDURE pr(x INT) SELECT x;
    CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DO DELETE FROM p;
    CREATE SEQUENCE sq";

pub(crate) const CHANGES: &[&str] = &[
    "CREATE TABLE added (id INT)",
    "DROP TABLE parted",
    "RENAME TABLE parted TO renamed",
    "ALTER TABLE parted ENGINE = Aria",
    "ALTER TABLE p COLLATE utf8mb4_bin",
    "ALTER TABLE p ROW_FORMAT = COMPRESSED",
    "ALTER TABLE t COMMENT 'other things'",
    "ALTER TABLE t COMMENT ''",
    "ALTER TABLE parted ADD PARTITION (PARTITION p1 VALUES LESS THAN (20))",
    "ALTER TABLE parted REMOVE PARTITIONING",
    "ALTER TABLE p ADD SYSTEM VERSIONING",
    // Columns.
    "ALTER TABLE t ADD COLUMN added INT",
    "ALTER TABLE t DROP COLUMN j",
    "ALTER TABLE t RENAME COLUMN j TO doc",
    "ALTER TABLE t MODIFY f TEXT AFTER s",
    "ALTER TABLE t MODIFY a BIGINT NULL DEFAULT 1 COMMENT 'one'",
    "ALTER TABLE t MODIFY a INT UNSIGNED NULL DEFAULT 1 COMMENT 'one'",
    "ALTER TABLE t MODIFY a INT NOT NULL DEFAULT 1 COMMENT 'one'",
    "ALTER TABLE t MODIFY a INT NULL COMMENT 'one'",
    "ALTER TABLE t ALTER a SET DEFAULT (1 + 1)",
    "ALTER TABLE t MODIFY a INT NULL DEFAULT 1 COMMENT 'two'",
    "ALTER TABLE t MODIFY a INT NULL DEFAULT 1",
    "ALTER TABLE t MODIFY a INT INVISIBLE NULL DEFAULT 1 COMMENT 'one'",
    "ALTER TABLE t MODIFY id INT NOT NULL",
    "ALTER TABLE t MODIFY b VARCHAR(20) COLLATE latin1_bin NOT NULL",
    "ALTER TABLE t MODIFY b VARCHAR(21) NOT NULL",
    "ALTER TABLE t MODIFY c VARCHAR(20)",
    "ALTER TABLE t MODIFY d DATETIME DEFAULT CURRENT_TIMESTAMP",
    "ALTER TABLE t MODIFY d DATETIME ON UPDATE CURRENT_TIMESTAMP",
    "ALTER TABLE t MODIFY g INT AS (a + 2) VIRTUAL",
    "ALTER TABLE t DROP COLUMN g, ADD COLUMN g INT AS (a + 1) STORED AFTER d",
    "ALTER TABLE t MODIFY j LONGTEXT COLLATE utf8mb4_bin",
    // Keys, checks and indexes.
    "ALTER TABLE p DROP PRIMARY KEY, ADD PRIMARY KEY (id, k), ADD KEY for_t (id)",
    "ALTER TABLE t DROP KEY one_b",
    "ALTER TABLE t ADD UNIQUE KEY one_c (c)",
    "ALTER TABLE t RENAME KEY one_b TO only_b",
    "ALTER TABLE t DROP KEY one_b, ADD UNIQUE KEY one_b (b(10))",
    "ALTER TABLE t DROP KEY one_b, ADD KEY one_b (b)",
    "ALTER TABLE t DROP FOREIGN KEY leads",
    "ALTER TABLE t DROP FOREIGN KEY leads, ADD CONSTRAINT leads2 FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE",
    "ALTER TABLE t DROP FOREIGN KEY leads; ALTER TABLE t ADD CONSTRAINT leads FOREIGN KEY (p) REFERENCES p (id)",
    "ALTER TABLE t DROP FOREIGN KEY leads; ALTER TABLE t ADD CONSTRAINT leads FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL",
    "ALTER TABLE t DROP FOREIGN KEY leads; ALTER TABLE t ADD CONSTRAINT leads FOREIGN KEY (p) REFERENCES t (id) ON DELETE CASCADE",
    "ALTER TABLE t DROP FOREIGN KEY leads, DROP KEY leads",
    "ALTER TABLE t ADD CONSTRAINT small CHECK (a < 9)",
    "ALTER TABLE t DROP CONSTRAINT positive",
    "ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (a >= 0)",
    "ALTER TABLE t MODIFY b VARCHAR(20) NOT NULL CHECK (b <> '')",
    "CREATE INDEX added ON t (c)",
    "DROP INDEX by_a ON t",
    "ALTER TABLE t DROP KEY by_a, ADD KEY by_a (b(5), a)",
    "ALTER TABLE t DROP KEY by_a, ADD KEY by_a (a, b(6))",
    "ALTER TABLE t DROP KEY by_a, ADD KEY by_a (a DESC, b(5))",
    "ALTER TABLE t DROP KEY by_a, ADD KEY by_a (a, b(5)) COMMENT 'why'",
    "ALTER TABLE t ALTER INDEX by_a IGNORED",
    "ALTER TABLE t DROP KEY words, ADD KEY words (f(10))",
    "ALTER TABLE t ADD SPATIAL KEY places (s)",
    // Views.
    "CREATE VIEW added AS SELECT 1 AS one",
    "DROP VIEW v",
    "CREATE OR REPLACE VIEW v AS SELECT id, a FROM t WHERE a > 1",
    "CREATE OR REPLACE ALGORITHM = MERGE VIEW v AS SELECT id, a FROM t",
    "CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT id, a FROM t",
    "CREATE OR REPLACE VIEW v AS SELECT id, a FROM t WITH CASCADED CHECK OPTION",
    // Programs.
    "CREATE TRIGGER added AFTER DELETE ON p FOR EACH ROW DELETE FROM parted",
    "CREATE TRIGGER added BEFORE INSERT ON t FOR EACH ROW FOLLOWS tr SET NEW.b = 'y'",
    "DROP TRIGGER tr",
    "CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3",
    "CREATE OR REPLACE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 2",
    "SET sql_mode = ''; CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
    "CREATE FUNCTION added() RETURNS INT RETURN 1",
    "DROP FUNCTION f",
    "CREATE OR REPLACE FUNCTION f(x INT) RETURNS INT DETERMINISTIC RETURN x + 2",
    "CREATE OR REPLACE FUNCTION f(x BIGINT) RETURNS INT DETERMINISTIC RETURN x + 1",
    "CREATE OR REPLACE FUNCTION f(y INT) RETURNS INT DETERMINISTIC RETURN y + 1",
    "CREATE OR REPLACE FUNCTION f(x INT) RETURNS BIGINT DETERMINISTIC RETURN x + 1",
    "CREATE OR REPLACE FUNCTION f(x INT) RETURNS INT RETURN x + 1",
    "ALTER FUNCTION f SQL SECURITY INVOKER COMMENT 'why'",
    "DROP PROCEDURE pr",
    "CREATE OR REPLACE PROCEDURE pr(INOUT x INT) SELECT x",
    "CREATE EVENT added ON SCHEDULE EVERY 1 HOUR DO SELECT 1",
    "DROP EVENT e",
    "ALTER EVENT e DO DELETE FROM parted",
    "ALTER EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 04:00:00'",
    "ALTER EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 03:00:00'",
    "ALTER EVENT e DISABLE",
    "ALTER EVENT e ON COMPLETION PRESERVE",
    "ALTER EVENT e COMMENT 'why'",
    "CREATE SEQUENCE added",
    "DROP SEQUENCE sq",
    "ALTER SEQUENCE sq INCREMENT 2",
    "ALTER SEQUENCE sq CYCLE",
    "SET sql_mode = 'ORACLE'; CREATE PACKAGE pk AS FUNCTION g RETURN INT; END",
];

#[test]
fn each_is_found_and_nothing_else() {
    let base = Bed::with(BASE).outline();
    let mut text = String::new();
    for change in CHANGES {
        let mut bed = Bed::with(BASE);
        bed.run(change);
        let changed = bed.outline();
        let found = differences(&base, &changed);
        assert!(!found.is_empty(), "{change}");
        assert_eq!(found.len(), differences(&changed, &base).len(), "{change}");
        assert_ne!(base.fingerprint(), changed.fingerprint(), "{change}");
        write!(text, "# {change}\n{}\n\n", found.join("\n")).unwrap();
    }
    insta::assert_snapshot!(text);
}

/// What is written otherwise and means the same.
#[test]
fn what_means_the_same_is_the_same() {
    let base = Bed::with(BASE).outline();
    for change in [
        "ALTER TABLE t MODIFY a INTEGER DEFAULT '1' COMMENT 'one'",
        "ALTER TABLE t MODIFY d DATETIME NULL DEFAULT NOW() ON UPDATE NOW()",
        "ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (((`t`.`a`)>0))",
        "ALTER TABLE t DROP FOREIGN KEY leads; ALTER TABLE t ADD CONSTRAINT leads FOREIGN KEY (p) \
         REFERENCES p (id) ON DELETE CASCADE ON UPDATE NO ACTION",
        "ALTER TABLE t DROP KEY by_a; CREATE INDEX by_a USING BTREE ON t (a ASC, b(5))",
        "ALTER TABLE t AUTO_INCREMENT = 100",
        "ALTER TABLE t STATS_PERSISTENT = 1",
        "ALTER TABLE t FORCE",
        "CREATE OR REPLACE DEFINER = 'nobody'@'nowhere' VIEW v AS SELECT T.`id`, T.a FROM t AS T",
        "CREATE OR REPLACE DEFINER = 'nobody'@'nowhere' TRIGGER tr BEFORE INSERT ON t FOR EACH ROW \
         /* a comment */ SET  NEW.a = 2",
        "ALTER EVENT e RENAME TO e2; ALTER EVENT e2 RENAME TO e",
    ] {
        let mut bed = Bed::with(BASE);
        bed.run(change);
        let found = differences(&base, &bed.outline());
        // A view says what a table is called in it.
        let expected = usize::from(change.contains("AS T"));
        assert_eq!(found.len(), expected, "{change}\n{}", found.join("\n"));
    }
}

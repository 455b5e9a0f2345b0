//! Tables and their settings.

use super::case::all;

#[test]
fn tables_come_and_go_in_the_order_of_their_foreign_keys() {
    let text = all(&[
        (
            "parents first, children gone first",
            "",
            "CREATE TABLE z (id INT PRIMARY KEY);
             CREATE TABLE m (id INT PRIMARY KEY, z INT, CONSTRAINT m_z FOREIGN KEY (z) REFERENCES z (id));
             CREATE TABLE a (id INT PRIMARY KEY, m INT, up INT,
                 CONSTRAINT a_m FOREIGN KEY (m) REFERENCES m (id) ON DELETE CASCADE,
                 CONSTRAINT a_up FOREIGN KEY (up) REFERENCES a (id) ON DELETE SET NULL)",
            &[],
        ),
        (
            "each leads to the other",
            "CREATE TABLE stays (id INT PRIMARY KEY)",
            "CREATE TABLE stays (id INT PRIMARY KEY);
             CREATE TABLE a (id INT PRIMARY KEY, b INT);
             CREATE TABLE b (id INT PRIMARY KEY, a INT, stays INT,
                 CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id),
                 CONSTRAINT b_stays FOREIGN KEY (stays) REFERENCES stays (id));
             ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES b (id)",
            &[],
        ),
        (
            "a table that stays leads to one that is new",
            "CREATE TABLE a (id INT PRIMARY KEY)",
            "CREATE TABLE z (id INT PRIMARY KEY);
             CREATE TABLE a (id INT PRIMARY KEY, z INT, CONSTRAINT a_z FOREIGN KEY (z) REFERENCES z (id))",
            &[],
        ),
        (
            "a table becomes a view",
            "CREATE TABLE a (id INT PRIMARY KEY); CREATE VIEW b AS SELECT id FROM a",
            "CREATE TABLE b (id INT PRIMARY KEY); CREATE VIEW a AS SELECT id FROM b",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn settings() {
    let text = all(&[
        (
            "engine",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY (a)) ENGINE = InnoDB",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY (a)) ENGINE = MEMORY",
            &[],
        ),
        (
            "an index in memory is a hash or a tree",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY a (a) USING BTREE, KEY b (a) USING HASH) ENGINE = MEMORY",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY a (a) USING HASH, KEY b (a) USING BTREE) ENGINE = MEMORY",
            &[],
        ),
        (
            "the table's own collation, which columns had, is another one, and theirs stays",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20) COLLATE utf8mb4_bin) COLLATE utf8mb4_general_ci",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) COLLATE utf8mb4_general_ci, b VARCHAR(20)) COLLATE utf8mb4_bin",
            &[],
        ),
        (
            "the character set, of the table and its columns",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), e ENUM('a', 'b')) CHARSET latin1",
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), e ENUM('a', 'b')) CHARSET utf8mb4",
            &[],
        ),
        (
            "the row format, and what belongs to it",
            "CREATE TABLE t (id INT PRIMARY KEY) COMMENT 'it''s'",
            "CREATE TABLE t (id INT PRIMARY KEY) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8 MAX_ROWS = 100",
            &[],
        ),
        (
            "an option of the engine",
            "CREATE TABLE t (id INT PRIMARY KEY) `page_compressed` = 1",
            "CREATE TABLE t (id INT PRIMARY KEY)",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn partitions() {
    let text = all(&[
        (
            "one more",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT) PARTITION BY LIST (id) (PARTITION a VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 0))",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT) PARTITION BY LIST (id)
                (PARTITION a VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 0), PARTITION b VALUES IN (11) COMMENT = 'it''s')",
            &[],
        ),
        (
            "by another column, with the key",
            "CREATE TABLE t (id INT, a INT NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 2",
            "CREATE TABLE t (id INT, a INT NOT NULL, PRIMARY KEY (id, a)) PARTITION BY RANGE COLUMNS (a)
                SUBPARTITION BY KEY (id) SUBPARTITIONS 2 (PARTITION p VALUES LESS THAN (MAXVALUE))",
            &[],
        ),
        (
            "none, and a foreign key",
            "CREATE TABLE p (id INT PRIMARY KEY);
             CREATE TABLE t (id INT PRIMARY KEY, p INT, KEY t_p (p)) PARTITION BY KEY (id) PARTITIONS 3",
            "CREATE TABLE p (id INT PRIMARY KEY);
             CREATE TABLE t (id INT PRIMARY KEY, p INT, CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p (id))",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

#[test]
fn history() {
    let text = all(&[
        (
            "kept or not",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT)",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING",
            &[],
        ),
        (
            "a table that has one changes",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT) WITH SYSTEM VERSIONING",
            "CREATE TABLE t (id INT PRIMARY KEY, a BIGINT, b INT NOT NULL) WITH SYSTEM VERSIONING",
            &["t.b=1"],
        ),
        (
            "with columns for it, on a table that is there",
            "CREATE TABLE t (id INT, a INT)",
            "CREATE TABLE t (id INT, a INT, since TIMESTAMP(6) GENERATED ALWAYS AS ROW START,
                till TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (since, till)) WITH SYSTEM VERSIONING",
            &[],
        ),
        (
            "with columns for it",
            "",
            "CREATE TABLE t (id INT PRIMARY KEY, since TIMESTAMP(6) GENERATED ALWAYS AS ROW START,
                till TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (since, till)) WITH SYSTEM VERSIONING",
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

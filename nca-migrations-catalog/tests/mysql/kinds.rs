//! Each kind of object, as it is read.

use crate::bed::{Bed, EVERYTHING};

#[test]
fn everything() {
    insta::assert_snapshot!(Bed::with(EVERYTHING).outline());
}

/// Names and texts that need care: quotes of every kind, keywords, upper case, letters of other languages, a
/// table that is called like its database or like a table that a view has under another name.
#[test]
fn odd_names() {
    let mut bed = Bed::new();
    let name = bed.database.name().to_owned();
    bed.run(&format!(
        r#"
        CREATE TABLE `Größe` (
            `select` INT, `a``b` INT, `c"d` INT, `e'f` INT, `g.h` INT, `i\\j` INT, `ключ 1` INT, `_utf8mb4` INT,
            `Größe` VARCHAR(20) DEFAULT '`a`.`b` -- "c" \\ ''d''' COMMENT 'it''s "so"\n`really`',
            CONSTRAINT `check` CHECK (`select` > 0 AND `a``b` <> `_utf8mb4`),
            UNIQUE KEY `Unique Key` (`c"d`), KEY `key` (`e'f`, `g.h`)
        ) COMMENT 'Größe';
        CREATE TABLE `{name}` (`{name}` INT, t INT);
        CREATE VIEW `View` AS SELECT `{name}`, t FROM `{name}`;
        CREATE VIEW alias AS SELECT `{name}`.`select` AS `from`, '`{name}`.`x`' AS lit
            FROM `Größe` AS `{name}` JOIN `Größe` AS g ON g.`a``b` = `{name}`.`c"d`;
        CREATE TRIGGER `Before it` BEFORE INSERT ON `Größe` FOR EACH ROW SET NEW.`select` = '/* no comment */';
        CREATE FUNCTION `Do it`(`Select` INT) RETURNS INT RETURN `Select`;
        "#
    ));
    let text = bed.outline().to_string();
    insta::assert_snapshot!(text.replace(&name, "DATABASE"));
    assert_eq!(text.parse().as_ref(), Ok(&bed.outline()));
}

#[test]
fn the_history_is_not_part_of_it() {
    let mut bed = Bed::with(
        "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY);
         CREATE TABLE __nca_migration_log (a INT, CHECK (a > 0));
         CREATE TRIGGER tr BEFORE INSERT ON __nca_migration_log FOR EACH ROW SET NEW.a = 1",
    );
    assert_eq!(bed.outline().items, []);
}

/// What rows change is none of it.
#[test]
fn rows_do_not_count() {
    let mut bed = Bed::with(
        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT, KEY (a));
         CREATE SEQUENCE s",
    );
    let before = bed.outline();
    bed.run("INSERT INTO t (a) SELECT seq FROM seq_1_to_50; DO NEXTVAL(s)");
    bed.run("ANALYZE TABLE t PERSISTENT FOR ALL");
    crate::bed::same(&before, &bed.outline(), "rows");
}

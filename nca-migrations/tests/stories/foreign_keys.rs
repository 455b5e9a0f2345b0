//! Rebuilding a table that others point to.

use nca_migrations::{Error, Migrator};

use crate::support::{Builder, Database, applied, execute, in_memory, number, pragma};

const PARENT_AND_CHILDREN: &str = "\
    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);\n\
    CREATE TABLE child (id INTEGER PRIMARY KEY, \
        parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);\n";

const REBUILD: &str = "\
    CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
    INSERT INTO parent_new SELECT id, name FROM parent;\n\
    DROP TABLE parent;\n\
    ALTER TABLE parent_new RENAME TO parent;\n";

const ROWS: &str = "INSERT INTO parent VALUES (1, 'a'), (2, 'b'); \
    INSERT INTO child VALUES (10, 1), (20, 2);";

#[test]
fn children_survive_the_rebuild_of_their_parent() {
    let first = Builder::default().revision("001_tables", PARENT_AND_CHILDREN, "");
    let chain = first.revision("002_rebuild", REBUILD, REBUILD).chain();
    let migrator = Migrator::new(&chain);
    let database = Database::new();
    let mut conn = database.connect();
    execute(
        &mut conn,
        "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 1234",
    );
    migrator
        .upgrade(&mut conn, &"001".parse().unwrap())
        .unwrap();
    execute(&mut conn, ROWS);

    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM child"), 2);
    assert_eq!(
        (
            pragma(&mut conn, "foreign_keys"),
            pragma(&mut conn, "busy_timeout")
        ),
        (1, 1234)
    );
    execute(&mut conn, "DELETE FROM parent WHERE id = 1");
    assert_eq!(
        number(&mut conn, "SELECT count(*) AS value FROM child"),
        1,
        "enforced again"
    );
}

#[test]
fn the_settings_come_back_after_a_failure_too() {
    let chain = Builder::default()
        .revision("001_x", "CREATE TABLE x (id INTEGER); SELECT * FROM y;", "")
        .chain();
    for keys in [0, 1] {
        let mut conn = in_memory();
        execute(
            &mut conn,
            &format!("PRAGMA foreign_keys = {keys}; PRAGMA busy_timeout = 9"),
        );
        Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
        assert_eq!(
            (
                pragma(&mut conn, "foreign_keys"),
                pragma(&mut conn, "busy_timeout")
            ),
            (keys, 9)
        );
    }
}

#[test]
fn a_rebuild_that_loses_parents_is_rolled_back() {
    let lossy = REBUILD.replace("FROM parent;", "FROM parent WHERE id = 1;");
    let first = Builder::default().revision("001_tables", PARENT_AND_CHILDREN, "");
    let chain = first.revision("002_rebuild", &lossy, "").chain();
    let migrator = Migrator::new(&chain);
    let mut conn = in_memory();
    execute(&mut conn, "PRAGMA foreign_keys = ON");
    migrator
        .upgrade(&mut conn, &"001".parse().unwrap())
        .unwrap();
    execute(&mut conn, ROWS);

    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @"");
    let Error::References(broken) = error else {
        panic!("{error}")
    };
    assert_eq!((broken.broken.len(), broken.broken[0].row), (1, Some(20)));
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM parent"), 2);
    assert_eq!(applied(&mut conn), ["001"]);
    assert_eq!(pragma(&mut conn, "foreign_keys"), 1);
}

#[test]
fn what_was_broken_before_is_not_the_migrations_fault() {
    let first = Builder::default().revision("001_tables", PARENT_AND_CHILDREN, "");
    let chain = first.revision("002_rebuild", REBUILD, "").chain();
    let migrator = Migrator::new(&chain);
    let mut conn = in_memory();
    migrator
        .upgrade(&mut conn, &"001".parse().unwrap())
        .unwrap();
    execute(&mut conn, "INSERT INTO child VALUES (1, 77)");
    execute(&mut conn, "PRAGMA foreign_keys = ON");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM child"), 1);
}

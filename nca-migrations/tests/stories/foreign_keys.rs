//! Rebuilding a table that others point to.

use nca_migrations::{BrokenReference, Error, Event, Migrator};

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
    insta::assert_snapshot!(error, @r"
    002_rebuild/up.sql breaks a foreign key: row 20 of `child` points to a row of `parent` that is not there
    nothing of this migration stays; the database is at `001_tables`
    repair `002_rebuild/up.sql` and upgrade again
    ");
    let Error::References(broken) = error else {
        panic!("{error}")
    };
    assert_eq!(broken.broken.len(), 1);
    assert!(matches!(
        &broken.broken[0],
        BrokenReference::Row { row: Some(20), .. }
    ));
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
    // The bundled SQLite enforces unless told otherwise.
    execute(
        &mut conn,
        "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1, 77)",
    );
    execute(&mut conn, "PRAGMA foreign_keys = ON");
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(number(&mut conn, "SELECT count(*) AS value FROM child"), 1);
}

#[test]
fn a_foreign_key_that_can_never_work_is_no_obstacle_to_other_migrations() {
    // SQLite cannot check any table of a database in which one foreign key points to no key.
    let mismatch = "CREATE TABLE p (a INTEGER);\n\
                    CREATE TABLE c (a INTEGER REFERENCES p (a));";
    let chain = Builder::default()
        .revision("001_tables", PARENT_AND_CHILDREN, "")
        .revision("002_mismatch", mismatch, "")
        .revision("003_orphan", "INSERT INTO child VALUES (5, 55);", "")
        .chain();
    let migrator = Migrator::new(&chain);
    let mut conn = in_memory();
    execute(&mut conn, "PRAGMA foreign_keys = ON");
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r#"
    002_mismatch/up.sql breaks a foreign key: foreign key mismatch - "c" referencing "p"
    nothing of this migration stays; the database is at `001_tables`
    repair `002_mismatch/up.sql` and upgrade again
    "#);
    execute(
        &mut conn,
        &format!("PRAGMA foreign_keys = OFF; {mismatch}; PRAGMA foreign_keys = ON"),
    );
    let chain = Builder::default()
        .revision("001_tables", PARENT_AND_CHILDREN, "")
        .revision("002_fine", "CREATE TABLE fine (id INTEGER);", "")
        .revision("003_orphan", "INSERT INTO child VALUES (5, 55);", "")
        .chain();
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    003_orphan/up.sql breaks a foreign key: row 5 of `child` points to a row of `parent` that is not there
    nothing of this migration stays; the database is at `002_fine`
    repair `003_orphan/up.sql` and upgrade again
    ");
    assert_eq!(applied(&mut conn), ["001", "002"]);
}

#[test]
fn violations_between_two_migrations_are_somebody_elses() {
    let database = Database::new();
    let chain = Builder::default()
        .revision("001_tables", PARENT_AND_CHILDREN, "")
        .revision("002_more", "CREATE TABLE more (id INTEGER);", "")
        .revision("003_most", "CREATE TABLE most (id INTEGER);", "")
        .chain();
    let migrator = Migrator::new(&chain).observer(|event| {
        if let Event::RevisionFinished { revision, .. } = event
            && revision.name.version() == "002"
        {
            let insert = "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1, 77)";
            execute(&mut database.connect(), insert);
        }
    });
    let mut conn = database.connect();
    execute(&mut conn, "PRAGMA foreign_keys = ON");
    migrator.run_pending(&mut conn).unwrap();
}

//! Virtual tables.

use insta::assert_snapshot;

use crate::bed::{catalog, database, made_by, outline, run};

#[test]
fn virtual_tables_without_what_they_keep_their_rows_in() {
    assert_snapshot!(made_by(
        "CREATE TABLE t (a TEXT);
         CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'porter ascii', content='');
         CREATE INDEX i ON t (a);"
    ));
}

#[test]
fn virtual_tables_of_every_kind_and_one_whose_module_is_not_there() {
    let sql = "CREATE VIRTUAL TABLE five USING FTS5(title, [body x], \"tags \"\"q\"\"\", tokenize = 'porter', prefix='2 3');
         CREATE VIRTUAL TABLE four USING fts4(a, B, tokenize=unicode61 \"tokenchars=-.\");
         CREATE VIRTUAL TABLE boxes USING rtree(id, minX, maxX, +Note TEXT);
         CREATE VIEW found AS SELECT \"rank\", 'rank', title FROM five;
         CREATE VIEW every AS SELECT 1;
         INSERT INTO five VALUES ('a', 'b', 'c')";
    let mut conn = database(sql);
    assert_snapshot!(outline(&mut conn));
    run(
        &mut conn,
        "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'fts4', 'nowhere') WHERE name = 'four';
        DELETE FROM sqlite_schema WHERE tbl_name GLOB 'four_*'; PRAGMA writable_schema = RESET",
    );
    let catalog = catalog(&mut conn);
    let columns = catalog
        .tables
        .iter()
        .map(|table| (&*table.name.name, table.columns.len()));
    assert_eq!(
        columns.collect::<Vec<_>>(),
        [("boxes", 4), ("five", 3), ("four", 0)]
    );
    let columns = catalog
        .views
        .iter()
        .map(|view| (&*view.name.name, view.columns.len()));
    assert_eq!(columns.collect::<Vec<_>>(), [("every", 1), ("found", 3)]);
}

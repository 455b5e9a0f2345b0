//! Indexes, views, triggers, virtual tables.

use insta::assert_snapshot;

use super::trial::each;

#[test]
fn indexes() {
    const T: &str = "CREATE TABLE t (a TEXT, b INT, c);";
    let with = |index: &str| format!("{T} CREATE {index}");
    let all = [
        T.to_owned(),
        with("INDEX i ON t (a)"),
        with("INDEX i ON t (a DESC, b)"),
        with("INDEX i ON t (a COLLATE NOCASE, lower(a) || 'x' COLLATE RTRIM DESC)"),
        with("INDEX i ON t (a) WHERE b > 1 AND c IS NOT NULL"),
        with("UNIQUE INDEX i ON t (a, b)"),
        with("UNIQUE INDEX \"other name\" ON t (a, b)"),
    ];
    let pairs = all
        .windows(2)
        .map(|pair| ("an index", &*pair[0], &*pair[1]));
    let text = each(&pairs.collect::<Vec<_>>());
    assert_snapshot!(text);
}

/// An index that stays as it is comes back with its table, and is left alone otherwise.
#[test]
fn an_index_is_built_again_only_with_its_table() {
    let text = each(&[
        (
            "built anew",
            "CREATE TABLE t (a, b); CREATE UNIQUE INDEX i ON t (a)",
            "CREATE TABLE t (b, a); CREATE UNIQUE INDEX i ON t (a)",
        ),
        (
            "altered",
            "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
            "CREATE TABLE t (a, b); CREATE INDEX i ON t (a)",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn views() {
    const OLD: &str = "CREATE TABLE t (a, b); CREATE TABLE u (x);
        CREATE VIEW one AS SELECT a FROM t; CREATE VIEW two AS SELECT one.a, x FROM one, u; CREATE VIEW alone AS SELECT x FROM u;";
    let text = each(&[
        (
            "over a table that is built anew",
            OLD,
            &OLD.replace("(a, b)", "(b, a)"),
        ),
        (
            "over a table with one column more",
            OLD,
            &OLD.replace("(x)", "(x, y)"),
        ),
        (
            "another query",
            OLD,
            &OLD.replace("SELECT a FROM", "SELECT a, b FROM"),
        ),
        (
            "with names for its columns",
            OLD,
            &OLD.replace("alone AS", "alone (\"a b\") AS"),
        ),
        // No table can be renamed while it is there.
        (
            "one that leads nowhere",
            "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT * FROM missing",
            "CREATE TABLE t (b, a); CREATE VIEW v AS SELECT * FROM missing",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn triggers() {
    const OLD: &str = "CREATE TABLE t (a, b); CREATE TABLE u (x); CREATE VIEW v AS SELECT x FROM u;
        CREATE TRIGGER own AFTER UPDATE OF a ON t WHEN new.a > 1 BEGIN UPDATE t SET b = CASE a WHEN 1 THEN 2 END; END;
        CREATE TRIGGER other BEFORE DELETE ON u BEGIN INSERT INTO t VALUES (old.x, ';'); SELECT 1; END;
        CREATE TRIGGER through INSTEAD OF INSERT ON v BEGIN DELETE FROM t WHERE a = new.x; END;
        CREATE TRIGGER alone AFTER INSERT ON u BEGIN SELECT x FROM u; END;";
    let text = each(&[
        (
            "that lead to a table that is built anew",
            OLD,
            &OLD.replace("(a, b);", "(b, a);"),
        ),
        (
            "that change",
            OLD,
            &OLD.replace("new.a > 1", "new.a > 2")
                .replace("BEFORE DELETE", "BEFORE INSERT"),
        ),
        (
            "on a view that changes",
            OLD,
            &OLD.replace("SELECT x FROM u;", "SELECT x, 1 AS y FROM u;"),
        ),
        (
            "one that names what its row does not have",
            "CREATE TABLE t (a, b); CREATE TABLE u (x); CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT new.gone, new.oid; END",
            "CREATE TABLE t (b, a); CREATE TABLE u (x); CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT new.gone, new.oid; END",
        ),
        (
            "one that leads nowhere",
            "CREATE TABLE t (a, b); CREATE TABLE u (x); CREATE TRIGGER r AFTER INSERT ON u BEGIN DELETE FROM missing; END",
            "CREATE TABLE t (b, a); CREATE TABLE u (x); CREATE TRIGGER r AFTER INSERT ON u BEGIN DELETE FROM missing; END",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn virtual_tables() {
    let text = each(&[
        (
            "full text",
            "CREATE VIRTUAL TABLE w USING fts5(a, b)",
            "CREATE VIRTUAL TABLE w USING fts5(a, b, prefix = '2 3')",
        ),
        (
            "with one column more",
            "CREATE VIRTUAL TABLE w USING fts5(a)",
            "CREATE VIRTUAL TABLE w USING fts5(a, b UNINDEXED)",
        ),
        (
            "boxes",
            "CREATE VIRTUAL TABLE w USING rtree(id, x0, x1)",
            "CREATE VIRTUAL TABLE w USING rtree(id, x0, x1, +note TEXT)",
        ),
        (
            "from a table",
            "CREATE TABLE w (a TEXT)",
            "CREATE VIRTUAL TABLE w USING fts5(a)",
        ),
    ]);
    assert_snapshot!(text);
}

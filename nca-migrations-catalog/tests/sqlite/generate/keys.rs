//! Keys, checks and foreign keys.

use insta::assert_snapshot;

use super::trial::{Trial, each};

#[test]
fn primary_keys() {
    let text = each(&[
        (
            "on a column",
            "CREATE TABLE t (a INT, b)",
            "CREATE TABLE t (a INT PRIMARY KEY, b)",
        ),
        (
            "that becomes the rowid",
            "CREATE TABLE t (a INT PRIMARY KEY, b)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b)",
        ),
        (
            "that is new and the rowid",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
        ),
        (
            "over two",
            "CREATE TABLE t (a INT PRIMARY KEY, b)",
            "CREATE TABLE t (a INT, b, CONSTRAINT k PRIMARY KEY (b DESC, a))",
        ),
        (
            "with numbers",
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b)",
        ),
        (
            "that resolves conflicts",
            "CREATE TABLE t (a TEXT PRIMARY KEY)",
            "CREATE TABLE t (a TEXT PRIMARY KEY ON CONFLICT REPLACE)",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn unique_constraints_and_checks() {
    let text = each(&[
        (
            "a key",
            "CREATE TABLE t (a, b)",
            "CREATE TABLE t (a, b, CONSTRAINT u UNIQUE (a, b COLLATE NOCASE DESC))",
        ),
        (
            "that is wider",
            "CREATE TABLE t (a, b, UNIQUE (a))",
            "CREATE TABLE t (a, b, UNIQUE (a, b))",
        ),
        (
            "that is called otherwise",
            "CREATE TABLE t (a, CONSTRAINT one UNIQUE (a))",
            "CREATE TABLE t (a, CONSTRAINT two UNIQUE (a))",
        ),
        (
            "that drops rows",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)",
        ),
        (
            "a check",
            "CREATE TABLE t (a, b)",
            "CREATE TABLE t (a, b, CHECK (a IS NOT b OR a IS NULL OR 1))",
        ),
        (
            "that names its table",
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, CONSTRAINT own CHECK (t.a IS NOT 'no'))",
        ),
    ]);
    assert_snapshot!(text);
}

#[test]
fn foreign_keys() {
    const P: &str = "CREATE TABLE p (id INTEGER PRIMARY KEY, a, b, UNIQUE (a, b));";
    let with = |table: &str| format!("{P} CREATE TABLE c ({table})");
    let (none, plain) = (with("x INT, y, z"), with("x INT REFERENCES p, y, z"));
    let (cascade, to_null, to_default, restrict, two, deferred, own, added) = (
        with("x INT REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE, y, z"),
        with("x INT REFERENCES p ON DELETE SET NULL, y, z"),
        with("x INT REFERENCES p ON UPDATE SET DEFAULT, y, z"),
        with("x INT REFERENCES p ON DELETE RESTRICT ON UPDATE NO ACTION, y, z"),
        with("x INT, y, z, CONSTRAINT both FOREIGN KEY (y, z) REFERENCES p (a, b) MATCH FULL"),
        with("x INT REFERENCES p DEFERRABLE INITIALLY DEFERRED, y, z REFERENCES p DEFERRABLE"),
        with("x INTEGER PRIMARY KEY REFERENCES c, y INT REFERENCES c (x), z"),
        with("x INT, y, z, p_id INT REFERENCES p (id)"),
    );
    let text = each(&[
        ("none to one", &*none, &*plain),
        ("cascade", &plain, &cascade),
        ("set null", &cascade, &to_null),
        ("set default", &to_null, &to_default),
        ("restrict", &to_default, &restrict),
        ("of two columns", &none, &two),
        ("deferred", &plain, &deferred),
        ("to the table itself", &plain, &own),
        ("with its column", &none, &added),
    ]);
    assert_snapshot!(text);
}

/// Each leads to the other, and both are built anew.
#[test]
fn tables_that_lead_to_each_other() {
    let text = each(&[(
        "both",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INT REFERENCES b ON DELETE CASCADE, x);
         CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INT REFERENCES a ON DELETE CASCADE, y)",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, x, b_id INT REFERENCES b ON DELETE CASCADE);
         CREATE TABLE b (id INTEGER PRIMARY KEY, y, a_id INT REFERENCES a ON DELETE CASCADE)",
    )]);
    assert_snapshot!(text);
}

/// What rows of others refer to may be another value afterwards.
#[test]
fn a_parent_whose_key_changes() {
    let trial = Trial {
        before: "CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE c (p TEXT REFERENCES p)",
        after: "CREATE TABLE p (id BLOB PRIMARY KEY); CREATE TABLE c (p TEXT REFERENCES p)",
        rows: Some("INSERT INTO p VALUES ('a'); INSERT INTO c VALUES ('a')"),
        ..Trial::default()
    };
    let text = trial.run_with_what_fits();
    assert!(text.starts_with("these rows do not fit"), "{text}");
    assert_snapshot!(text);
}

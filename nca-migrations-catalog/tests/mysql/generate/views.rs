//! Views.

use super::case::all;

#[test]
fn views() {
    let base = "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)";
    let with =
        |text: &str| -> &'static str { Box::leak(format!("{base}; {text}").into_boxed_str()) };
    let text = all(&[
        (
            "on views, whatever they are called",
            with("CREATE VIEW stays AS SELECT id FROM t"),
            with(
                "CREATE VIEW stays AS SELECT id FROM t; CREATE VIEW z AS SELECT id AS `The id` FROM t;
                 CREATE VIEW m AS SELECT x.`The id` FROM (z x JOIN stays s ON s.id = x.`The id`);
                 CREATE VIEW a AS SELECT `The id` FROM m WHERE `The id` IN (SELECT id FROM stays)"
            ),
            &[],
        ),
        (
            "which looks at which is turned round",
            with("CREATE VIEW a AS SELECT id FROM t; CREATE VIEW b AS SELECT id FROM a"),
            with("CREATE VIEW b AS SELECT id FROM t; CREATE VIEW a AS SELECT id FROM b"),
            &[],
        ),
        (
            "of a column that goes, and one that comes",
            with("CREATE VIEW v AS SELECT id, b FROM t; CREATE VIEW w AS SELECT b FROM v"),
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, c INT);
             CREATE VIEW v AS SELECT id, c FROM t; CREATE VIEW w AS SELECT c FROM v",
            &[],
        ),
        (
            "their settings",
            with("CREATE VIEW v AS SELECT id FROM t WHERE a > 1"),
            with("CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW v AS SELECT id FROM t WHERE a > 1 WITH LOCAL CHECK OPTION"),
            &[],
        ),
        (
            "of a function that is new",
            with(""),
            with("CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC RETURN x + 1; CREATE VIEW v AS SELECT f(id) AS one FROM t"),
            &[],
        ),
    ]);
    insta::assert_snapshot!(text);
}

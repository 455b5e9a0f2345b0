//! Every keyword of SQLite's as a name: <https://www.sqlite.org/lang_keywords.html>.

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};

use crate::bed::{catalog, database};

const KEYWORDS: &str = "ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN \
    BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE \
    CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE \
    END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED \
    GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS \
    ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR \
    ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP \
    REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP \
    TEMPORARY THEN TIES TO TRANSACTION TRIGGER TRUE FALSE UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW \
    VIRTUAL WHEN WHERE WINDOW WITH WITHIN WITHOUT";

/// Around a column, with `#` for its name. Each has one column itself.
const QUERIES: [&str; 22] = [
    "SELECT # FROM t",
    "SELECT # AS a FROM t",
    "SELECT 7 FROM t WHERE (#, 1) = (1, #)",
    "SELECT # a FROM t",
    "SELECT # IS NULL FROM t",
    "SELECT NOT # FROM t",
    "SELECT - # FROM t",
    "SELECT (#) FROM t",
    "SELECT # + # FROM t",
    "SELECT 1 < # FROM t",
    "SELECT coalesce(#, #) FROM t",
    "SELECT # IN (#, 2) FROM t",
    "SELECT CASE # WHEN # THEN # ELSE # END FROM t",
    "SELECT # LIKE # ESCAPE '!' FROM t",
    "SELECT # COLLATE NOCASE = 'X' FROM t",
    "SELECT # BETWEEN # AND # FROM t",
    "SELECT CAST(# AS TEXT) FROM t",
    "SELECT x.# FROM t AS x WHERE # > 0 AND #",
    "SELECT sum(#) OVER (PARTITION BY # ORDER BY # DESC) FROM t",
    "SELECT count(*) FILTER (WHERE #) FROM t GROUP BY # HAVING # ORDER BY # ASC NULLS LAST LIMIT 1 OFFSET 0",
    "SELECT # FROM t UNION ALL SELECT # FROM t JOIN t AS x USING (#)",
    "WITH q(a) AS (SELECT DISTINCT # FROM t WHERE #) SELECT a FROM q",
];

#[derive(Debug, PartialEq, Eq, QueryableByName)]
struct Value {
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

/// What the query gives, or that it does not run.
fn values(conn: &mut SqliteConnection, query: &str) -> Option<Vec<Value>> {
    let query = format!("WITH result(value) AS ({query}) SELECT quote(value) AS value FROM result");
    sql_query(query).load(conn).ok()
}

/// What is written for a view with this query, if SQLite takes it.
fn written(conn: &mut SqliteConnection, query: &str) -> Option<String> {
    conn.batch_execute("DROP VIEW IF EXISTS v").unwrap();
    conn.batch_execute(&format!("CREATE VIEW v AS {query}"))
        .ok()?;
    Some(catalog(conn).views.remove(0).definition)
}

/// What is written for a name in quotes is that name, wherever it stands; and what is written for the bare word is the
/// same only if it means the same to SQLite.
#[test]
fn a_name_in_quotes_stays_one() {
    for word in KEYWORDS.split(' ') {
        let mut conn = database(&format!(
            "CREATE TABLE t (\"{word}\" TEXT); INSERT INTO t VALUES ('1')"
        ));
        for query in QUERIES {
            let [quoted, brackets, backticks, bare] = [
                format!("\"{word}\""),
                format!("[{word}]"),
                format!("`{}`", word.to_ascii_lowercase()),
                word.to_owned(),
            ]
            .map(|name| query.replace('#', &name));
            let definition = written(&mut conn, &quoted).unwrap();
            let expected = values(&mut conn, &quoted);
            assert!(expected.is_some(), "{quoted}");
            assert_eq!(values(&mut conn, &definition), expected, "{definition}");
            assert_eq!(written(&mut conn, &definition).as_ref(), Some(&definition));
            assert_eq!(written(&mut conn, &brackets).as_ref(), Some(&definition));
            assert_eq!(written(&mut conn, &backticks).as_ref(), Some(&definition));
            if written(&mut conn, &bare) == Some(definition) {
                assert_eq!(values(&mut conn, &bare), expected, "{bare}");
            }
        }
    }
}

/// Keywords in every quoting, and a name that is equal to a string.
#[test]
fn keywords_as_names() {
    let words = [
        "select",
        "order",
        "values",
        "true",
        "current_date",
        "with",
        "over",
        "key",
        "end",
        "not",
        "row",
    ];
    let mut columns = Vec::new();
    let mut checks = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let quoted = [
            format!("\"{word}\""),
            format!("[{word}]"),
            format!("`{word}`"),
        ];
        columns.push(format!("{} TEXT", quoted[n % 3]));
        checks.extend(quoted.map(|quoted| format!("CHECK ({quoted} <> '{word}')")));
    }
    let sql = format!(
        "CREATE TABLE t ({}, plain TEXT, {})",
        columns.join(", "),
        checks.join(", ")
    );
    let catalog = catalog(&mut database(&sql));
    let names = catalog.tables[0].columns.iter().map(|column| &*column.name);
    assert_eq!(names.collect::<Vec<_>>(), [&words[..], &["plain"]].concat());
    let expressions: Vec<&str> = catalog.tables[0]
        .checks
        .iter()
        .map(|check| &*check.expression)
        .collect();
    for (three, word) in expressions.chunks(3).zip(words) {
        assert!(three.iter().all(|one| *one == three[0]), "{three:?}");
        assert!(three[0].contains(&format!("'{word}'")));
    }
    // Those that would be read as something else have quotes.
    let quoted = expressions
        .iter()
        .filter(|one| one.starts_with('"'))
        .count();
    assert_eq!(quoted, 3 * 8, "{expressions:#?}");
}

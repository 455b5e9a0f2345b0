//! Definitions that are none: an error names the object, and nothing panics.

use diesel::sql_types::Text;
use diesel::{RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations_catalog::{IntrospectError, Outline, Scope, introspect};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::bed::{database, run};
use crate::generator::schema;
use crate::typing::Typist;

/// What a reader trips over.
const FRAGMENTS: [&str; 62] = [
    "CREATE ",
    "TABLE ",
    "VIRTUAL ",
    "USING ",
    "INDEX ",
    "UNIQUE ",
    "VIEW ",
    "TRIGGER ",
    "t",
    " ",
    "(",
    ")",
    ",",
    ";",
    "'x'",
    "\"y\"",
    "[z]",
    "`w`",
    "'",
    "\"",
    "[",
    "`",
    "/*",
    "*/",
    "--",
    "\n",
    " AS ",
    "SELECT ",
    "VALUES ",
    "WITH ",
    "CHECK ",
    "PRIMARY ",
    "KEY ",
    "AUTOINCREMENT ",
    " ON ",
    "CONFLICT ",
    "BEGIN ",
    "END",
    "REFERENCES ",
    "CONSTRAINT ",
    "DEFAULT ",
    "1",
    "0x",
    "x'0",
    "1e",
    "-",
    "+",
    ">",
    "|",
    ".",
    "WHERE ",
    "COLLATE ",
    "DESC",
    "GENERATED ",
    "ALWAYS ",
    "WHEN ",
    "CASE ",
    "RAISE(",
    "ROWID ",
    "DEFERRABLE ",
    "größe",
    "\u{feff}",
];

fn soup() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        30 => select(FRAGMENTS.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("ends the text", |c| *c != '\0').prop_map(String::from),
    ];
    prop::collection::vec(fragment, 0..24).prop_map(|fragments| fragments.concat())
}

/// Puts a text where the definition of an object is.
fn plant(conn: &mut SqliteConnection, name: &str, text: &str) {
    run(conn, "PRAGMA writable_schema = ON");
    let planted = sql_query("UPDATE sqlite_schema SET sql = ? WHERE name = ?")
        .bind::<Text, _>(text)
        .bind::<Text, _>(name)
        .execute(conn);
    assert_eq!(planted, Ok(1));
}

/// An outline that can be written and read, or an error that names the object.
fn read(conn: &mut SqliteConnection, name: &str) {
    match introspect(conn, &Scope::All) {
        Ok(catalog) => {
            let outline = Outline::of(&catalog);
            assert_eq!(outline.to_string().parse(), Ok(outline));
        }
        Err(IntrospectError::Definition {
            object,
            expected,
            definition,
        }) => {
            assert_eq!(object, name);
            assert!(!expected.is_empty() && !definition.contains('\0'));
        }
        Err(other) => panic!("{other}"),
    }
}

proptest! {
    #[test]
    fn soup_instead_of_a_definition(
        (name, begin) in select(vec![("t", "CREATE TABLE t"), ("i", "CREATE INDEX i ON t"), ("v", "CREATE VIEW v"),
            ("g", "CREATE TRIGGER g"), ("t", ""), ("i", ""), ("v", ""), ("g", ""), ("t", "CREATE VIRTUAL TABLE t USING ")]),
        text in soup(),
    ) {
        let mut conn = database("CREATE TABLE t (a); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT 1;
            CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END");
        plant(&mut conn, name, &format!("{begin}{text}"));
        read(&mut conn, name);
    }

    /// Something is cut out of it.
    #[test]
    fn a_definition_with_a_hole(schema in schema(), seed: u64, which: Index, from: Index, to: Index) {
        let mut conn = database(
            "CREATE TABLE t (a); CREATE VIEW v AS SELECT 1;
             CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
        );
        let [table, .., view, trigger] = &*schema.statements else { unreachable!("there are three") };
        let pairs = [("t", table), ("v", view), ("g", trigger)];
        let (name, tokens) = pairs[which.index(pairs.len())];
        let text = Typist { seed: Some(seed), columns: &schema.columns }.text(tokens);
        let text: Vec<char> = text.chars().collect();
        let (from, to) = (from.index(text.len()), to.index(text.len()));
        let rest = text[..from.min(to)].iter().chain(&text[from.max(to)..]);
        plant(&mut conn, name, &rest.collect::<String>());
        read(&mut conn, name);
    }
}

/// The message says whose, what was expected, and shows the definition.
#[test]
fn the_error() {
    let mut conn = database("CREATE TABLE \"my table\" (a)");
    plant(
        &mut conn,
        "my table",
        "CREATE TABLE \"my table\" (a INTEGER PRIMARY NONSENSE)",
    );
    let error = introspect(&mut conn, &Scope::All).unwrap_err();
    insta::assert_snapshot!(error, @r#"
    the definition of `my table` was not understood: expected a constraint of the column instead of `PRIMARY`
    CREATE TABLE "my table" (a INTEGER PRIMARY NONSENSE)
    "#);
}

/// What belongs to nothing is not left out in silence.
#[test]
fn an_index_on_nothing() {
    let mut conn = database("CREATE TABLE t (a); CREATE INDEX i ON t (a)");
    run(
        &mut conn,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET tbl_name = 'gone' WHERE name = 'i'",
    );
    let error = introspect(&mut conn, &Scope::All).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the definition of `i` was not understood: expected the table or view `gone` that it is on
    CREATE INDEX i ON t (a)
    ");
}

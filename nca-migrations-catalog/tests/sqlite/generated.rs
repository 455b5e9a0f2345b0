//! Generated schemas: what the statements are read as agrees with SQLite, does not depend on how they were typed, and
//! on nothing else but what they mean.

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations_catalog::Outline;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::bed::{catalog, database, differences, outline, run};
use crate::generator::{COMPARISONS, OTHERS, Schema, schema};
use crate::pragmas;
use crate::rebuilt::rebuilt;
use crate::typing::{Token, Typist};

/// The database, unless SQLite refuses the schema: a key with two columns that are one, or clauses that cannot be
/// together.
pub(crate) fn made(schema: &Schema, seed: Option<u64>) -> Option<SqliteConnection> {
    let mut typist = Typist {
        seed,
        columns: &schema.columns,
    };
    let mut conn = database(OTHERS);
    conn.batch_execute(&typist.statements(&schema.statements))
        .ok()?;
    Some(conn)
}

fn plainly(schema: &Schema) -> Option<Outline> {
    made(schema, None).map(|mut conn| outline(&mut conn))
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

/// What an expression is over a few rows.
fn values(conn: &mut SqliteConnection, expression: &str) -> Result<Vec<Option<String>>, String> {
    let query = format!("SELECT quote({expression}) AS value FROM t ORDER BY 1");
    let values: Vec<Value> = sql_query(query)
        .load(conn)
        .map_err(|error| error.to_string())?;
    Ok(values.into_iter().map(|row| row.value).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn pragmas_say_the_same(schema in schema(), seed: u64) {
        let conn = made(&schema, Some(seed));
        prop_assume!(conn.is_some());
        let mut conn = conn.unwrap();
        let catalog = catalog(&mut conn);
        let table = catalog.tables.iter().find(|table| table.name.name == "t").unwrap();
        pragmas::agree(&mut conn, table);
    }

    #[test]
    fn it_does_not_matter_how_it_is_typed(schema in schema(), seed: u64) {
        let plain = plainly(&schema);
        let other = made(&schema, Some(seed)).map(|mut conn| outline(&mut conn));
        // What one is refused for, the other is.
        prop_assert_eq!(plain.is_some(), other.is_some());
        prop_assume!(plain.is_some());
        let lines = differences(&plain.unwrap(), &other.unwrap());
        prop_assert!(lines.is_empty(), "{:#?}", lines);
    }

    /// The statements that are made from what was read mean the same.
    #[test]
    fn what_is_read_can_be_written_and_read_again(schema in schema(), seed: u64) {
        let conn = made(&schema, Some(seed));
        prop_assume!(conn.is_some());
        let mut conn = conn.unwrap();
        let mut again = database("");
        run(&mut again, &rebuilt(&catalog(&mut conn)));
        let lines = differences(&outline(&mut conn), &outline(&mut again));
        prop_assert!(lines.is_empty(), "{:#?}", lines);
    }

    /// An expression in our form has the values of the one that was typed.
    #[test]
    fn expressions_mean_the_same(schema in schema(), seed: u64) {
        let conn = made(&schema, None);
        prop_assume!(conn.is_some());
        let mut conn = conn.unwrap();
        let catalog = catalog(&mut conn);
        let table = catalog.tables.iter().find(|table| table.name.name == "t").unwrap();
        let checks = table.checks.iter();
        let check = checks.clone().find(|check| check.name.as_deref() == Some("checked")).unwrap();
        let mut rows = database("");
        let names: Vec<String> = schema.columns.iter().map(|name| format!("\"{}\"", name.replace('"', "\"\""))).collect();
        run(&mut rows, &format!("CREATE TABLE t ({})", names.join(", ")));
        for value in ["1", "'x'", "'X'", "NULL", "x'00ff'", "1.5"] {
            let values = vec![value; names.len()];
            run(&mut rows, &format!("INSERT INTO t VALUES ({})", values.join(", ")));
        }
        let typed = Typist { seed: Some(seed), columns: &schema.columns }.text(&schema.check);
        let expected = values(&mut rows, &typed);
        // Two characters after ESCAPE, for one.
        prop_assume!(expected.is_ok());
        prop_assert_eq!(values(&mut rows, &check.expression), expected, "{}", typed);
    }

    /// A change of what it means always shows.
    #[test]
    fn no_difference_vanishes(schema in schema(), at: Index, to: Index) {
        let mut changes = Vec::new();
        for (s, tokens) in schema.statements.iter().enumerate() {
            for (t, token) in tokens.iter().enumerate() {
                let other = change(token, &schema.columns, to);
                changes.extend(other.map(|other| (s, t, other)));
            }
        }
        let (s, t, other) = changes.swap_remove(at.index(changes.len()));
        let mut changed = schema.clone();
        changed.statements[s][t] = other;
        let (before, after) = (plainly(&schema), plainly(&changed));
        prop_assume!(before.is_some() && after.is_some());
        let lines = differences(&before.unwrap(), &after.unwrap());
        prop_assert!(!lines.is_empty(), "{:?}", changed);
    }
}

/// A token that means something else in the same place.
fn change(token: &Token, columns: &[&'static str], to: Index) -> Option<Token> {
    let another = |all: &[&'static str], one: &str| {
        let others = all.iter().copied().filter(|other| *other != one);
        let others: Vec<_> = others.collect();
        (!others.is_empty()).then(|| others[to.index(others.len())])
    };
    match *token {
        Token::Column(name) => another(columns, name).map(Token::Column),
        Token::String("x") => Some(Token::String("X")),
        Token::String(text) => another(&["x", "X", "y", " x"], text).map(Token::String),
        Token::Number(text) => another(&["7", "8"], text).map(Token::Number),
        Token::Operator(text) => another(&COMPARISONS, text).map(Token::Operator),
        Token::Word(word) => {
            let pairs = [
                ("AND", "OR"),
                ("OR", "AND"),
                ("AFTER", "BEFORE"),
                ("NOCASE", "RTRIM"),
                ("Word", "Other"),
                ("CASCADE", "RESTRICT"),
                ("IGNORE", "REPLACE"),
                ("lower", "upper"),
                ("RESTRICT", "CASCADE"),
                ("RTRIM", "NOCASE"),
            ];
            let (_, other) = pairs.iter().find(|(one, _)| *one == word)?;
            Some(Token::Word(other))
        }
        _ => None,
    }
}

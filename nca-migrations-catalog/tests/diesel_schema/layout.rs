//! The layout is rustfmt's: it finds nothing to change.

use std::io::Write;
use std::process::{Command, Stdio};

use nca_migrations_catalog::diesel_schema::{Docs, SameQuery, Section, module};
use nca_migrations_catalog::model::{Name, Table};
use nca_migrations_core::dialect::Dialect;
use proptest::prelude::*;

use crate::built;

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rustfmt_changes_nothing(tables in tables(), section in section()) {
        let catalog = built::catalog(Dialect::Postgres, tables);
        let text = module(&catalog, &section).unwrap().text;
        prop_assert_eq!(rustfmt(&text), text);
    }
}

/// At every length around those from which rustfmt breaks a line.
#[test]
fn definitions_break_where_rustfmt_breaks_them() {
    let types: Vec<(String, String)> = (1..63).map(|n| (format!("c{n}"), "m".repeat(n))).collect();
    let mut columns = vec![("id", "int4")];
    columns.extend(types.iter().map(|(name, written)| (&**name, &**written)));
    let mut table = built::table("t", &columns);
    for column in table.columns.iter_mut().skip(1) {
        column.column_type.name.schema = Some("s".repeat(30));
    }
    let catalog = built::catalog(Dialect::Postgres, vec![table]);
    for schema in [None, Some("public".to_owned())] {
        for length in 45..70 {
            let mut section = Section::new("default");
            section.schema.clone_from(&schema);
            section.derives = vec!["D".repeat(length)];
            let text = module(&catalog, &section).unwrap().text;
            assert_eq!(rustfmt(&text), text, "{length} in {schema:?}");
        }
    }
}

/// Names of one length or about, so that lists of them come out at each side of each limit.
fn tables() -> impl Strategy<Value = Vec<Table>> {
    (1..15usize, 0..40usize, 1..60usize, 1..60usize).prop_map(
        |(length, more, type_name, schema)| {
            let table = |n: usize| {
                let name = format!("{}{n}", "t".repeat(length + n % 3));
                let mut table = built::table(
                    &name,
                    &[
                        ("id", "int4"),
                        ("mood", &"m".repeat(type_name)),
                        ("up", "int4"),
                    ],
                );
                table.columns[1].column_type.name.schema = Some("s".repeat(schema));
                table
                    .foreign_keys
                    .push(built::references("up", &format!("{}0", "t".repeat(length))));
                table.name = Name::plain(name);
                table
            };
            (0..=more).map(table).collect()
        },
    )
}

fn section() -> impl Strategy<Value = Section> {
    let derives = prop::collection::vec("[a-z]{1,30}", 0..4);
    let docs = prop_oneof![Just(Docs::None), Just(Docs::CommentsOrSentences)];
    let same_query = prop_oneof![Just(SameQuery::AllTables), Just(SameQuery::RelatedTables)];
    (derives, docs, same_query, any::<bool>()).prop_map(|(derives, docs, same_query, nested)| {
        let mut section = Section::new("default");
        section.derives = derives;
        section.docs = docs;
        section.same_query = same_query;
        section.schema = nested.then(|| "public".to_owned());
        section
    })
}

/// In a directory without settings of rustfmt's.
fn rustfmt(text: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let mut child = Command::new("rustfmt")
        .current_dir(directory.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is needed: rustup component add rustfmt");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

//! Each kind of edit.

use nca_migrations_catalog::diesel_schema::Sorting;
use nca_migrations_catalog::diesel_schema::edited::{Module, edits, read};

pub(crate) const BEFORE: &str = "\
diesel::table! {
    users (id) {
        id -> BigInt,
        #[max_length = 40]
        name -> Varchar,
        bio -> Nullable<Text>,
        age -> Integer,
    }
}
diesel::table! {
    posts (id) {
        id -> BigInt,
        user_id -> BigInt,
        editor_id -> BigInt,
        title -> Text,
    }
}
diesel::table! {
    marks (post_id, mark) {
        post_id -> BigInt,
        mark -> Text,
    }
}
diesel::joinable!(posts -> users (user_id));
diesel::joinable!(marks -> posts (post_id));
diesel::allow_tables_to_appear_in_same_query!(users, posts, marks,);
";

fn module(text: &str) -> Module {
    read(text).unwrap()
}

/// What is found after the replacements.
fn found(replacements: &[(&str, &str)]) -> String {
    let mut text = BEFORE.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    match edits(&module(BEFORE), &module(&text), Sorting::Position) {
        Ok(edits) => lines(&edits),
        Err(errors) => lines(&errors),
    }
}

fn lines(all: &[impl ToString]) -> String {
    all.iter()
        .flat_map(|one| [one.to_string(), "\n".to_owned()])
        .collect()
}

#[test]
fn each_kind_of_edit_is_found() {
    let all = found(&[
        ("name -> Varchar", "name -> Nullable<Varchar>"),
        ("40", "80"),
        ("age -> Integer", "age -> BigInt"),
        (
            "title -> Text,",
            "subtitle -> Text,\n body -> Nullable<Text>,",
        ),
        ("(post_id, mark)", "(mark)"),
        ("posts -> users (user_id)", "posts -> users (editor_id)"),
        (
            "diesel::allow",
            "diesel::table! { tags { id -> BigInt, } }\n diesel::allow",
        ),
    ]);
    let moved = found(&[
        ("        id -> BigInt,\n        #[max", "        #[max"),
        ("age -> Integer,", "age -> Integer, id -> BigInt,"),
    ]);
    insta::assert_snapshot!([all, moved].join("\n"));
}

#[test]
fn what_goes_with_a_table_or_a_column_is_no_edit_of_its_own() {
    let gone = found(&[
        ("        user_id -> BigInt,\n", ""),
        ("diesel::joinable!(posts -> users (user_id));\n", ""),
    ]);
    let table = &BEFORE[BEFORE.find("diesel::table! {\n    marks").unwrap()
        ..BEFORE.find("diesel::joinable!(posts").unwrap()];
    let child = found(&[
        (table, ""),
        ("diesel::joinable!(marks -> posts (post_id));\n", ""),
        (", marks", ""),
    ]);
    insta::assert_snapshot!([gone, child].join("\n"));
}

#[test]
fn what_means_nothing_to_a_database_is_no_edit() {
    let none = found(&[
        (
            "diesel::allow_tables_to_appear_in_same_query!(users, posts, marks,);\n",
            "",
        ),
        ("        bio", "        /// A text.\n        bio"),
        ("id -> BigInt", "id -> Int8"),
    ]);
    assert_eq!(none, "");
    let mut reversed = module(BEFORE);
    reversed.tables.reverse();
    assert_eq!(
        edits(&module(BEFORE), &reversed, Sorting::Position),
        Ok(Vec::new())
    );
    reversed.tables[0].columns.reverse();
    assert_eq!(
        edits(&module(BEFORE), &reversed, Sorting::Name),
        Ok(Vec::new())
    );
}

#[test]
fn a_joinable_has_to_mean_a_key() {
    let with = |joinable: &str| found(&[("diesel::allow", &format!("{joinable}\ndiesel::allow"))]);
    let errors = [
        "diesel::joinable!(posts -> users (editor_id));",
        "diesel::joinable!(users -> users (age));",
        "diesel::joinable!(users -> marks (age));",
        "diesel::joinable!(marks -> users (mark));",
    ];
    insta::assert_snapshot!(errors.map(with).concat());
}

//! What cannot be done is said, for each engine.

use super::before::{OF_MYSQL, OF_POSTGRES, OWN, come_to};

#[test]
fn what_is_needed_elsewhere_stays() {
    insta::assert_snapshot!(come_to(
        OWN,
        &[
            ("        title -> Text,\n", ""),
            ("        starts -> Integer,\n", ""),
        ]
    ));
}

#[test]
fn a_type_that_is_not_known_somewhere() {
    insta::assert_snapshot!(come_to(
        OF_POSTGRES,
        &[(
            "bio -> Nullable<Text>",
            "bio -> Nullable<Text>,
        nets -> Nullable<Array<Nullable<Inet>>>,
        mood -> Mood,
        price -> Numeric,
        span -> Range<Int8>"
        )]
    ));
}

#[test]
fn what_the_module_itself_cannot_say() {
    let mysql = come_to(OF_MYSQL, &[("bio -> ", "zip -> Varchar,\n        bio -> ")]);
    let sqlite = come_to(OWN, &[("bio -> ", "zip -> Uuid,\n        bio -> ")]);
    let id = come_to(OWN, &[("id -> Integer", "id -> BigInt")]);
    let referred = come_to(
        OF_POSTGRES,
        &[(
            "users (id) {\n        id -> Int4",
            "users (id) {\n        id -> Int8",
        )],
    );
    insta::assert_snapshot!([mysql, sqlite, id, referred].join("\n"));
}

#[test]
fn what_an_engine_takes_for_no_key() {
    insta::assert_snapshot!(come_to(
        OF_POSTGRES,
        &[
            ("tags (code)", "tags (label)"),
            ("label -> Nullable<Text>", "label -> Text"),
            ("posts (id)", "posts (id, title)"),
            ("users (id)", "users (name)"),
        ]
    ));
}

#[test]
fn a_default_may_be_none_of_the_new_type() {
    insta::assert_snapshot!(come_to(OWN, &[("age -> Integer", "age -> Bool")]));
}

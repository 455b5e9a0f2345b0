//! What each kind of edit comes to on each engine.

use super::before::{OF_MYSQL, OF_POSTGRES, OWN, come_to};

#[test]
fn a_new_table_is_like_the_others() {
    let table = "\
diesel::table! {
    notes (id) {
        id -> Integer,
        user_id -> Integer,
        tag -> Nullable<Text>,
        body -> Text,
        at -> Timestamp,
        done -> Bool,
        score -> Double,
        data -> Binary,
    }
}
diesel::table! {
    labels (tag, lang) {
        tag -> Text,
        lang -> Text,
    }
}
diesel::joinable!(notes -> users (user_id));
diesel::joinable!(notes -> tags (tag));
diesel::joinable!(posts";
    insta::assert_snapshot!(come_to(OWN, &[("diesel::joinable!(posts", table)]));
}

#[test]
fn columns_are_added_changed_and_moved() {
    insta::assert_snapshot!(come_to(
        OWN,
        &[
            (
                "bio -> Nullable<Text>",
                "bio -> Text,\n        code -> Nullable<BigInt>"
            ),
            ("age -> Integer", "age -> BigInt"),
            (
                "        title -> Text,\n        starts -> Integer,",
                "        starts -> Integer,\n        title -> Nullable<Text>,"
            ),
        ]
    ));
}

#[test]
fn what_is_on_a_removed_column_alone_goes_with_it() {
    insta::assert_snapshot!(come_to(
        OWN,
        &[
            ("        name -> Text,\n", ""),
            ("        age -> Integer,\n", ""),
            ("        seen -> Nullable<Timestamp>,\n", ""),
            ("        user_id -> Integer,\n", ""),
            ("diesel::joinable!(posts -> users (user_id));\n", ""),
        ]
    ));
}

#[test]
fn a_table_goes() {
    insta::assert_snapshot!(come_to(
        OWN,
        &[
            (
                "diesel::table! {\n    tags (code) {\n        code -> Text,\n        label -> Nullable<Text>,\n    }\n}\n",
                ""
            ),
            ("tags, ", ""),
        ]
    ));
}

#[test]
fn a_length_is_changed_and_a_key_is_another() {
    insta::assert_snapshot!(come_to(
        OF_POSTGRES,
        &[
            ("max_length = 40", "max_length = 80"),
            ("tags (code)", "tags (lang, code)"),
            (
                "label -> Nullable<Text>",
                "#[max_length = 2]\n        lang -> Varchar,\n        label -> Text"
            ),
            (
                "bio -> Nullable<Text>",
                "bio -> Nullable<Text>,\n        #[max_length = 9]\n        zip -> Varchar"
            ),
        ]
    ));
}

#[test]
fn a_joinable_is_a_foreign_key() {
    insta::assert_snapshot!(come_to(
        OF_MYSQL,
        &[
            (
                "diesel::joinable!(posts -> users (user_id));",
                "diesel::joinable!(tags -> posts (post_id));"
            ),
            (
                "label -> Nullable<Mediumtext>,",
                "label -> Nullable<Mediumtext>,\n        post_id -> Nullable<Integer>,"
            ),
        ]
    ));
}

// @generated automatically by Diesel CLI.

diesel::table! {
    posts (id) {
        id -> Integer,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        name -> Text,
        hits -> crate::types::Hits,
    }
}

diesel::allow_tables_to_appear_in_same_query!(posts, users,);

// @generated automatically by Diesel CLI.

diesel::table! {
    posts (id) {
        id -> Integer,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        hits -> Text,
        name -> crate::types::Name,
        // Patched.
        more -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(posts, users,);

// @generated automatically by Diesel CLI.

diesel::table! {
    posts (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    users (id) {
        id -> Nullable<Integer>,
        hits -> Text,
        name -> Text,
        more -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(posts, users,);

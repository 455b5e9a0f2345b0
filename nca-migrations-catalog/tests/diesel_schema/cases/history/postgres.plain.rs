// @generated automatically by Diesel CLI.

diesel::table! {
    _single (id) {
        id -> Int4,
    }
}

diesel::table! {
    tricky__name (id) {
        id -> Int4,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
        name -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(_single, tricky__name, users,);

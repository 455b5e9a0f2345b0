// @generated automatically by Diesel CLI.

diesel::table! {
    _single (id) {
        id -> Integer,
    }
}

diesel::table! {
    tricky__name (id) {
        id -> Integer,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        name -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(_single, tricky__name, users,);

// @generated automatically by Diesel CLI.

diesel::table! {
    _single (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    analysed (rowid) {
        rowid -> Integer,
        a -> Nullable<Text>,
    }
}

diesel::table! {
    counted (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    tricky__name (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    users (id) {
        id -> Nullable<Integer>,
        name -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(_single, analysed, counted, tricky__name, users,);

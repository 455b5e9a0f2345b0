// @generated automatically by Diesel CLI.

diesel::table! {
    alone (id) {
        id -> Integer,
    }
}

// @generated automatically by Diesel CLI.

diesel::table! {
    alone (id) {
        id -> Int4,
    }
}

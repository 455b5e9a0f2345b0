// @generated automatically by Diesel CLI.

diesel::table! {
    fine (id) {
        id -> Int4,
    }
}

// @generated automatically by Diesel CLI.

diesel::table! {
    users1 (id) {
        id -> Int4,
    }
}
// @generated automatically by Diesel CLI.

diesel::table! {
    users3 (id) {
        id -> Int4,
    }
}

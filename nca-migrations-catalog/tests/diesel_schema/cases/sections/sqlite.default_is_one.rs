// @generated automatically by Diesel CLI.

diesel::table! {
    users1 (id) {
        id -> Nullable<Integer>,
    }
}
// @generated automatically by Diesel CLI.

diesel::table! {
    users3 (id) {
        id -> Nullable<Integer>,
    }
}

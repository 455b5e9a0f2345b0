// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    other_case (id) {
        id -> Nullable<BigInt>,
        a_id -> Nullable<Integer>,
    }
}

diesel::table! {
    other_case_column (id) {
        id -> Nullable<BigInt>,
        a_id -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(a, other_case, other_case_column,);

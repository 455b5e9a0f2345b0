// @generated automatically by Diesel CLI.

diesel::table! {
    both_to_a (id) {
        id -> Int4,
        a_id -> Nullable<Int4>,
        code -> Nullable<Int4>,
    }
}

diesel::table! {
    chicken (id) {
        id -> Int4,
        egg_id -> Nullable<Int4>,
    }
}

diesel::table! {
    egg (id) {
        id -> Int4,
        chicken_id -> Nullable<Int4>,
    }
}

diesel::table! {
    key_is_link (a_id) {
        a_id -> Int4,
    }
}

diesel::table! {
    pair (x, y) {
        x -> Int4,
        y -> Int4,
    }
}

diesel::table! {
    pairs (id) {
        id -> Int4,
        x -> Nullable<Int4>,
        y -> Nullable<Int4>,
    }
}

diesel::table! {
    to_a (id) {
        id -> Int4,
        a_id -> Nullable<Int4>,
    }
}

diesel::table! {
    tree (id) {
        id -> Int4,
        parent_id -> Nullable<Int4>,
        a_id -> Nullable<Int4>,
    }
}

diesel::table! {
    twice_to_a (id) {
        id -> Int4,
        first_id -> Nullable<Int4>,
        second_id -> Nullable<Int4>,
    }
}

diesel::table! {
    typed (id) {
        id -> Int4,
        #[sql_name = "type"]
        type_ -> Nullable<Int4>,
    }
}

diesel::table! {
    unique_to_a (id) {
        id -> Int4,
        code -> Nullable<Int4>,
    }
}

// @generated automatically by Diesel CLI.

diesel::table! {
    both_to_a (id) {
        id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::table! {
    chicken (id) {
        id -> Nullable<Integer>,
        egg_id -> Nullable<Integer>,
    }
}

diesel::table! {
    egg (id) {
        id -> Nullable<Integer>,
        chicken_id -> Nullable<Integer>,
    }
}

diesel::table! {
    implicit (id) {
        id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
        pair_x -> Nullable<Integer>,
    }
}

diesel::table! {
    key_is_link (a_id) {
        a_id -> Nullable<Integer>,
    }
}

diesel::table! {
    keyless (rowid) {
        rowid -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    pair (x, y) {
        x -> Integer,
        y -> Integer,
    }
}

diesel::table! {
    pairs (id) {
        id -> Nullable<Integer>,
        x -> Nullable<Integer>,
        y -> Nullable<Integer>,
    }
}

diesel::table! {
    to_a (id) {
        id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
    }
}

diesel::table! {
    to_keyless (id) {
        id -> Nullable<Integer>,
        k -> Nullable<Integer>,
        r -> Nullable<Integer>,
    }
}

diesel::table! {
    to_keyless_once (id) {
        id -> Nullable<Integer>,
        k -> Nullable<Integer>,
    }
}

diesel::table! {
    to_nowhere (id) {
        id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
    }
}

diesel::table! {
    tree (id) {
        id -> Nullable<Integer>,
        parent_id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
    }
}

diesel::table! {
    twice_to_a (id) {
        id -> Nullable<Integer>,
        first_id -> Nullable<Integer>,
        second_id -> Nullable<Integer>,
    }
}

diesel::table! {
    typed (id) {
        id -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> Nullable<Integer>,
    }
}

diesel::table! {
    unique_to_a (id) {
        id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::joinable!(to_keyless_once -> keyless (k));

diesel::allow_tables_to_appear_in_same_query!(keyless, to_keyless_once,);

// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Nullable<Integer>,
        code -> Integer,
    }
}

diesel::table! {
    alone (id) {
        id -> Nullable<Integer>,
    }
}

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
    island_a (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    island_b (id) {
        id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
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
    link (a_id, tree_id) {
        a_id -> Integer,
        tree_id -> Integer,
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

diesel::table! {
    z_island (id) {
        id -> Nullable<Integer>,
        b_id -> Nullable<Integer>,
    }
}

diesel::joinable!(implicit -> a (a_id));
diesel::joinable!(island_b -> island_a (a_id));
diesel::joinable!(key_is_link -> a (a_id));
diesel::joinable!(link -> a (a_id));
diesel::joinable!(link -> tree (tree_id));
diesel::joinable!(to_a -> a (a_id));
diesel::joinable!(to_keyless_once -> keyless (k));
diesel::joinable!(tree -> a (a_id));
diesel::joinable!(typed -> z_island (type_));
diesel::joinable!(z_island -> island_b (b_id));

diesel::allow_tables_to_appear_in_same_query!(a, implicit, key_is_link, link, to_a, tree,);
diesel::allow_tables_to_appear_in_same_query!(island_a, island_b, typed, z_island,);
diesel::allow_tables_to_appear_in_same_query!(keyless, to_keyless_once,);

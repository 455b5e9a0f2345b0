// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Int4,
        code -> Int4,
    }
}

diesel::table! {
    alone (id) {
        id -> Int4,
    }
}

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
    island_a (id) {
        id -> Int4,
    }
}

diesel::table! {
    island_b (id) {
        id -> Int4,
        a_id -> Nullable<Int4>,
    }
}

diesel::table! {
    key_is_link (a_id) {
        a_id -> Int4,
    }
}

diesel::table! {
    link (a_id, tree_id) {
        a_id -> Int4,
        tree_id -> Int4,
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

diesel::table! {
    z_island (id) {
        id -> Int4,
        b_id -> Nullable<Int4>,
    }
}

diesel::joinable!(island_b -> island_a (a_id));
diesel::joinable!(key_is_link -> a (a_id));
diesel::joinable!(link -> a (a_id));
diesel::joinable!(link -> tree (tree_id));
diesel::joinable!(to_a -> a (a_id));
diesel::joinable!(tree -> a (a_id));
diesel::joinable!(typed -> z_island (type_));
diesel::joinable!(z_island -> island_b (b_id));

// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Nullable<Integer>,
        code -> Integer,
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
    link (a_id, tree_id) {
        a_id -> Integer,
        tree_id -> Integer,
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
    z_island (id) {
        id -> Nullable<Integer>,
        b_id -> Nullable<Integer>,
    }
}

diesel::joinable!(island_b -> island_a (a_id));
diesel::joinable!(key_is_link -> a (a_id));
diesel::joinable!(link -> a (a_id));
diesel::joinable!(link -> tree (tree_id));
diesel::joinable!(tree -> a (a_id));
diesel::joinable!(z_island -> island_b (b_id));

diesel::allow_tables_to_appear_in_same_query!(
    a,
    island_a,
    island_b,
    key_is_link,
    link,
    tree,
    z_island,
);

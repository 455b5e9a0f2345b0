// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Int4,
        code -> Int4,
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
    tree (id) {
        id -> Int4,
        parent_id -> Nullable<Int4>,
        a_id -> Nullable<Int4>,
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

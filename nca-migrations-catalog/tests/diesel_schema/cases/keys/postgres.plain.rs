// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Nested Parts"]
    Nested_Parts (id) {
        id -> Int4,
        one_id -> Nullable<Int4>,
    }
}

diesel::table! {
    child_of_listed (id) {
        id -> Int4,
        listed_id -> Nullable<Int4>,
    }
}

diesel::table! {
    child_of_nested (id) {
        id -> Int4,
        n -> Nullable<Int4>,
    }
}

diesel::table! {
    child_of_one (one_id) {
        one_id -> Int4,
        a -> Nullable<Int4>,
        b -> Nullable<Text>,
    }
}

diesel::table! {
    heirs (id) {
        id -> Int4,
    }
}

diesel::table! {
    identity (id) {
        id -> Int8,
        twice -> Nullable<Int8>,
    }
}

diesel::table! {
    listed (id) {
        id -> Int4,
    }
}

diesel::table! {
    listed_1 (id) {
        id -> Int4,
    }
}

diesel::table! {
    nested_low (id) {
        id -> Int4,
        one_id -> Nullable<Int4>,
    }
}

diesel::table! {
    nested_lowest (id) {
        id -> Int4,
        one_id -> Nullable<Int4>,
    }
}

diesel::table! {
    nested_rest (id) {
        id -> Int4,
        one_id -> Nullable<Int4>,
    }
}

diesel::table! {
    one (id) {
        id -> Int4,
    }
}

diesel::table! {
    parted (id, day) {
        id -> Int4,
        day -> Date,
        one_id -> Nullable<Int4>,
    }
}

diesel::table! {
    parted_2026 (id, day) {
        id -> Int4,
        day -> Date,
        one_id -> Nullable<Int4>,
    }
}

diesel::table! {
    parted_child (id) {
        id -> Int4,
        n -> Nullable<Int4>,
    }
}

diesel::table! {
    parted_child_1 (id) {
        id -> Int4,
        n -> Nullable<Int4>,
    }
}

diesel::table! {
    parted_tree (id) {
        id -> Int4,
        up -> Nullable<Int4>,
    }
}

diesel::table! {
    parted_tree_1 (id) {
        id -> Int4,
        up -> Nullable<Int4>,
    }
}

diesel::table! {
    serial_key (id) {
        id -> Int4,
        big -> Int8,
        small -> Int2,
    }
}

diesel::table! {
    two (a, b) {
        a -> Int4,
        b -> Text,
    }
}

diesel::table! {
    two_reversed (b, a) {
        a -> Int4,
        b -> Text,
        c -> Nullable<Text>,
    }
}

diesel::table! {
    unlogged (id) {
        id -> Int4,
    }
}

diesel::joinable!(Nested_Parts -> one (one_id));
diesel::joinable!(child_of_listed -> listed (listed_id));
diesel::joinable!(child_of_listed -> listed_1 (listed_id));
diesel::joinable!(child_of_nested -> Nested_Parts (n));
diesel::joinable!(child_of_nested -> nested_low (n));
diesel::joinable!(child_of_nested -> nested_lowest (n));
diesel::joinable!(child_of_nested -> nested_rest (n));
diesel::joinable!(child_of_one -> one (one_id));
diesel::joinable!(nested_low -> one (one_id));
diesel::joinable!(nested_lowest -> one (one_id));
diesel::joinable!(nested_rest -> one (one_id));
diesel::joinable!(parted -> one (one_id));
diesel::joinable!(parted_2026 -> one (one_id));
diesel::joinable!(parted_child -> Nested_Parts (n));
diesel::joinable!(parted_child -> nested_low (n));
diesel::joinable!(parted_child -> nested_lowest (n));
diesel::joinable!(parted_child -> nested_rest (n));
diesel::joinable!(parted_child_1 -> Nested_Parts (n));

diesel::allow_tables_to_appear_in_same_query!(
    Nested_Parts,
    child_of_listed,
    child_of_nested,
    child_of_one,
    heirs,
    identity,
    listed,
    listed_1,
    nested_low,
    nested_lowest,
    nested_rest,
    one,
    parted,
    parted_2026,
    parted_child,
    parted_child_1,
    parted_tree,
    parted_tree_1,
    serial_key,
    two,
    two_reversed,
    unlogged,
);

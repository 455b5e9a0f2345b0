// @generated automatically by Diesel CLI.

diesel::table! {
    p41_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p42_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p43_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p44_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p45_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p46_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p47_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p48_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p49_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    p50_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id) {
        id -> Integer,
    }
}

diesel::table! {
    q41 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q42 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q43 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q44 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q45 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q46 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q47 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q48 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q49 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::table! {
    q50 (id) {
        id -> Integer,
        p -> Nullable<Integer>,
    }
}

diesel::joinable!(q41 -> p41_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q42 -> p42_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q43 -> p43_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q44 -> p44_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q45 -> p45_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q46 -> p46_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q47 -> p47_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q48 -> p48_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q49 -> p49_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));
diesel::joinable!(q50 -> p50_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (p));

diesel::allow_tables_to_appear_in_same_query!(p41_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q41,);
diesel::allow_tables_to_appear_in_same_query!(p42_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q42,);
diesel::allow_tables_to_appear_in_same_query!(p43_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q43,);
diesel::allow_tables_to_appear_in_same_query!(p44_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q44,);
diesel::allow_tables_to_appear_in_same_query!(p45_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q45,);
diesel::allow_tables_to_appear_in_same_query!(p46_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q46,);
diesel::allow_tables_to_appear_in_same_query!(p47_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q47,);
diesel::allow_tables_to_appear_in_same_query!(
    p48_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
    q48,
);
diesel::allow_tables_to_appear_in_same_query!(
    p49_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
    q49,
);
diesel::allow_tables_to_appear_in_same_query!(
    p50_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
    q50,
);

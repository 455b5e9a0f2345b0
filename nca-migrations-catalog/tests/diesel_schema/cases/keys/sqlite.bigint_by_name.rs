// @generated automatically by Diesel CLI.

diesel::table! {
    bigint_key (id) {
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    child_of_nothing (id) {
        a -> Nullable<BigInt>,
        gone -> Nullable<Integer>,
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    child_of_one (one_id) {
        int_id -> Nullable<BigInt>,
        one_id -> Nullable<BigInt>,
        other -> Nullable<BigInt>,
        small -> Nullable<SmallInt>,
        text_id -> Nullable<BigInt>,
        wr -> Nullable<Integer>,
    }
}

diesel::table! {
    child_of_tenant (id) {
        id -> Nullable<BigInt>,
        plain -> Nullable<Integer>,
        t -> Nullable<BigInt>,
        t_tenant -> Nullable<BigInt>,
    }
}

diesel::table! {
    child_of_two (id) {
        a -> Nullable<Integer>,
        b -> Nullable<Text>,
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    int_key (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    no_key (rowid) {
        a -> Nullable<Text>,
        b -> Integer,
        rowid -> BigInt,
    }
}

diesel::table! {
    no_key_oid (_rowid_) {
        _rowid_ -> BigInt,
        b -> Integer,
        oid -> Nullable<Text>,
        rowid -> Nullable<Text>,
    }
}

diesel::table! {
    no_key_rowid (oid) {
        b -> Integer,
        oid -> BigInt,
        rowid -> Nullable<Text>,
    }
}

diesel::table! {
    one (id) {
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    one_not_null (id) {
        id -> BigInt,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    really_strict (id) {
        a -> Nullable<Text>,
        b -> Nullable<Integer>,
        c -> Nullable<Float>,
        d -> Nullable<Binary>,
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    strict_table (id) {
        a -> Nullable<Text>,
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    tenants (id) {
        id -> Nullable<BigInt>,
        tenant -> Integer,
    }
}

diesel::table! {
    text_key (code) {
        code -> Nullable<Text>,
    }
}

diesel::table! {
    two (a, b) {
        a -> Integer,
        b -> Text,
    }
}

diesel::table! {
    two_nullable (a, b) {
        a -> Nullable<Integer>,
        b -> Nullable<Text>,
    }
}

diesel::table! {
    two_parents (id) {
        id -> Nullable<BigInt>,
        x -> Nullable<Integer>,
        y -> Nullable<Integer>,
    }
}

diesel::table! {
    two_reversed (a, b) {
        a -> Integer,
        b -> Text,
        c -> Nullable<Text>,
    }
}

diesel::table! {
    two_without_rowid (a, b) {
        a -> Integer,
        b -> Text,
        c -> Nullable<Text>,
    }
}

diesel::table! {
    without_rowid (id) {
        id -> Integer,
    }
}

diesel::joinable!(child_of_nothing -> no_key (a));
diesel::joinable!(child_of_one -> bigint_key (small));
diesel::joinable!(child_of_one -> int_key (int_id));
diesel::joinable!(child_of_one -> one (one_id));
diesel::joinable!(child_of_one -> one_not_null (other));
diesel::joinable!(child_of_one -> text_key (text_id));
diesel::joinable!(child_of_one -> without_rowid (wr));
diesel::joinable!(two_parents -> int_key (y));
diesel::joinable!(two_parents -> one (x));
diesel::joinable!(two_parents -> without_rowid (x));

diesel::allow_tables_to_appear_in_same_query!(
    bigint_key,
    child_of_nothing,
    child_of_one,
    child_of_tenant,
    child_of_two,
    int_key,
    no_key,
    no_key_oid,
    no_key_rowid,
    one,
    one_not_null,
    really_strict,
    strict_table,
    tenants,
    text_key,
    two,
    two_nullable,
    two_parents,
    two_reversed,
    two_without_rowid,
    without_rowid,
);

// @generated automatically by Diesel CLI.

diesel::table! {
    bigint_key (id) {
        id -> Nullable<BigInt>,
    }
}

diesel::table! {
    child_of_nothing (id) {
        id -> Nullable<Integer>,
        gone -> Nullable<Integer>,
        a -> Nullable<Integer>,
    }
}

diesel::table! {
    child_of_one (one_id) {
        one_id -> Nullable<Integer>,
        other -> Nullable<Integer>,
        text_id -> Nullable<Integer>,
        int_id -> Nullable<Integer>,
        wr -> Nullable<Integer>,
        small -> Nullable<SmallInt>,
    }
}

diesel::table! {
    child_of_tenant (id) {
        id -> Nullable<Integer>,
        t -> Nullable<Integer>,
        t_tenant -> Nullable<Integer>,
        plain -> Nullable<Integer>,
    }
}

diesel::table! {
    child_of_two (id) {
        id -> Nullable<Integer>,
        a -> Nullable<Integer>,
        b -> Nullable<Text>,
    }
}

diesel::table! {
    int_key (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    no_key (rowid) {
        rowid -> Integer,
        a -> Nullable<Text>,
        b -> Integer,
    }
}

diesel::table! {
    no_key_oid (_rowid_) {
        _rowid_ -> Integer,
        rowid -> Nullable<Text>,
        oid -> Nullable<Text>,
        b -> Integer,
    }
}

diesel::table! {
    no_key_rowid (oid) {
        oid -> Integer,
        rowid -> Nullable<Text>,
        b -> Integer,
    }
}

diesel::table! {
    one (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    one_not_null (id) {
        id -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    really_strict (id) {
        id -> Nullable<Integer>,
        a -> Nullable<Text>,
        b -> Nullable<Integer>,
        c -> Nullable<Float>,
        d -> Nullable<Binary>,
    }
}

diesel::table! {
    strict_table (id) {
        id -> Nullable<Integer>,
        a -> Nullable<Text>,
    }
}

diesel::table! {
    tenants (id) {
        id -> Nullable<Integer>,
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
        id -> Nullable<Integer>,
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

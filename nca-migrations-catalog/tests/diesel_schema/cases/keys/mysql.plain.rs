// @generated automatically by Diesel CLI.

diesel::table! {
    child_of_one (one_id) {
        one_id -> Integer,
        a -> Nullable<Integer>,
        #[max_length = 20]
        b -> Nullable<Varchar>,
    }
}

diesel::table! {
    increment (id) {
        id -> Unsigned<Bigint>,
        twice -> Nullable<Bigint>,
        thrice -> Nullable<Bigint>,
    }
}

diesel::table! {
    one (id) {
        id -> Integer,
    }
}

diesel::table! {
    parted (id, day) {
        id -> Integer,
        day -> Date,
    }
}

diesel::table! {
    two (a, b) {
        a -> Integer,
        #[max_length = 20]
        b -> Varchar,
    }
}

diesel::table! {
    two_reversed (b, a) {
        a -> Integer,
        #[max_length = 20]
        b -> Varchar,
        c -> Nullable<Text>,
    }
}

diesel::joinable!(child_of_one -> one (one_id));

diesel::allow_tables_to_appear_in_same_query!(
    child_of_one,
    increment,
    one,
    parted,
    two,
    two_reversed,
);

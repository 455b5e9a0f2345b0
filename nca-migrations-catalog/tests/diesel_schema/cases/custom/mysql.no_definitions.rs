// @generated automatically by Diesel CLI.

diesel::table! {
    plain (id) {
        id -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    posts (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> Enum,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> Nullable<Enum>,
        #[max_length = 3]
        other -> Set,
        m -> Nullable<Mediumint>,
        um -> Nullable<Unsigned<Mediumint>>,
        y -> Nullable<Year>,
        g -> Nullable<Geometry>,
        #[sql_name = "size 1"]
        #[max_length = 1]
        size_1 -> Nullable<Enum>,
        #[sql_name = "type"]
        #[max_length = 1]
        type_ -> Nullable<Enum>,
    }
}

diesel::table! {
    #[sql_name = "with-dash"]
    with_dash (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> Enum,
    }
}

diesel::allow_tables_to_appear_in_same_query!(plain, posts, users, with_dash,);

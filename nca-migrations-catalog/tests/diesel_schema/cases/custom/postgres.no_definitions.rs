// @generated automatically by Diesel CLI.

diesel::table! {
    plain (id) {
        id -> Int4,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    posts (id) {
        id -> Int4,
        mood -> Nullable<Mood>,
        body -> Nullable<Text>,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
        mood -> Nullable<Mood>,
        other -> OtherMood,
        again -> Nullable<Array<Nullable<Mood>>>,
        quoted -> Nullable<QuoTed>,
        #[sql_name = "größe"]
        gr_e -> Nullable<Größe>,
        http -> Nullable<Http2xx>,
        camel -> Nullable<CamelCase>,
        camel2 -> Nullable<CamelCase>,
        long -> Nullable<ATypeWithANameThatIsAsLongAsNamesOfTypesCanBeXxx>,
        far -> Nullable<FarMood>,
        search -> Nullable<Tsvector>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(plain, posts, users,);

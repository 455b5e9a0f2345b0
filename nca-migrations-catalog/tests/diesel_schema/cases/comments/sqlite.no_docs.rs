// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Plain Table"]
    Plain_Table (id) {
        id -> Nullable<Integer>,
        zebra -> Nullable<Text>,
        Alpha -> Nullable<Text>,
        alpha_ -> Nullable<Text>,
        alphab -> Nullable<Text>,
        _beta -> Nullable<Text>,
        #[sql_name = "größe"]
        gr_e -> Nullable<Integer>,
    }
}

diesel::table! {
    commented (id) {
        id -> Nullable<Integer>,
        name -> Nullable<Text>,
        mood -> Nullable<Text>,
        #[sql_name = "type"]
        type_ -> Nullable<Integer>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(Plain_Table, commented,);

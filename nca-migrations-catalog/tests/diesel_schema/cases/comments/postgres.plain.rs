// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Plain Table"]
    Plain_Table (id) {
        id -> Int4,
        zebra -> Nullable<Text>,
        Alpha -> Nullable<Text>,
        alpha_ -> Nullable<Text>,
        alphab -> Nullable<Text>,
        _beta -> Nullable<Text>,
        #[sql_name = "größe"]
        gr_e -> Nullable<Int4>,
    }
}

diesel::table! {
    commented (id) {
        id -> Int4,
        #[max_length = 20]
        name -> Nullable<Varchar>,
        mood -> Nullable<Text>,
        #[sql_name = "type"]
        type_ -> Nullable<Int4>,
        plain -> Array<Nullable<Text>>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(Plain_Table, commented,);

// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct CommentedFeelingEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct PlainTableHiddenEnum;
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::{Mood, Other};
    use super::sql_types::PlainTableHiddenEnum;

    #[sql_name = "Plain Table"]
    Plain_Table (id) {
        id -> Integer,
        zebra -> Nullable<Text>,
        Alpha -> Nullable<Text>,
        alpha_ -> Nullable<Text>,
        alphab -> Nullable<Text>,
        _beta -> Nullable<Text>,
        #[max_length = 1]
        hidden -> Nullable<PlainTableHiddenEnum>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::{Mood, Other};
    use super::sql_types::CommentedFeelingEnum;

    commented (id) {
        id -> Integer,
        #[max_length = 20]
        name -> Nullable<Varchar>,
        mood -> Nullable<Text>,
        #[sql_name = "type"]
        type_ -> Nullable<Integer>,
        plain -> Text,
        #[max_length = 3]
        feeling -> CommentedFeelingEnum,
    }
}

diesel::allow_tables_to_appear_in_same_query!(Plain_Table, commented,);

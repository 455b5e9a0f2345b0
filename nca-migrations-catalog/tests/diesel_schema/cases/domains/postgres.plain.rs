// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "posint"))]
    pub struct Posint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "short_text"))]
    pub struct ShortText;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::ShortText;
    use super::sql_types::Posint;

    t (id) {
        id -> Int4,
        #[max_length = 10]
        a -> Varchar,
        b -> Nullable<Array<Nullable<Text>>>,
        c -> Nullable<ShortText>,
        d -> Nullable<Text>,
        e -> Nullable<Array<Nullable<Posint>>>,
        f -> Int4,
    }
}

// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "email", schema = "app"))]
    pub struct Email;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "many"))]
    pub struct Many;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "posint"))]
    pub struct Posint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "short_text"))]
    pub struct ShortText;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "shorter"))]
    pub struct Shorter;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Posint;
    use super::sql_types::ShortText;
    use super::sql_types::Many;
    use super::sql_types::Shorter;
    use super::sql_types::Email;

    t (id) {
        id -> Posint,
        #[max_length = 10]
        a -> ShortText,
        b -> Nullable<Many>,
        c -> Nullable<Shorter>,
        d -> Nullable<Email>,
        e -> Nullable<Array<Nullable<Posint>>>,
        f -> Posint,
    }
}

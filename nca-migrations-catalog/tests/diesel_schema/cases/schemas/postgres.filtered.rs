// @generated automatically by Diesel CLI.

pub mod app {
    pub mod sql_types {
        #[derive(diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "level", schema = "app"))]
        pub struct Level;

        #[derive(diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "mood"))]
        pub struct Mood;
    }

    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::Mood;
        use super::sql_types::Level;

        app.users (id) {
            id -> Int4,
            mood -> Nullable<Mood>,
            near -> Nullable<Mood>,
            level -> Nullable<Array<Nullable<Level>>>,
            n -> Nullable<Int4>,
        }
    }
}

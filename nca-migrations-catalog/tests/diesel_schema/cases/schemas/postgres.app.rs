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
        #[sql_name = "app.Odd Table"]
        app.Odd_Table (id) {
            id -> Int4,
            post_id -> Nullable<Int4>,
        }
    }

    diesel::table! {
        app.posts (id) {
            id -> Int4,
            user_id -> Nullable<Int4>,
            public_user -> Nullable<Int4>,
            #[sql_name = "type"]
            type_ -> Nullable<Int4>,
        }
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

    diesel::joinable!(Odd_Table -> posts (post_id));
    diesel::joinable!(posts -> users (user_id));

    diesel::allow_tables_to_appear_in_same_query!(Odd_Table, posts, users,);
}

// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Geometry"))]
    pub struct UsersGGeometry;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct UsersMMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct UsersOtherSet;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct UsersUmMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct UsersYYear;
}

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
    use diesel::sql_types::*;
    use super::sql_types::UsersOtherSet;
    use super::sql_types::UsersMMediumint;
    use super::sql_types::UsersUmMediumint;
    use super::sql_types::UsersYYear;
    use super::sql_types::UsersGGeometry;

    users (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> Nullable<Enum>,
        #[max_length = 3]
        other -> UsersOtherSet,
        m -> Nullable<UsersMMediumint>,
        um -> Nullable<Unsigned<UsersUmMediumint>>,
        y -> Nullable<UsersYYear>,
        g -> Nullable<UsersGGeometry>,
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

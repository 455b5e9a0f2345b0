// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct PostsMoodEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Geometry"))]
    pub struct UsersGGeometry;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct UsersMMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct UsersMoodEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct UsersOtherSet;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct UsersSize1Enum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct UsersTypeEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct UsersUmMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct UsersYYear;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct WithDashMoodEnum;
}

diesel::table! {
    plain (id) {
        id -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::PostsMoodEnum;

    posts (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> PostsMoodEnum,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::UsersMoodEnum;
    use super::sql_types::UsersOtherSet;
    use super::sql_types::UsersMMediumint;
    use super::sql_types::UsersUmMediumint;
    use super::sql_types::UsersYYear;
    use super::sql_types::UsersGGeometry;
    use super::sql_types::UsersSize1Enum;
    use super::sql_types::UsersTypeEnum;

    users (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> Nullable<UsersMoodEnum>,
        #[max_length = 3]
        other -> UsersOtherSet,
        m -> Nullable<UsersMMediumint>,
        um -> Nullable<Unsigned<UsersUmMediumint>>,
        y -> Nullable<UsersYYear>,
        g -> Nullable<UsersGGeometry>,
        #[sql_name = "size 1"]
        #[max_length = 1]
        size_1 -> Nullable<UsersSize1Enum>,
        #[sql_name = "type"]
        #[max_length = 1]
        type_ -> Nullable<UsersTypeEnum>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::WithDashMoodEnum;

    #[sql_name = "with-dash"]
    with_dash (id) {
        id -> Integer,
        #[max_length = 3]
        mood -> WithDashMoodEnum,
    }
}

diesel::allow_tables_to_appear_in_same_query!(plain, posts, users, with_dash,);

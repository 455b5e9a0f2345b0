// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(
        name = "a_type_with_a_name_that_is_as_long_as_names_of_types_can_be_xxx"
    ))]
    pub struct ATypeWithANameThatIsAsLongAsNamesOfTypesCanBeXxx;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = "CamelCase"))]
    pub struct CamelCase;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(
        name = "far_mood",
        schema = "a_schema_with_a_name_that_is_as_long_as_names_of_schemas_can_be"
    ))]
    pub struct FarMood;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = "größe"))]
    pub struct Größe;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = "http_2xx"))]
    pub struct Http2xx;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = "Other Mood"))]
    pub struct OtherMood;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = r#"quo"ted"#))]
    pub struct QuoTed;

    #[derive(
        diesel::query_builder::QueryId,
        Clone,
        std::fmt::Debug,
        Hash,
        serde::Serialize,
        serde::Deserialize,
        diesel::sql_types::SqlType,
    )]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;
}

diesel::table! {
    plain (id) {
        id -> Int4,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;

    posts (id) {
        id -> Int4,
        mood -> Nullable<Mood>,
        body -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::OtherMood;
    use super::sql_types::QuoTed;
    use super::sql_types::Größe;
    use super::sql_types::Http2xx;
    use super::sql_types::CamelCase;
    use super::sql_types::ATypeWithANameThatIsAsLongAsNamesOfTypesCanBeXxx;
    use super::sql_types::FarMood;
    use super::sql_types::Tsvector;

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

// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "box", schema = "pg_catalog"))]
    pub struct Box;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "circle", schema = "pg_catalog"))]
    pub struct Circle;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "float_multirange"))]
    pub struct FloatMultirange;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "float_range"))]
    pub struct FloatRange;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "hstore"))]
    pub struct Hstore;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "jsonpath", schema = "pg_catalog"))]
    pub struct Jsonpath;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "line", schema = "pg_catalog"))]
    pub struct Line;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "lseg", schema = "pg_catalog"))]
    pub struct Lseg;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "name", schema = "pg_catalog"))]
    pub struct Name;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "path", schema = "pg_catalog"))]
    pub struct Path;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "pg_snapshot", schema = "pg_catalog"))]
    pub struct PgSnapshot;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "point", schema = "pg_catalog"))]
    pub struct Point;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "polygon", schema = "pg_catalog"))]
    pub struct Polygon;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "posint"))]
    pub struct Posint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "regclass", schema = "pg_catalog"))]
    pub struct Regclass;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "regtype", schema = "pg_catalog"))]
    pub struct Regtype;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "short"))]
    pub struct Short;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "snake_case_type"))]
    pub struct SnakeCaseType;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tid", schema = "pg_catalog"))]
    pub struct Tid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "timetz", schema = "pg_catalog"))]
    pub struct Timetz;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsquery", schema = "pg_catalog"))]
    pub struct Tsquery;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "varbit", schema = "pg_catalog"))]
    pub struct Varbit;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "Weird Mood"))]
    pub struct WeirdMood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xid", schema = "pg_catalog"))]
    pub struct Xid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xid8", schema = "pg_catalog"))]
    pub struct Xid8;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xml", schema = "pg_catalog"))]
    pub struct Xml;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::Point;
    use super::sql_types::Posint;
    use super::sql_types::SnakeCaseType;
    use super::sql_types::Hstore;

    arrays (id) {
        id -> Int4,
        some_ints -> Nullable<Array<Nullable<Int4>>>,
        some_texts -> Array<Nullable<Text>>,
        some_varchars -> Nullable<Array<Nullable<Varchar>>>,
        some_citexts -> Nullable<Array<Nullable<Citext>>>,
        matrix -> Nullable<Array<Nullable<Int4>>>,
        some_moods -> Nullable<Array<Nullable<Mood>>>,
        some_points -> Nullable<Array<Nullable<Point>>>,
        some_posints -> Nullable<Array<Nullable<Posint>>>,
        some_numerics -> Nullable<Array<Nullable<Numeric>>>,
        some_bits -> Nullable<Array<Nullable<Bit>>>,
        some_composites -> Nullable<Array<Nullable<SnakeCaseType>>>,
        some_ranges -> Nullable<Array<Nullable<Int4range>>>,
        some_hstores -> Nullable<Array<Nullable<Hstore>>>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Name;
    use super::sql_types::Timetz;
    use super::sql_types::Jsonpath;
    use super::sql_types::Xml;
    use super::sql_types::Varbit;
    use super::sql_types::Point;
    use super::sql_types::Line;
    use super::sql_types::Lseg;
    use super::sql_types::Box;
    use super::sql_types::Path;
    use super::sql_types::Polygon;
    use super::sql_types::Circle;
    use super::sql_types::Tsvector;
    use super::sql_types::Tsquery;
    use super::sql_types::Regclass;
    use super::sql_types::Regtype;
    use super::sql_types::Xid;
    use super::sql_types::Xid8;
    use super::sql_types::Tid;
    use super::sql_types::PgSnapshot;
    use super::sql_types::Hstore;
    use super::sql_types::Mood;
    use super::sql_types::WeirdMood;
    use super::sql_types::SnakeCaseType;
    use super::sql_types::FloatRange;
    use super::sql_types::FloatMultirange;
    use super::sql_types::Short;

    types (id) {
        id -> Int4,
        a_bool -> Nullable<Bool>,
        a_smallint -> Nullable<Int2>,
        a_integer -> Int4,
        a_bigint -> Nullable<Int8>,
        a_real -> Nullable<Float4>,
        a_double -> Nullable<Float8>,
        a_numeric -> Nullable<Numeric>,
        a_numeric_p -> Nullable<Numeric>,
        a_money -> Nullable<Money>,
        a_text -> Nullable<Text>,
        a_varchar -> Nullable<Varchar>,
        #[max_length = 20]
        a_varchar_20 -> Nullable<Varchar>,
        #[max_length = 1]
        a_char -> Nullable<Bpchar>,
        #[max_length = 5]
        a_char_5 -> Nullable<Bpchar>,
        a_bpchar -> Nullable<Bpchar>,
        a_internal_char -> Nullable<Char>,
        a_name -> Nullable<Name>,
        a_citext -> Nullable<Citext>,
        a_bytea -> Nullable<Bytea>,
        a_date -> Nullable<Date>,
        a_time -> Nullable<Time>,
        a_time_3 -> Nullable<Time>,
        a_timetz -> Nullable<Timetz>,
        a_timestamp -> Nullable<Timestamp>,
        a_timestamptz -> Nullable<Timestamptz>,
        a_interval -> Nullable<Interval>,
        a_interval_day -> Nullable<Interval>,
        a_uuid -> Nullable<Uuid>,
        a_json -> Nullable<Json>,
        a_jsonb -> Nullable<Jsonb>,
        a_jsonpath -> Nullable<Jsonpath>,
        a_xml -> Nullable<Xml>,
        a_inet -> Nullable<Inet>,
        a_cidr -> Nullable<Cidr>,
        a_macaddr -> Nullable<Macaddr>,
        a_macaddr8 -> Nullable<Macaddr8>,
        #[max_length = 1]
        a_bit -> Nullable<Bit>,
        #[max_length = 8]
        a_bit_8 -> Nullable<Bit>,
        a_varbit -> Nullable<Varbit>,
        #[max_length = 5]
        a_varbit_5 -> Nullable<Varbit>,
        a_point -> Nullable<Point>,
        a_line -> Nullable<Line>,
        a_lseg -> Nullable<Lseg>,
        a_box -> Nullable<Box>,
        a_path -> Nullable<Path>,
        a_polygon -> Nullable<Polygon>,
        a_circle -> Nullable<Circle>,
        a_tsvector -> Nullable<Tsvector>,
        a_tsquery -> Nullable<Tsquery>,
        a_oid -> Nullable<Oid>,
        a_regclass -> Nullable<Regclass>,
        a_regtype -> Nullable<Regtype>,
        a_xid -> Nullable<Xid>,
        a_xid8 -> Nullable<Xid8>,
        a_tid -> Nullable<Tid>,
        a_pg_lsn -> Nullable<PgLsn>,
        a_pg_snapshot -> Nullable<PgSnapshot>,
        a_int4range -> Nullable<Int4range>,
        a_int8range -> Nullable<Int8range>,
        a_numrange -> Nullable<Numrange>,
        a_tsrange -> Nullable<Tsrange>,
        a_tstzrange -> Nullable<Tstzrange>,
        a_daterange -> Nullable<Daterange>,
        a_int4multirange -> Nullable<Int4multirange>,
        a_nummultirange -> Nullable<Nummultirange>,
        a_tstzmultirange -> Nullable<Tstzmultirange>,
        a_hstore -> Nullable<Hstore>,
        a_mood -> Nullable<Mood>,
        a_weird -> Nullable<WeirdMood>,
        a_composite -> SnakeCaseType,
        a_float_range -> Nullable<FloatRange>,
        a_float_multirange -> Nullable<FloatMultirange>,
        a_posint -> Nullable<Int4>,
        #[max_length = 10]
        a_short -> Nullable<Varchar>,
        a_shorter -> Short,
        a_many -> Array<Nullable<Int4>>,
        a_feeling -> Nullable<Mood>,
        a_card -> Nullable<Int4>,
        #[max_length = 3]
        a_yes -> Nullable<Varchar>,
        a_identifier -> Nullable<Name>,
        a_stamp -> Nullable<Timestamptz>,
        a_data -> Nullable<Varchar>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(arrays, types,);

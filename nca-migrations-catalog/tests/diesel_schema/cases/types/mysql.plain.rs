// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct OtherAEnumEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct OtherAEnumEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct TypesAEnumEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Geometry"))]
    pub struct TypesAGeometryGeometry;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Geometrycollection"))]
    pub struct TypesAGeometrycollectionGeometrycollection;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Inet4"))]
    pub struct TypesAInet4Inet4;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Inet6"))]
    pub struct TypesAInet6Inet6;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Linestring"))]
    pub struct TypesALinestringLinestring;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct TypesAMediumintMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Multilinestring"))]
    pub struct TypesAMultilinestringMultilinestring;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Multipoint"))]
    pub struct TypesAMultipointMultipoint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Multipolygon"))]
    pub struct TypesAMultipolygonMultipolygon;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Point"))]
    pub struct TypesAPointPoint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Polygon"))]
    pub struct TypesAPolygonPolygon;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct TypesASetSet;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct TypesAUmediumintMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Uuid"))]
    pub struct TypesAUuidUuid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct TypesAYear4Year;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct TypesAYearYear;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Double  zerofill"))]
    pub struct TypesAZdoubleDoubleZerofill;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct TypesAnUnsignedEnumEnum;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::OtherAEnumEnum;

    other (id) {
        id -> Integer,
        #[max_length = 1]
        a_enum -> Nullable<OtherAEnumEnum>,
        #[sql_name = "A Enum"]
        #[max_length = 1]
        A_Enum -> OtherAEnumEnum,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::TypesAMediumintMediumint;
    use super::sql_types::TypesAUmediumintMediumint;
    use super::sql_types::TypesAZdoubleDoubleZerofill;
    use super::sql_types::TypesAYearYear;
    use super::sql_types::TypesAYear4Year;
    use super::sql_types::TypesAEnumEnum;
    use super::sql_types::TypesASetSet;
    use super::sql_types::TypesAnUnsignedEnumEnum;
    use super::sql_types::TypesAGeometryGeometry;
    use super::sql_types::TypesAPointPoint;
    use super::sql_types::TypesALinestringLinestring;
    use super::sql_types::TypesAPolygonPolygon;
    use super::sql_types::TypesAMultipointMultipoint;
    use super::sql_types::TypesAMultilinestringMultilinestring;
    use super::sql_types::TypesAMultipolygonMultipolygon;
    use super::sql_types::TypesAGeometrycollectionGeometrycollection;
    use super::sql_types::TypesAUuidUuid;
    use super::sql_types::TypesAInet4Inet4;
    use super::sql_types::TypesAInet6Inet6;

    types (id) {
        id -> Integer,
        a_bool -> Nullable<Bool>,
        a_tinyint1 -> Bool,
        a_tinyint -> Nullable<Tinyint>,
        a_tinyint3 -> Nullable<Tinyint>,
        a_utinyint1 -> Nullable<Unsigned<Tinyint>>,
        a_utinyint -> Nullable<Unsigned<Tinyint>>,
        a_smallint -> Nullable<Smallint>,
        a_usmallint -> Unsigned<Smallint>,
        a_mediumint -> Nullable<TypesAMediumintMediumint>,
        a_umediumint -> Nullable<Unsigned<TypesAUmediumintMediumint>>,
        a_int -> Nullable<Integer>,
        a_uint -> Nullable<Unsigned<Integer>>,
        a_int_11 -> Nullable<Integer>,
        a_zerofill -> Nullable<Unsigned<Integer>>,
        a_bigint -> Nullable<Bigint>,
        a_ubigint -> Nullable<Unsigned<Bigint>>,
        a_decimal -> Nullable<Decimal>,
        a_decimal_p -> Nullable<Decimal>,
        a_udecimal -> Nullable<Unsigned<Decimal>>,
        a_numeric -> Nullable<Decimal>,
        a_float -> Nullable<Float>,
        a_float_p -> Nullable<Float>,
        a_ufloat -> Nullable<Unsigned<Float>>,
        a_double -> Nullable<Double>,
        a_double_p -> Nullable<Double>,
        a_udouble -> Nullable<Unsigned<Double>>,
        a_zdouble -> Nullable<Unsigned<TypesAZdoubleDoubleZerofill>>,
        a_real -> Nullable<Double>,
        a_bit -> Nullable<Bit>,
        a_bit8 -> Nullable<Bit>,
        #[max_length = 1]
        a_char -> Nullable<Char>,
        #[max_length = 5]
        a_char5 -> Nullable<Char>,
        #[max_length = 0]
        a_char0 -> Nullable<Char>,
        #[max_length = 255]
        a_varchar -> Nullable<Varchar>,
        #[max_length = 1]
        a_binary -> Nullable<Binary>,
        #[max_length = 16]
        a_binary16 -> Nullable<Binary>,
        #[max_length = 20]
        a_varbinary -> Nullable<Varbinary>,
        a_tinytext -> Nullable<Tinytext>,
        a_text -> Nullable<Text>,
        a_text_length -> Nullable<Text>,
        a_mediumtext -> Nullable<Mediumtext>,
        a_longtext -> Nullable<Longtext>,
        a_tinyblob -> Nullable<Tinyblob>,
        a_blob -> Nullable<Blob>,
        a_mediumblob -> Nullable<Mediumblob>,
        a_longblob -> Nullable<Longblob>,
        a_json -> Nullable<Longtext>,
        a_date -> Nullable<Date>,
        a_time -> Nullable<Time>,
        a_time3 -> Nullable<Time>,
        a_datetime -> Nullable<Datetime>,
        a_datetime6 -> Nullable<Datetime>,
        a_timestamp -> Timestamp,
        a_timestamp6 -> Nullable<Timestamp>,
        a_year -> Nullable<TypesAYearYear>,
        a_year4 -> Nullable<TypesAYear4Year>,
        #[max_length = 5]
        a_enum -> TypesAEnumEnum,
        #[max_length = 8]
        a_set -> Nullable<TypesASetSet>,
        #[max_length = 8]
        an_unsigned_enum -> Nullable<Unsigned<TypesAnUnsignedEnumEnum>>,
        a_geometry -> Nullable<TypesAGeometryGeometry>,
        a_point -> Nullable<TypesAPointPoint>,
        a_linestring -> Nullable<TypesALinestringLinestring>,
        a_polygon -> Nullable<TypesAPolygonPolygon>,
        a_multipoint -> Nullable<TypesAMultipointMultipoint>,
        a_multilinestring -> Nullable<TypesAMultilinestringMultilinestring>,
        a_multipolygon -> Nullable<TypesAMultipolygonMultipolygon>,
        a_geometrycollection -> Nullable<TypesAGeometrycollectionGeometrycollection>,
        a_uuid -> Nullable<TypesAUuidUuid>,
        a_inet4 -> Nullable<TypesAInet4Inet4>,
        a_inet6 -> Nullable<TypesAInet6Inet6>,
        an_invisible -> Nullable<Integer>,
        #[max_length = 10]
        a_latin -> Nullable<Varchar>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(other, types,);

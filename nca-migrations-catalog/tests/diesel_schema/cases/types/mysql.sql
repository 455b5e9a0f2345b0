CREATE TABLE types (
    id integer PRIMARY KEY,
    a_bool bool, a_tinyint1 tinyint(1) NOT NULL, a_tinyint tinyint, a_tinyint3 tinyint(3), a_utinyint1 tinyint(1) unsigned,
    a_utinyint tinyint unsigned, a_smallint smallint, a_usmallint smallint unsigned NOT NULL, a_mediumint mediumint,
    a_umediumint mediumint unsigned, a_int int, a_uint int unsigned, a_int_11 int(11), a_zerofill int(5) zerofill,
    a_bigint bigint, a_ubigint bigint unsigned, a_decimal decimal, a_decimal_p decimal(10, 2), a_udecimal decimal(10, 2) unsigned,
    a_numeric numeric(5), a_float float, a_float_p float(7, 4), a_ufloat float unsigned, a_double double,
    a_double_p double(15, 8), a_udouble double unsigned, a_zdouble double unsigned zerofill, a_real real, a_bit bit,
    a_bit8 bit(8), a_char char, a_char5 char(5), a_char0 char(0), a_varchar varchar(255), a_binary binary, a_binary16 binary(16),
    a_varbinary varbinary(20), a_tinytext tinytext, a_text text, a_text_length text(1000), a_mediumtext mediumtext,
    a_longtext longtext, a_tinyblob tinyblob, a_blob blob, a_mediumblob mediumblob, a_longblob longblob, a_json json,
    a_date date, a_time time, a_time3 time(3), a_datetime datetime, a_datetime6 datetime(6),
    a_timestamp timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, a_timestamp6 timestamp(6) NULL, a_year year, a_year4 year(4),
    a_enum enum('a', 'bcd', 'it''s', 'ä ö,ü') NOT NULL, a_set set('a', 'b', 'it''s'), an_unsigned_enum enum('unsigned', 'x'),
    a_geometry geometry, a_point point, a_linestring linestring, a_polygon polygon, a_multipoint multipoint,
    a_multilinestring multilinestring, a_multipolygon multipolygon, a_geometrycollection geometrycollection,
    a_uuid uuid, a_inet4 inet4, a_inet6 inet6, an_invisible int DEFAULT 1 INVISIBLE, a_latin varchar(10) CHARACTER SET latin1
);
CREATE TABLE other (id integer PRIMARY KEY, a_enum enum('x'), `A Enum` enum('y') NOT NULL);

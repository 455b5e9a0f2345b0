CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE "Weird Mood" AS ENUM ('a');
CREATE TYPE snake_case_type AS (a integer, b text);
CREATE TYPE float_range AS RANGE (subtype = float8);
CREATE DOMAIN posint AS integer CHECK (VALUE > 0);
CREATE DOMAIN short AS varchar(10);
CREATE DOMAIN shorter AS short NOT NULL;
CREATE DOMAIN many AS integer[];
CREATE DOMAIN feeling AS mood;
CREATE TABLE types (
    id integer PRIMARY KEY,
    a_bool boolean, a_smallint smallint, a_integer integer NOT NULL, a_bigint bigint, a_real real, a_double double precision,
    a_numeric numeric, a_numeric_p numeric(10, 2), a_money money, a_text text, a_varchar varchar, a_varchar_20 varchar(20),
    a_char char, a_char_5 char(5), a_bpchar bpchar, a_internal_char "char", a_name name, a_citext citext, a_bytea bytea,
    a_date date, a_time time, a_time_3 time(3), a_timetz timetz, a_timestamp timestamp, a_timestamptz timestamptz(3),
    a_interval interval, a_interval_day interval day to second, a_uuid uuid, a_json json, a_jsonb jsonb, a_jsonpath jsonpath,
    a_xml xml, a_inet inet, a_cidr cidr, a_macaddr macaddr, a_macaddr8 macaddr8, a_bit bit, a_bit_8 bit(8),
    a_varbit bit varying, a_varbit_5 bit varying(5), a_point point, a_line line, a_lseg lseg, a_box box, a_path path,
    a_polygon polygon, a_circle circle, a_tsvector tsvector, a_tsquery tsquery, a_oid oid, a_regclass regclass,
    a_regtype regtype, a_xid xid, a_xid8 xid8, a_tid tid, a_pg_lsn pg_lsn, a_pg_snapshot pg_snapshot, a_int4range int4range,
    a_int8range int8range, a_numrange numrange, a_tsrange tsrange, a_tstzrange tstzrange, a_daterange daterange,
    a_int4multirange int4multirange, a_nummultirange nummultirange, a_tstzmultirange tstzmultirange, a_hstore hstore,
    a_mood mood, a_weird "Weird Mood", a_composite snake_case_type NOT NULL, a_float_range float_range,
    a_float_multirange float_multirange, a_posint posint, a_short short, a_shorter shorter, a_many many NOT NULL,
    a_feeling feeling, a_card information_schema.cardinal_number, a_yes information_schema.yes_or_no,
    a_identifier information_schema.sql_identifier, a_stamp information_schema.time_stamp,
    a_data information_schema.character_data
);
CREATE TABLE arrays (
    id integer PRIMARY KEY,
    some_ints integer[], some_texts text[] NOT NULL, some_varchars varchar(20)[], some_citexts citext[], matrix integer[][],
    some_moods mood[], some_points point[], some_posints posint[], some_numerics numeric(10,2)[], some_bits bit(3)[],
    some_composites snake_case_type[], some_ranges int4range[], some_hstores hstore[]
);

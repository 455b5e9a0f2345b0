CREATE TABLE types (
    id INTEGER NOT NULL PRIMARY KEY,
    a_bool BOOL, a_boolean BOOLEAN NOT NULL, a_tinyint TINYINT, a_tinyint1 TINYINT(1), a_int2 INT2, a_smallint SMALLINT,
    a_small_int "small unsigned int", a_int8 INT8, a_bigint BIGINT, a_unsigned UNSIGNED BIG INT, a_int INT,
    a_integer INTEGER, a_int4 INT4, a_mediumint MEDIUMINT, a_int_length INTEGER(10), a_point POINT, a_interval INTERVAL,
    a_char CHARACTER(20), a_varchar VARCHAR(255), a_nchar NCHAR(55), a_native NATIVE CHARACTER(70),
    a_nvarchar NVARCHAR(100), a_text TEXT, a_clob CLOB, a_lower text, a_mixed Text, a_blob BLOB, a_binary BINARY(16),
    a_varbinary VARBINARY(20), a_nothing, a_real REAL, a_float FLOAT, a_float_length FLOAT(10), a_double DOUBLE,
    a_double_precision DOUBLE PRECISION, a_numeric NUMERIC, a_numeric_length NUMERIC(10, 2), a_decimal DECIMAL(10,5),
    a_number NUMBER, a_datetime DATETIME, a_timestamp TIMESTAMP, a_date DATE, a_time TIME,
    generated_text TEXT GENERATED ALWAYS AS (a_text || 'x') VIRTUAL, generated_stored INTEGER AS (a_int + 1) STORED NOT NULL,
    generated_nothing AS (a_int), generated_always GENERATED ALWAYS AS (a_int + 2),
    a_default TEXT NOT NULL DEFAULT 'x', a_check INTEGER CHECK (a_check > 0), a_collate TEXT COLLATE NOCASE,
    a_char_int CHARINT, a_bigtext BIGTEXT
);

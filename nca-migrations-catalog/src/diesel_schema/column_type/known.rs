//! The types that Diesel has, by their names in Rust, the aliases too.

use nca_migrations_core::dialect::Dialect;

/// Whether Diesel has a type of this name, so that none is to be defined.
pub(in crate::diesel_schema) fn is_known(dialect: Dialect, rust_name: &str) -> bool {
    let own: &[&str] = match dialect {
        Dialect::Sqlite => &[],
        Dialect::Postgres => &POSTGRES,
        _ => &MYSQL,
    };
    COMMON.contains(&rust_name) || own.contains(&rust_name)
}

const COMMON: [&str; 32] = [
    "BigInt",
    "Bigint",
    "Binary",
    "Bit",
    "Blob",
    "Bool",
    "Char",
    "Date",
    "Decimal",
    "Double",
    "Float",
    "Float4",
    "Float8",
    "Int2",
    "Int4",
    "Int8",
    "Integer",
    "Longblob",
    "Longtext",
    "Mediumblob",
    "Mediumtext",
    "Numeric",
    "SmallInt",
    "Smallint",
    "Text",
    "Time",
    "Timestamp",
    "Tinyblob",
    "Tinytext",
    "VarChar",
    "Varbinary",
    "Varchar",
];

const MYSQL: [&str; 4] = ["Datetime", "Json", "TinyInt", "Tinyint"];

const POSTGRES: [&str; 34] = [
    "BigSerial",
    "Bpchar",
    "Bytea",
    "Cidr",
    "Citext",
    "Datemultirange",
    "Daterange",
    "Inet",
    "Int4multirange",
    "Int4range",
    "Int8multirange",
    "Int8range",
    "Interval",
    "Json",
    "Jsonb",
    "MacAddr",
    "MacAddr8",
    "Macaddr",
    "Macaddr8",
    "Money",
    "Nummultirange",
    "Numrange",
    "Oid",
    "PgLsn",
    "Range",
    "Record",
    "Serial",
    "SmallSerial",
    "Timestamptz",
    "Tsmultirange",
    "Tsrange",
    "Tstzmultirange",
    "Tstzrange",
    "Uuid",
];

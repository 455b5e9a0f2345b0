//! What types of Diesel's are on each engine where the chain does not tell: what the documentation of each type says
//! (<https://docs.diesel.rs/2.3.x/diesel/sql_types/index.html>, and `pg`, `mysql` and `sqlite` beside it).

use nca_migrations_core::dialect::Dialect;

use crate::diesel_schema::edited::module::DieselType;
use crate::model::{ColumnType, Name};

/// How MariaDB writes whole numbers, and MySQL to 8.0.18: with the width that nobody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Widths {
    Written,
    Left,
}

/// The type on SQLite.
pub(super) fn sqlite(of: &DieselType, max_length: Option<u64>) -> Option<ColumnType> {
    if of.array {
        return None;
    }
    let written = match (&*of.name, of.unsigned) {
        ("TinyInt", false) => "TINYINT",
        ("SmallInt", false) | ("TinyInt", true) => "SMALLINT",
        ("Integer", false) | ("SmallInt", true) => "INTEGER",
        ("BigInt", false) | ("Integer", true) => "BIGINT",
        (_, true) => return None,
        ("Float", _) => "FLOAT",
        ("Double", _) => "DOUBLE",
        ("Numeric", _) => "NUMERIC",
        ("Varchar" | "Char" | "Bpchar" | "Text", _) => {
            if let Some(length) = max_length {
                return Some(typed(format!("VARCHAR({length})"), "VARCHAR"));
            }
            "TEXT"
        }
        ("Tinytext" | "Mediumtext" | "Longtext" | "Json" | "Timestamptz", _) => "TEXT",
        (
            "Binary" | "Varbinary" | "Blob" | "Tinyblob" | "Mediumblob" | "Longblob" | "Jsonb"
            | "Uuid",
            _,
        ) => "BLOB",
        ("Bool", _) => "BOOLEAN",
        ("Date", _) => "DATE",
        ("Time", _) => "TIME",
        ("Timestamp" | "Datetime", _) => "TIMESTAMP",
        _ => return None,
    };
    Some(typed(written, written))
}

/// Whether a module of SQLite says so: what is read back is another type otherwise.
pub(super) fn is_of_sqlite(of: &DieselType) -> bool {
    !of.array
        && !of.unsigned
        && matches!(
            &*of.name,
            "Bool"
                | "SmallInt"
                | "Integer"
                | "BigInt"
                | "Text"
                | "Binary"
                | "Float"
                | "Double"
                | "Timestamp"
                | "Date"
                | "Time"
        )
}

/// The type on PostgreSQL.
pub(super) fn postgres(of: &DieselType, max_length: Option<u64>) -> Option<ColumnType> {
    let with_length = |word: &str| match max_length {
        Some(length) => format!("{word}({length})"),
        None => word.to_owned(),
    };
    let lower = of.name.to_ascii_lowercase();
    let (written, name) = match (&*of.name, of.unsigned) {
        ("SmallInt", false) | ("TinyInt", _) => ("smallint".to_owned(), "int2"),
        ("Integer", false) | ("SmallInt", true) => ("integer".to_owned(), "int4"),
        ("BigInt", false) | ("Integer", true) => ("bigint".to_owned(), "int8"),
        ("BigInt", true) => ("numeric(20,0)".to_owned(), "numeric"),
        (_, true) => return None,
        ("Float", _) => ("real".to_owned(), "float4"),
        ("Double", _) => ("double precision".to_owned(), "float8"),
        ("Text" | "Tinytext" | "Mediumtext" | "Longtext", _) => ("text".to_owned(), "text"),
        ("Varchar", _) => (with_length("character varying"), "varchar"),
        ("Char" | "Bpchar", _) if max_length.is_some() => (with_length("character"), "bpchar"),
        ("Bpchar", _) => ("bpchar".to_owned(), "bpchar"),
        ("Binary" | "Varbinary" | "Blob" | "Tinyblob" | "Mediumblob" | "Longblob", _) => {
            ("bytea".to_owned(), "bytea")
        }
        ("Bool", _) => ("boolean".to_owned(), "bool"),
        ("Time", _) => ("time without time zone".to_owned(), "time"),
        ("Timestamp" | "Datetime", _) => ("timestamp without time zone".to_owned(), "timestamp"),
        ("Timestamptz", _) => ("timestamp with time zone".to_owned(), "timestamptz"),
        ("PgLsn", _) => ("pg_lsn".to_owned(), "pg_lsn"),
        (
            "Numeric" | "Date" | "Uuid" | "Json" | "Jsonb" | "Inet" | "Cidr" | "MacAddr"
            | "MacAddr8" | "Money" | "Interval" | "Oid" | "Int4range" | "Int8range" | "Numrange"
            | "Daterange" | "Tsrange" | "Tstzrange" | "Int4multirange" | "Int8multirange"
            | "Nummultirange" | "Datemultirange" | "Tsmultirange" | "Tstzmultirange",
            _,
        ) => (lower.clone(), &*lower),
        _ => return None,
    };
    Some(if of.array {
        typed(format!("{written}[]"), &format!("_{name}"))
    } else {
        typed(written, name)
    })
}

/// The type on MySQL and MariaDB. `Numeric` is none: it keeps no fractions there unless it is told how many digits.
pub(super) fn mysql(
    of: &DieselType,
    max_length: Option<u64>,
    widths: Widths,
) -> Option<ColumnType> {
    if of.array {
        return None;
    }
    let whole = |word: &str, signed: u8, unsigned: u8| {
        let (width, sign) = if of.unsigned {
            (unsigned, " unsigned")
        } else {
            (signed, "")
        };
        let width = match widths {
            Widths::Written => format!("({width})"),
            Widths::Left => String::new(),
        };
        Some(typed(format!("{word}{width}{sign}"), word))
    };
    let with_length = |word: &str, length: u64| {
        let length = max_length.unwrap_or(length);
        Some(typed(format!("{word}({length})"), word))
    };
    match &*of.name {
        "TinyInt" => return whole("tinyint", 4, 3),
        "SmallInt" => return whole("smallint", 6, 5),
        "Integer" => return whole("int", 11, 10),
        "BigInt" => return whole("bigint", 20, 20),
        _ if of.unsigned => return None,
        "Varchar" => return with_length("varchar", 255),
        "Char" | "Bpchar" => return with_length("char", 1),
        "Varbinary" => return with_length("varbinary", 255),
        "Binary" if max_length.is_some() => return with_length("binary", 1),
        _ => {}
    }
    let (written, name) = match &*of.name {
        "Bool" => ("tinyint(1)", "tinyint"),
        "Float" => ("float", "float"),
        "Double" => ("double", "double"),
        "Text" => ("text", "text"),
        "Tinytext" => ("tinytext", "tinytext"),
        "Mediumtext" => ("mediumtext", "mediumtext"),
        "Longtext" => ("longtext", "longtext"),
        "Binary" | "Blob" => ("blob", "blob"),
        "Tinyblob" => ("tinyblob", "tinyblob"),
        "Mediumblob" => ("mediumblob", "mediumblob"),
        "Longblob" => ("longblob", "longblob"),
        "Date" => ("date", "date"),
        "Time" => ("time", "time"),
        "Timestamp" | "Datetime" => ("datetime(6)", "datetime"),
        "Timestamptz" => ("timestamp(6)", "timestamp"),
        "Json" | "Jsonb" => ("json", "json"),
        "Uuid" => ("binary(16)", "binary"),
        _ => return None,
    };
    Some(typed(written, name))
}

/// The type on MySQL of what a module of MySQL says, where that is not what it is for other modules.
pub(super) fn of_mysql_itself(of: &DieselType) -> Option<ColumnType> {
    match &*of.name {
        "Timestamp" => Some(typed("timestamp", "timestamp")),
        _ => None,
    }
}

/// The default for the engine.
pub(super) fn of(
    dialect: Dialect,
    of: &DieselType,
    max_length: Option<u64>,
    widths: Widths,
) -> Option<ColumnType> {
    match dialect {
        Dialect::Sqlite => sqlite(of, max_length),
        Dialect::Postgres => postgres(of, max_length),
        _ => mysql(of, max_length, widths),
    }
}

pub(super) fn typed(written: impl Into<String>, name: &str) -> ColumnType {
    ColumnType {
        written: written.into(),
        name: Name::plain(name),
    }
}

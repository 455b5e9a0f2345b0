//! Names of Diesel's types (<https://docs.diesel.rs/2.3.x/diesel/sql_types/index.html>).

/// What types of several engines have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Integer,
    Text,
    Binary,
    Float,
    Moment,
}

/// One name of those that are the same type on every engine that has them. Aliases that a module of MySQL tells
/// apart (`Text` and `Varchar`, `Binary` and `Blob`) are not the same: they are other types of columns.
pub(super) fn canonical(name: &str) -> &str {
    match name {
        "Int2" | "Smallint" => "SmallInt",
        "Int4" => "Integer",
        "Int8" | "Bigint" => "BigInt",
        "Tinyint" => "TinyInt",
        "Float4" => "Float",
        "Float8" => "Double",
        "Decimal" => "Numeric",
        "VarChar" => "Varchar",
        "BpChar" => "Bpchar",
        "Bytea" => "Binary",
        "Macaddr" => "MacAddr",
        "Macaddr8" => "MacAddr8",
        "TimestamptzSqlite" => "Timestamptz",
        other => other,
    }
}

/// `Range<Int4>` is what Diesel calls `Int4range`, and so on.
pub(super) fn range(of: &str) -> Option<&'static str> {
    Some(match of {
        "Integer" => "Int4range",
        "BigInt" => "Int8range",
        "Numeric" => "Numrange",
        "Date" => "Daterange",
        "Timestamp" => "Tsrange",
        "Timestamptz" => "Tstzrange",
        _ => return None,
    })
}

/// The same of `Multirange<..>`.
pub(super) fn multirange(of: &str) -> Option<&'static str> {
    Some(match of {
        "Integer" => "Int4multirange",
        "BigInt" => "Int8multirange",
        "Numeric" => "Nummultirange",
        "Date" => "Datemultirange",
        "Timestamp" => "Tsmultirange",
        "Timestamptz" => "Tstzmultirange",
        _ => return None,
    })
}

/// What it has in common with others.
pub(super) fn family(name: &str) -> Option<Family> {
    Some(match name {
        "TinyInt" | "SmallInt" | "Integer" | "BigInt" | "Mediumint" => Family::Integer,
        "Text" | "Varchar" | "Char" | "Bpchar" | "Tinytext" | "Mediumtext" | "Longtext"
        | "Citext" => Family::Text,
        "Binary" | "Varbinary" | "Blob" | "Tinyblob" | "Mediumblob" | "Longblob" => Family::Binary,
        "Float" | "Double" | "Numeric" => Family::Float,
        "Timestamp" | "Datetime" | "Timestamptz" => Family::Moment,
        _ => return None,
    })
}

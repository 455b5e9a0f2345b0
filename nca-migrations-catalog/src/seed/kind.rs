//! What kind of value a column takes.

use nca_migrations_core::dialect::Dialect;

use crate::model::{Catalog, Column, ColumnType};

/// What kind of value a column takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers without a fraction, up to so many.
    Integer(i64),
    /// Numbers with a fraction, of so many digits before it.
    Number(u32),
    /// Text of so many characters at most.
    Text(usize),
    /// Bytes, so many at most.
    Bytes(usize),
    Boolean,
    Date,
    Time,
    /// With or without a zone.
    Moment,
    Interval,
    Year,
    Uuid,
    Json,
    /// So many bits.
    Bits(usize),
    /// One of these.
    OneOf(Vec<String>),
    /// An array of such.
    Array(Box<Kind>),
    /// Text that means a network address, and the like: written so.
    Written(&'static [&'static str]),
    /// Whatever it is, text is tried.
    Unknown,
}

const LONG: usize = 64;

pub(super) fn of(dialect: Dialect, catalog: &Catalog, column: &Column) -> Kind {
    of_type(dialect, catalog, &column.column_type)
}

fn of_type(dialect: Dialect, catalog: &Catalog, of: &ColumnType) -> Kind {
    if let Some(found) = catalog.enums.iter().find(|known| known.name == of.name) {
        return Kind::OneOf(found.values.clone());
    }
    if let Some(domain) = catalog.domains.iter().find(|known| known.name == of.name) {
        return of_type(dialect, catalog, &domain.base);
    }
    let written = of.written.to_lowercase();
    if let Some(element) = written.strip_suffix("[]") {
        let name = of.name.name.trim_start_matches('_');
        let element = ColumnType {
            written: element.to_owned(),
            name: crate::model::Name {
                schema: of.name.schema.clone(),
                name: name.to_owned(),
            },
        };
        return Kind::Array(Box::new(of_type(dialect, catalog, &element)));
    }
    match dialect {
        Dialect::Sqlite => of_sqlite(&written),
        _ => of_server(&written),
    }
}

fn of_server(written: &str) -> Kind {
    let (name, numbers) = parts(written);
    let length = numbers.first().copied();
    match name {
        "tinyint" if length == Some(1) => Kind::Boolean,
        "tinyint" => Kind::Integer(127),
        "smallint" => Kind::Integer(32_767),
        "mediumint" => Kind::Integer(8_388_607),
        "int" | "integer" | "bigint" | "oid" => Kind::Integer(2_147_483_647),
        "numeric" | "decimal" => {
            let scale = numbers.get(1).copied().unwrap_or(0);
            let digits = length.map_or(9, |precision| precision.saturating_sub(scale));
            Kind::Number(u32::try_from(digits).unwrap_or(9).min(9))
        }
        "real" | "double precision" | "double" | "float" | "money" => Kind::Number(6),
        "boolean" | "bool" => Kind::Boolean,
        "date" => Kind::Date,
        "year" => Kind::Year,
        "interval" => Kind::Interval,
        "uuid" => Kind::Uuid,
        "json" | "jsonb" => Kind::Json,
        "bytea" | "blob" | "tinyblob" | "mediumblob" | "longblob" => Kind::Bytes(LONG),
        "binary" | "varbinary" => Kind::Bytes(length.unwrap_or(1)),
        "bit" => Kind::Bits(length.unwrap_or(1)),
        "bit varying" => Kind::Bits(length.unwrap_or(8)),
        "enum" | "set" => Kind::OneOf(strings(written)),
        "inet" | "inet4" => Kind::Written(&["192.0.2.1", "192.0.2.2", "192.0.2.3"]),
        "cidr" => Kind::Written(&["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"]),
        "inet6" => Kind::Written(&["2001:db8::1", "2001:db8::2", "2001:db8::3"]),
        "macaddr" => Kind::Written(&["08:00:2b:01:02:03", "08:00:2b:01:02:04"]),
        "macaddr8" => Kind::Written(&["08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:06"]),
        "xml" => Kind::Written(&["<a/>", "<b/>", "<c/>"]),
        "int4range" | "int8range" | "numrange" => Kind::Written(&["[1,5)", "[7,9)", "[11,15)"]),
        "daterange" => Kind::Written(&["[2024-01-01,2024-02-01)", "[2024-03-01,2024-04-01)"]),
        "tsrange" | "tstzrange" => Kind::Written(&[
            "[2024-01-01 00:00,2024-02-01 00:00)",
            "[2024-03-01 00:00,2024-04-01 00:00)",
        ]),
        "tsvector" | "tsquery" => Kind::Written(&["a", "b", "c"]),
        "point" => Kind::Written(&["(1,2)", "(3,4)"]),
        _ if name.starts_with("timestamp") || name == "datetime" => Kind::Moment,
        _ if name.starts_with("time") => Kind::Time,
        "text" | "citext" | "mediumtext" | "longtext" | "tinytext" | "name" => Kind::Text(LONG),
        _ if name.contains("char") => Kind::Text(length.unwrap_or(LONG)),
        _ => Kind::Unknown,
    }
}

/// By what the name of the type holds: <https://www.sqlite.org/datatype3.html>, "determination of column affinity",
/// after what people mean by names that have no affinity of their own.
fn of_sqlite(written: &str) -> Kind {
    let has = |part: &str| written.contains(part);
    if has("bool") {
        Kind::Boolean
    } else if has("timestamp") || has("datetime") {
        Kind::Moment
    } else if has("date") {
        Kind::Date
    } else if has("time") {
        Kind::Time
    } else if has("uuid") {
        Kind::Uuid
    } else if has("json") {
        Kind::Json
    } else if has("int") {
        Kind::Integer(2_147_483_647)
    } else if has("char") || has("clob") || has("text") {
        Kind::Text(parts(written).1.first().copied().unwrap_or(LONG))
    } else if has("blob") || has("binary") {
        Kind::Bytes(LONG)
    } else if has("real") || has("floa") || has("doub") || has("num") || has("dec") {
        Kind::Number(6)
    } else {
        Kind::Unknown
    }
}

/// The type's name without what is in parentheses or after them, and the numbers in these.
fn parts(written: &str) -> (&str, Vec<usize>) {
    let Some((name, rest)) = written.split_once('(') else {
        return (written.trim_end_matches(" unsigned").trim(), Vec::new());
    };
    let inside = rest.split(')').next().unwrap_or_default();
    let numbers = inside.split(',').filter_map(|n| n.trim().parse().ok());
    (name.trim(), numbers.collect())
}

/// The strings in a list: `enum('a','it''s')`.
pub(super) fn strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('\'') {
        let mut value = String::new();
        let mut chars = rest[start + 1..].char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '\'' if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                    value.push('\'');
                    chars.next();
                }
                '\'' => {
                    end = start + 1 + at + 1;
                    break;
                }
                c => value.push(c),
            }
        }
        strings.push(value);
        rest = &rest[end..];
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_a_list() {
        assert_eq!(strings("enum('a','it''s','')"), ["a", "it's", ""]);
        assert_eq!(strings("x IN ('a', 'b"), ["a", "b"]);
        assert!(strings("1 < 2").is_empty());
    }

    #[test]
    fn types_are_told_apart() {
        for (written, kind) in [
            ("character varying(20)", Kind::Text(20)),
            ("numeric(10,2)", Kind::Number(8)),
            ("timestamp(3) with time zone", Kind::Moment),
            ("tinyint(1)", Kind::Boolean),
            ("bigint(20) unsigned", Kind::Integer(2_147_483_647)),
            ("varbinary(32)", Kind::Bytes(32)),
            ("time without time zone", Kind::Time),
        ] {
            assert_eq!(of_server(written), kind, "{written}");
        }
        for (written, kind) in [
            ("integer", Kind::Integer(2_147_483_647)),
            ("varchar(5)", Kind::Text(5)),
            ("timestamp", Kind::Moment),
            ("", Kind::Unknown),
        ] {
            assert_eq!(of_sqlite(written), kind, "{written}");
        }
    }
}

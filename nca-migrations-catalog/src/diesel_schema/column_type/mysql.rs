//! MySQL and MariaDB: a type is called what is before its parenthesis.

use nca_migrations_core::dialect::Dialect;

use super::{SqlType, rust_name};
use crate::diesel_schema::error::Unmappable;
use crate::model::{Column, Table};

pub(super) fn of(table: &Table, column: &Column) -> Result<SqlType, Unmappable> {
    let written = &*column.column_type.written;
    let Some(sql_name) = name(written) else {
        return Err(Unmappable::Type {
            table: table.name.name.clone(),
            column: column.name.clone(),
            written: written.to_owned(),
            dialect: Dialect::Mysql,
        });
    };
    Ok(SqlType {
        rust_name: rust_name(&sql_name),
        schema: None,
        is_array: false,
        is_nullable: column.nullable,
        is_unsigned: is_unsigned(written),
        max_length: length(&sql_name, written),
        sql_name,
    })
}

fn name(written: &str) -> Option<String> {
    let before = written.split('(').next().unwrap_or(written);
    if written == "tinyint(1)" {
        Some("bool".to_owned())
    } else if written.starts_with("int") {
        Some("integer".to_owned())
    } else if is_unsigned(before) {
        let name = before.to_lowercase().replace("unsigned", "");
        Some(name.trim().to_owned())
    } else if before.contains(' ') {
        None
    } else {
        Some(before.to_owned())
    }
}

fn is_unsigned(written: &str) -> bool {
    written.to_lowercase().contains("unsigned")
}

/// The length in characters, of bytes for a binary type. That of an enum is its longest value's, that of a set
/// the one of all its values with commas between.
fn length(name: &str, written: &str) -> Option<u64> {
    let (_, inner) = written.split_once('(')?;
    let inner = inner.rsplit_once(')')?.0;
    match name {
        "char" | "varchar" | "binary" | "varbinary" => inner.parse().ok(),
        "enum" => Some(lengths(inner).into_iter().max().unwrap_or(0)),
        "set" => {
            let lengths = lengths(inner);
            let commas = u64::try_from(lengths.len().saturating_sub(1)).ok()?;
            Some(lengths.into_iter().sum::<u64>() + commas)
        }
        _ => None,
    }
}

/// The lengths of the values between quotes. A quote within a value is doubled.
fn lengths(values: &str) -> Vec<u64> {
    let mut lengths = Vec::new();
    let mut chars = values.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\'' {
            continue;
        }
        let mut length = 0;
        while let Some(c) = chars.next() {
            if c == '\'' && chars.next_if_eq(&'\'').is_none() {
                break;
            }
            length += 1;
        }
        lengths.push(length);
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_in_characters() {
        assert_eq!(length("enum", "enum('a','b''c','ä)(')"), Some(3));
        assert_eq!(length("set", "set('a','b''c','ä)(')"), Some(9));
        assert_eq!(length("enum", "enum('')"), Some(0));
        assert_eq!(length("varchar", "varchar(20)"), Some(20));
        assert_eq!(length("int", "int(11)"), None);
        assert_eq!(length("text", "text"), None);
    }
}

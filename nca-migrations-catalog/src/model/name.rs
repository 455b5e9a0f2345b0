//! Names of objects.

use std::fmt;

use nca_migrations_core::dialect::Dialect;

/// The name of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The schema, unless it is the one that names without a schema are in.
    pub schema: Option<String>,
    /// The name within the schema.
    pub name: String,
}

impl Name {
    /// A name in the schema that names without one are in.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            schema: None,
            name: name.into(),
        }
    }
}

/// With a dot between, and each part in quotes unless it is a word.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{}.", Quoted(schema))?;
        }
        Quoted(&self.name).fmt(f)
    }
}

/// Whether an engine takes two names for one column's: SQLite without regard to the case of ASCII letters, MySQL of any
/// (<https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html>).
pub fn is_same_column(dialect: Dialect, one: &str, other: &str) -> bool {
    match dialect {
        Dialect::Postgres => one == other,
        Dialect::Mysql => one == other || one.to_lowercase() == other.to_lowercase(),
        _ => one.eq_ignore_ascii_case(other),
    }
}

/// A name as a catalog's text writes it: in double quotes unless it is a word of lower-case letters,
/// digits and underscores. Not SQL of any engine.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !self.0.is_empty() && self.0.chars().all(plain) {
            return f.write_str(self.0);
        }
        f.write_str("\"")?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\"\"")?,
                // A name stays on its line, whatever is in it.
                '\\' => f.write_str("\\\\")?,
                c if c.is_control() => write!(f, "\\u{{{:x}}}", u32::from(c))?,
                c => write!(f, "{c}")?,
            }
        }
        f.write_str("\"")
    }
}

/// The name that [`Quoted`] wrote so.
pub(crate) fn unquoted(written: &str) -> String {
    let Some(inside) = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return written.to_owned();
    };
    let mut name = String::new();
    let mut rest = inside;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if !matches!(c, '"' | '\\') {
            name.push(c);
            continue;
        }
        // A doubled mark, or a control character by its number.
        match rest
            .strip_prefix("u{")
            .and_then(|rest| rest.split_once('}'))
        {
            Some((number, after)) if c == '\\' => {
                let number = u32::from_str_radix(number, 16).ok();
                name.extend(number.and_then(char::from_u32));
                rest = after;
            }
            _ => {
                name.push(c);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    name
}

/// Names with commas between.
pub(crate) struct Names<'a>(pub(crate) &'a [String]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, name) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str(", ")?;
            }
            Quoted(name).fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_unless_it_is_a_word() {
        for (name, written) in [
            ("users", "users"),
            ("_1", "_1"),
            ("Users", "\"Users\""),
            ("a b", "\"a b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\nb\\", "\"a\\u{a}b\\\\\""),
            ("", "\"\""),
            ("größe", "\"größe\""),
        ] {
            assert_eq!(Quoted(name).to_string(), written);
            assert_eq!(unquoted(written), name);
        }
        let name = Name {
            schema: Some("Log".to_owned()),
            name: "lines".to_owned(),
        };
        assert_eq!(name.to_string(), "\"Log\".lines");
    }
}

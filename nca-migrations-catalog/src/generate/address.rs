//! Objects as people name them on a command line: `table`, `table.column`, `schema.table.column`.

use std::fmt;
use std::str::FromStr;

use crate::model::{Catalog, Name};

/// An object as people name it on a command line: names with dots between, each in double quotes where it is
/// not one word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(Vec<String>);

/// Why a text names no object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names nothing: expected `table`, `table.column` or `schema.table.column`, a name that is not one word in double quotes"
)]
pub struct BadAddress(String);

impl Address {
    /// The table that it names, if the catalog has that one.
    pub fn table(&self, catalog: &Catalog) -> Option<Name> {
        let name = match &*self.0 {
            [name] => Name::plain(name),
            [schema, name] => Name {
                schema: Some(schema.clone()),
                name: name.clone(),
            },
            _ => return None,
        };
        catalog.table(&name).map(|table| table.name.clone())
    }

    /// The names of the table and the column that it names, whether or not they are there.
    pub fn column(&self) -> Option<(Name, &str)> {
        match &*self.0 {
            [table, column] => Some((Name::plain(table), column)),
            [schema, table, column] => {
                let schema = Some(schema.clone());
                let name = table.clone();
                Some((Name { schema, name }, column))
            }
            _ => None,
        }
    }

    /// The name, if it is one alone.
    pub fn single(&self) -> Option<&str> {
        match &*self.0 {
            [name] => Some(name),
            _ => None,
        }
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let bad = || BadAddress(text.to_owned());
        let (mut parts, mut rest) = (Vec::new(), text.trim());
        loop {
            let part;
            (part, rest) = one(rest).ok_or_else(bad)?;
            parts.push(part);
            match rest.strip_prefix('.') {
                Some(after) => rest = after,
                None if rest.is_empty() && parts.len() <= 3 => return Ok(Self(parts)),
                None => return Err(bad()),
            }
        }
    }
}

/// The first name of a text, and what follows it.
fn one(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(['.', '"']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        return (!name.is_empty()).then(|| (name.to_owned(), rest));
    };
    let mut name = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        name.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return Some((name, after)),
        }
    }
}

/// As it is read.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, part) in self.0.iter().enumerate() {
            let dot = if n > 0 { "." } else { "" };
            write!(f, "{dot}{}", Name::plain(part))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, parts) in [
            ("t", &["t"][..]),
            ("t.c", &["t", "c"]),
            ("s.t.c", &["s", "t", "c"]),
            ("\"a.b\".\"say \"\"no\"\"\"", &["a.b", "say \"no\""]),
            ("größe.Two words", &["größe", "Two words"]),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().0, parts, "{text}");
        }
        for bad in ["", ".", "t.", ".c", "a.b.c.d", "\"t", "\"t\"c", "t\"c\""] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
        let written = "\"a.b\".c".parse::<Address>().unwrap().to_string();
        assert_eq!(written, "\"a.b\".c");
    }
}

//! What is asked of a picture.

use std::fmt;

use regex::Regex;

use crate::model::Name;

/// What is asked of a picture.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What it is a picture of.
    pub title: String,
    /// The areas, in order. A table is in the first that has a pattern for it. Without any, areas are found by
    /// the first words of names, else by what leads where.
    pub areas: Vec<AreaRule>,
}

/// Which tables are in an area.
#[derive(Clone, Debug)]
pub struct AreaRule {
    /// Its name.
    pub name: String,
    /// The tables.
    pub tables: Vec<TablePattern>,
}

/// Names of tables: `*` stands for anything, `?` for one character.
#[derive(Clone, Debug)]
pub struct TablePattern {
    written: String,
    regex: Regex,
}

impl TablePattern {
    /// The pattern that is written like this; none for one that is too long.
    pub fn new(written: &str) -> Option<Self> {
        let mut regex = String::from("(?s)^");
        for c in written.chars() {
            match c {
                '*' => regex.push_str(".*"),
                '?' => regex.push('.'),
                c => regex.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        regex.push('$');
        Some(Self {
            written: written.to_owned(),
            regex: Regex::new(&regex).ok()?,
        })
    }

    /// Whether the table is meant: by its name, or by its schema, a dot and its name.
    pub fn matches(&self, name: &Name) -> bool {
        let whole = |schema| format!("{schema}.{}", name.name);
        let schema = name.schema.as_ref();
        self.regex.is_match(&name.name) || schema.is_some_and(|it| self.regex.is_match(&whole(it)))
    }
}

impl fmt::Display for TablePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

//! One difference between two catalogs.

use std::fmt;

use crate::outline::Item;

/// One difference between the catalog that is expected and the one that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The object, after what it is part of.
    pub path: Vec<Step>,
    /// What is different about it.
    pub change: Change,
}

/// One object of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is: `table`, `foreign-key`.
    pub kind: String,
    /// Its name; empty where it has none.
    pub name: String,
}

/// What is different about an object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// It is expected and not there. What it should be like.
    Missing(String),
    /// It is there and not expected. What it is like.
    Unexpected(String),
    /// It is not what it should be like.
    Changed {
        /// What it should be like.
        expected: String,
        /// What it is like.
        found: String,
    },
    /// Its columns are not in the order that they should be in.
    Reordered {
        /// The names of those that are on both sides, as they should be.
        expected: Vec<String>,
        /// The same names, as they are.
        found: Vec<String>,
    },
}

impl Step {
    pub(crate) fn of(item: &Item) -> Self {
        Self {
            kind: item.kind.clone(),
            name: item.name.clone(),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind.replace('-', " "))?;
        match &*self.name {
            "" => Ok(()),
            name => write!(f, " {name}"),
        }
    }
}

impl Difference {
    /// The object in words: `column a of table t`.
    pub fn object(&self) -> String {
        let steps: Vec<String> = self.path.iter().rev().map(Step::to_string).collect();
        steps.join(" of ")
    }
}

/// A line for the object, and below it what differs. `-` is missing, `+` is not expected, `~` is different.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let object = self.object();
        match &self.change {
            Change::Missing(definition) => one_sided(f, '-', &object, definition),
            Change::Unexpected(definition) => one_sided(f, '+', &object, definition),
            Change::Changed { expected, found } => {
                write!(f, "~ {object}")?;
                side(f, "expected:", expected)?;
                side(f, "found:   ", found)
            }
            Change::Reordered { expected, found } => {
                write!(f, "~ order of the columns of {object}")?;
                side(f, "expected:", &expected.join(", "))?;
                side(f, "found:   ", &found.join(", "))
            }
        }
    }
}

fn one_sided(
    f: &mut fmt::Formatter<'_>,
    mark: char,
    object: &str,
    definition: &str,
) -> fmt::Result {
    write!(f, "{mark} {object}")?;
    if definition.is_empty() {
        return Ok(());
    }
    if !definition.contains('\n') {
        return write!(f, ": {definition}");
    }
    indented(f, definition)
}

fn side(f: &mut fmt::Formatter<'_>, label: &str, text: &str) -> fmt::Result {
    if text.contains('\n') {
        write!(f, "\n    {}", label.trim_end())?;
        return indented(f, text);
    }
    let text = if text.is_empty() { "nothing" } else { text };
    write!(f, "\n    {label} {text}")
}

fn indented(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    text.split('\n').try_for_each(|line| {
        let line = format!("      {line}");
        write!(f, "\n{}", line.trim_end())
    })
}

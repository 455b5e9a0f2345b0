//! Settings of an object that only some engines have.

use std::fmt;

/// A setting of an object that is not the default and has no place of its own in the model: `strict`,
/// `without rowid`, `engine InnoDB`, `partition by RANGE (day)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// What is set, in lower case: `strict`, `engine`.
    pub name: &'static str,
    /// To what, if that is to be said.
    pub value: Option<String>,
}

impl Setting {
    /// A setting that is there or not.
    pub const fn on(name: &'static str) -> Self {
        Self { name, value: None }
    }

    /// A setting with a value.
    pub fn to(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: Some(value.into()),
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        match &self.value {
            Some(value) => write!(f, " {value}"),
            None => Ok(()),
        }
    }
}

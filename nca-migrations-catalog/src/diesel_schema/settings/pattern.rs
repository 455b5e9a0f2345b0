//! A regular expression.

use std::fmt;

use regex::Regex;

/// A regular expression, as the crate `regex` has them.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// The pattern that is written like this, or what is wrong with it.
    pub(super) fn new(written: &str) -> Result<Self, String> {
        match Regex::new(written) {
            Ok(regex) => Ok(Self(regex)),
            Err(error) => {
                // Of several lines, with a drawing, the last one says what is wrong.
                let error = error.to_string();
                let last = error.lines().last().unwrap_or_default();
                Err(last.strip_prefix("error: ").unwrap_or(last).to_owned())
            }
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is somewhere in the text.
    pub(in crate::diesel_schema) fn finds(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Pattern {}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

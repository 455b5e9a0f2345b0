//! Why a module cannot be read.

use std::fmt;

use crate::diesel_schema::edited::place::Place;

/// A place where a module is not what it has to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{place}: {why}")]
pub struct Misread {
    /// Where.
    pub place: Place,
    /// What was expected there.
    pub why: String,
}

/// Everything that is wrong with a module's text, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(pub Vec<Misread>);

impl std::error::Error for ReadError {}

/// A line for each.
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, misread) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            misread.fmt(f)?;
        }
        Ok(())
    }
}

impl From<syn::Error> for Misread {
    fn from(error: syn::Error) -> Self {
        // What the lexer says of a text that is no Rust.
        let why = match &*error.to_string() {
            "cannot parse string into token stream" => {
                "expected Rust: a bracket or a quote has no other end, or a character is none of Rust's".to_owned()
            }
            why => why.to_owned(),
        };
        Self {
            place: Place::of(error.span()),
            why,
        }
    }
}

//! What can be wrong with a `diesel.toml`.

use std::fmt;
use std::ops::Range;

/// What is wrong with a `diesel.toml`: at least one fault, in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SettingsError {
    /// The faults.
    pub faults: Vec<Fault>,
}

/// One fault of a `diesel.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where, in bytes.
    pub span: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
}

/// What is wrong at a place of a `diesel.toml`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// It is not TOML.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// A key that Diesel does not have.
    #[error("unknown key `{key}`: {}", instead(known, *nearest))]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that could be here.
        known: Vec<&'static str>,
        /// The one that was meant, perhaps.
        nearest: Option<&'static str>,
    },
    /// A setting that Diesel has in another version, or in another place.
    #[error("`{key}` is not a setting of Diesel 2.3: {instead}")]
    Elsewhere {
        /// The key.
        key: String,
        /// What it could be instead.
        instead: &'static str,
    },
    /// A value of another type than its key's.
    #[error("`{key}`: expected {expected}, found {found}")]
    Type {
        /// The key.
        key: &'static str,
        /// What it takes.
        expected: &'static str,
        /// What was found.
        found: &'static str,
    },
    /// A value that its key does not take.
    #[error("`{key}`: expected {expected}, found `{found}`")]
    Value {
        /// The key.
        key: &'static str,
        /// What it takes.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// Something that is no regular expression.
    #[error("`{key}`: `{written}` is no regular expression: {error}")]
    Pattern {
        /// The key.
        key: &'static str,
        /// What was found.
        written: String,
        /// What is wrong with it.
        error: String,
    },
    /// A filter that says two things.
    #[error("`filter`: expected one of `only_tables` and `except_tables`, found both")]
    TwoFilters,
    /// A key that has to be there.
    #[error("`{0}` is missing")]
    Missing(&'static str),
}

fn instead(known: &[&'static str], nearest: Option<&'static str>) -> String {
    if let Some(nearest) = nearest {
        return format!("did you mean `{nearest}`?");
    }
    let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
    let all = if known.len() > 1 { "one of " } else { "" };
    format!("expected {all}{}", known.join(", "))
}

impl Fault {
    pub(super) fn new(kind: FaultKind, span: Range<usize>, source: &str) -> Self {
        let before = source.get(..span.start).unwrap_or(source);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            kind,
            line,
            column: before[start..].chars().count() + 1,
            span,
        }
    }
}

/// A line for each fault.
impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.faults.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.kind)
    }
}

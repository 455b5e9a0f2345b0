//! What a statement may cost on a database that is in use.

use std::fmt;

use crate::model::Name;

/// What a statement may cost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hazard {
    /// The kind of cost.
    pub cost: Cost,
    /// What it is about.
    pub subject: Subject,
    /// Why, in a few words, where that is not plain: `the new type is narrower`.
    pub because: Option<String>,
}

/// A kind of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cost {
    /// Data is deleted, and the way back does not bring it back.
    Deletes,
    /// It fails if the rows that are there do not fit.
    MayFail,
    /// The whole table is written anew.
    Rewrites,
    /// The whole table is read while nobody else can read or write it.
    LocksLong,
    /// Nobody can write to the table while an index is built or rows are checked.
    BlocksWrites,
    /// Who may do what with an object is lost with it and has to be granted again.
    LosesGrants,
}

/// What a cost is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A table.
    Table(Name),
    /// A column of a table.
    Column(Name, String),
    /// A value of an enum.
    Value(Name, String),
    /// Anything else: its kind and name.
    Object(&'static str, Name),
}

impl Cost {
    /// A word for it, as `--json` has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deletes => "deletes-data",
            Self::MayFail => "may-fail",
            Self::Rewrites => "rewrites-table",
            Self::LocksLong => "long-exclusive-lock",
            Self::BlocksWrites => "blocks-writes",
            Self::LosesGrants => "loses-grants",
        }
    }
}

impl Hazard {
    pub(crate) const fn new(cost: Cost, subject: Subject) -> Self {
        Self {
            cost,
            subject,
            because: None,
        }
    }

    /// Whether data goes that the way back does not bring back.
    pub fn is_loss(&self) -> bool {
        self.cost == Cost::Deletes
    }

    pub(crate) fn because(mut self, why: impl Into<String>) -> Self {
        self.because = Some(why.into());
        self
    }
}

/// As a person names it on the command line: `t`, `t.c`, `kind.value`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(name) | Self::Object(_, name) => write!(f, "{name}"),
            Self::Column(table, part) | Self::Value(table, part) => {
                write!(f, "{table}.{}", Name::plain(part))
            }
        }
    }
}

/// A sentence without an end: `deletes the data of t.c`.
impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = &self.subject;
        match self.cost {
            Cost::Deletes => write!(f, "deletes the data of {subject}")?,
            Cost::MayFail => write!(f, "fails if the rows of {subject} do not fit")?,
            Cost::Rewrites => write!(f, "writes all of {subject} anew")?,
            Cost::LocksLong => write!(
                f,
                "reads all of {subject} while nobody else can read or write it"
            )?,
            Cost::BlocksWrites => write!(f, "blocks writes to {subject} while it runs")?,
            Cost::LosesGrants => write!(f, "loses what was granted on {subject}")?,
        }
        match &self.because {
            Some(why) => write!(f, ": {why}"),
            None => Ok(()),
        }
    }
}

//! What a database says about itself: Diesel's table and our log beside it.
//!
//! Diesel's `__diesel_schema_migrations` says what is applied, so that both tools agree. The log,
//! `__nca_migration_log`, is only ever appended to and carries what Diesel's table cannot.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use nca_migrations_core::chain::{Chain, Direction};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

/// The newest format of the log that this library reads and writes. 0 is: there is no log.
pub const FORMAT: u32 = 1;

/// What the two tables say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct History {
    /// What is applied, in the order of the versions.
    pub applied: Vec<Applied>,
    /// The log, oldest entry first.
    pub log: Vec<LogEntry>,
    /// The format of the log; 0 when there is none.
    pub format: u32,
    /// Whether Diesel's table exists.
    pub has_diesel_table: bool,
}

impl History {
    /// Each applied version with the log entry that tells how it came to be applied. None when
    /// another tool applied it: an entry belongs to a row of Diesel's only if it was written for
    /// that very row.
    pub fn accounts(&self) -> Vec<(&Applied, Option<&LogEntry>)> {
        let entries: HashMap<_, _> = self
            .log
            .iter()
            .filter(|entry| {
                entry.outcome == Outcome::Done
                    && matches!(
                        entry.action,
                        Action::Upgrade | Action::Stamp | Action::Adopt
                    )
            })
            .filter_map(|entry| {
                Some(((entry.version.as_deref()?, entry.run_on.as_deref()?), entry))
            })
            .collect();
        let entry = |row: &Applied| entries.get(&(&*row.version, &*row.run_on)).copied();
        self.applied.iter().map(|row| (row, entry(row))).collect()
    }

    /// The script that a run began outside a transaction and did not finish.
    pub fn unfinished(&self) -> Option<&LogEntry> {
        let last = self
            .log
            .iter()
            .rev()
            .find(|entry| !matches!(entry.action, Action::Format | Action::Adopt))?;
        let applied = self
            .applied
            .iter()
            .any(|row| Some(&*row.version) == last.version.as_deref());
        // Another tool may have brought it to an end since.
        let open = match last.action {
            Action::Upgrade => !applied,
            Action::Downgrade => applied,
            _ => false,
        };
        (last.outcome == Outcome::Progress && open).then_some(last)
    }
}

/// A row of Diesel's table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// The version.
    pub version: String,
    /// When it was applied, by the database's clock, as the database writes it.
    pub run_on: String,
}

impl Applied {
    /// A row.
    pub fn new(version: impl Into<String>, run_on: impl Into<String>) -> Self {
        Self {
            version: version.into(),
            run_on: run_on.into(),
        }
    }
}

/// A row of the log. Fields are `None` where they do not apply to the action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogEntry {
    /// Ascending, from 1.
    pub sequence: i64,
    /// What was done.
    pub action: Action,
    /// The format that the log has from here on, for [`Action::Format`].
    pub format: Option<u32>,
    /// The revision's version.
    pub version: Option<String>,
    /// The revision's directory.
    pub directory: Option<String>,
    /// The version of the revision's parent; `None` is the base.
    pub parent: Option<String>,
    /// The digest of the script: of the down script for [`Action::Downgrade`], else of the up
    /// script. For [`Outcome::Progress`] that of the statements that are done.
    pub script_digest: Option<Digest>,
    /// The digest of the chain that is applied after this; `None` at the base.
    pub chain_digest: Option<Digest>,
    /// Whether the revision's scripts run in a transaction.
    pub run_in_transaction: Option<bool>,
    /// The `run_on` of the row in Diesel's table that this entry was written for.
    pub run_on: Option<String>,
    /// How many statements of the script are done.
    pub statements_done: Option<u32>,
    /// For [`Outcome::Progress`] before a statement that cannot be recorded together with what it
    /// does: what the database looked like to it.
    pub trace: Option<String>,
    /// When it began: UTC by the database's clock, `2026-01-05T09:30:00.123Z`.
    pub started_at: String,
    /// When it was done.
    pub finished_at: String,
    /// How long the script took, in microseconds.
    pub duration_us: Option<i64>,
    /// The database user, on engines that have users.
    pub database_user: Option<String>,
    /// The machine that did it.
    pub host: Option<String>,
    /// The program that did it.
    pub program: Option<String>,
    /// That program's version.
    pub program_version: Option<String>,
    /// What whoever started the run called it.
    pub tag: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
}

/// What a log entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// The log itself was created or brought to a newer format.
    Format,
    /// An up script.
    Upgrade,
    /// A down script.
    Downgrade,
    /// A revision was declared applied without running its script.
    Stamp,
    /// A version was declared not applied without running its script.
    Unstamp,
    /// A revision that another tool applied was taken over.
    Adopt,
}

impl Action {
    const ALL: [Self; 6] = [
        Self::Format,
        Self::Upgrade,
        Self::Downgrade,
        Self::Stamp,
        Self::Unstamp,
        Self::Adopt,
    ];

    /// How it is written in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
            Self::Stamp => "stamp",
            Self::Unstamp => "unstamp",
            Self::Adopt => "adopt",
        }
    }
}

impl From<Direction> for Action {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Up => Self::Upgrade,
            Direction::Down => Self::Downgrade,
        }
    }
}

/// How a log entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was done.
    Done,
    /// One more statement of a script that runs outside a transaction was done.
    Progress,
}

impl Outcome {
    const ALL: [Self; 2] = [Self::Done, Self::Progress];

    /// How it is written in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Progress => "progress",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Action {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|action| action.name() == text)
            .ok_or(())
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.name() == text)
            .ok_or(())
    }
}

/// What one cheap query tells: enough to know that a database is where it is expected to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// How many versions are applied.
    pub count: usize,
    /// The highest of them.
    pub last: Option<String>,
    /// The chain digest of the last log entry, as it is written there.
    pub chain_digest: Option<String>,
}

impl Mark {
    /// The mark of a database in which the first `position` revisions are applied.
    pub(crate) fn at(chain: &Chain, dialect: Dialect, position: usize) -> Self {
        let last = position.checked_sub(1).map(|index| chain.revision(index));
        Self {
            count: position,
            last: last
                .as_ref()
                .map(|revision| revision.name.version().into_owned()),
            chain_digest: last
                .and_then(|revision| revision.chain_digest(dialect))
                .map(|digest| digest.to_string()),
        }
    }
}

/// The history cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// A newer version of this library wrote it.
    #[error(
        "the migration log has format {found}, this program knows formats up to {FORMAT}\n\
         a newer program wrote it: run that one, or rebuild this one with a newer `nca-migrations`"
    )]
    Newer {
        /// The format that was found.
        found: u32,
    },
    /// A row is not what this library writes.
    #[error(
        "row {sequence} of `__nca_migration_log` is damaged: `{column}` is {found:?}, \
         expected {expected}\n\
         only `nca-migrations` writes this table: look for what else changed it"
    )]
    Damaged {
        /// The row.
        sequence: i64,
        /// The column.
        column: &'static str,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// The log has no row that says which format it has.
    #[error(
        "`__nca_migration_log` does not say which format it has: its row with action `format` is \
         missing\n\
         only `nca-migrations` writes this table: look for what else changed it"
    )]
    NoFormat,
    /// The database refused.
    #[error("the migration history could not be read: {0}")]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for HistoryError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error)
    }
}

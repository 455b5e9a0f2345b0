//! Why a run is refused before it touches anything.

use std::fmt;

use nca_migrations_core::chain::Direction;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;
use nca_migrations_core::name::RevisionName;

use crate::plan::Command;
use crate::target::TargetError;

/// Why a run is refused before it touches anything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The target names no place in the chain.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// `upgrade base`.
    #[error("`base` is not an upgrade: to revert everything, run `downgrade base`")]
    UpgradeToBase,
    /// The target lies the other way.
    #[error("{}", wrong_way(*.command, .target, .to.as_ref(), .current.as_ref()))]
    WrongWay {
        /// What was asked for.
        command: Command,
        /// The target as it was written.
        target: String,
        /// What it means; `None` is the base.
        to: Option<RevisionName>,
        /// Where the database is; `None` is the base.
        current: Option<RevisionName>,
    },
    /// Everything that this program knows is applied, and more.
    #[error(
        "the database is ahead of this program by {}: {}\n\
         this program ends at {}\n\
         run the program that knows {}, or downgrade with it to {} first",
        revisions(.unknown.len()), list(.unknown), place(.head.as_ref()),
        if .unknown.len() == 1 { "it" } else { "them" }, place(.head.as_ref())
    )]
    Ahead {
        /// What is applied and not known, in the order of the versions: directories where the log
        /// has them, else versions.
        unknown: Vec<String>,
        /// The last revision that this program knows.
        head: Option<RevisionName>,
    },
    /// The database and this program each have what the other has not.
    #[error(
        "the database has left this program's chain: it has {} that this program does not know: {}\n\
         the last revision that both have is {}\n\
         with a program that knows {}, downgrade to {}; or take this program from the branch that \
         the database was migrated with",
        revisions(.unknown.len()), list(.unknown), place(.common.as_ref()),
        if .unknown.len() == 1 { "it" } else { "them" }, place(.common.as_ref())
    )]
    Diverged {
        /// What is applied and not known, in the order of the versions: directories where the log
        /// has them, else versions.
        unknown: Vec<String>,
        /// The last revision up to which both agree; `None` is the base.
        common: Option<RevisionName>,
    },
    /// An older revision is not applied although a younger one is.
    #[error(
        "{} of the chain {} not applied, although `{above}` is: {}\n\
         somebody applied `{above}` out of order, or a migration was added in the middle\n\
         move what is missing to the end of the chain, or downgrade past it with the program that \
         applied `{above}`",
        revisions(.missing.len()), if .missing.len() == 1 { "is" } else { "are" }, list(.missing)
    )]
    Gap {
        /// The directories that are missing.
        missing: Vec<String>,
        /// The last revision that is applied.
        above: RevisionName,
    },
    /// The script that was applied is not the one that the program carries.
    #[error(
        "the up script of `{revision}` has changed since it was applied\n\
         applied: {applied}\n\
         now:     {now}\n\
         restore the script as it was and write a new migration for the change; on a database of \
         your own, downgrade past it and upgrade again"
    )]
    Changed {
        /// The revision.
        revision: RevisionName,
        /// The digest of the script that was applied.
        applied: Digest,
        /// The digest of the script that the program carries.
        now: Digest,
    },
    /// Statements that an unfinished script has done have changed since.
    #[error(
        "the {} script of `{revision}` stopped after {}, and {} changed since\n\
         done: {}\n\
         now:  {}\n\
         restore what was done as it was, mend what comes after it, and run again: it goes on where \
         it stopped",
        .direction.name(), statements(*.done), if *.done == 1 { "that has" } else { "these have" },
        digest(.begun.as_ref()), digest(.now.as_ref())
    )]
    ChangedUnfinished {
        /// The revision.
        revision: RevisionName,
        /// Which of its scripts.
        direction: Direction,
        /// How many of its statements are done.
        done: u32,
        /// The digest of these when they were done.
        begun: Option<Digest>,
        /// The digest of as many from the script that the program carries; `None` when it does not
        /// have as many.
        now: Option<Digest>,
    },
    /// A script outside a transaction was not finished, and this run would not finish it.
    #[error(
        "the {} script of `{revision}` stopped after {}: finish it first\n\
         run `{} {target}`: it goes on where it stopped",
        .direction.name(), statements(*.done),
        match .direction { Direction::Up => Command::Upgrade, Direction::Down => Command::Downgrade }
    )]
    Unfinished {
        /// The directory of the revision.
        revision: String,
        /// Which of its scripts.
        direction: Direction,
        /// How many of its statements ran.
        done: u32,
        /// The target that finishes it.
        target: String,
    },
    /// A revision in the way of a downgrade has no way back.
    #[error("`{revision}` cannot be reverted: {reason}")]
    Irreversible {
        /// The revision.
        revision: RevisionName,
        /// Why.
        reason: String,
    },
    /// The database has a revision that this program does not know, and no way back was kept.
    #[error(
        "`{revision}` is not in this program, and the log of the database has no down script for it\n\
         {}\n\
         downgrade with the program that knows it",
        if *.ours {
            "it was declared irreversible, or stamped by a program that had no way back for it"
        } else {
            "another tool applied it"
        }
    )]
    NothingKept {
        /// Its directory, or its version.
        revision: String,
        /// Whether the log knows of it.
        ours: bool,
    },
    /// The database has what the chain does not have, so that a stamp would not fit it.
    #[error(
        "{}\n\
         to forget all that is recorded and record `{target}` instead, stamp with purge",
        .because.to_string().lines().next().unwrap_or_default()
    )]
    NeedsPurge {
        /// Where to.
        target: String,
        /// What does not fit.
        because: Box<Refusal>,
    },
    /// The revision has no script for this database.
    #[error(
        "`{revision}` has no {} script for {}: expected `{}.{dialect}.sql` or `{}.sql`",
        .direction.name(), .dialect.title(), .direction.name(), .direction.name()
    )]
    NoScript {
        /// The revision.
        revision: RevisionName,
        /// Which script is missing.
        direction: Direction,
        /// The dialect of the database.
        dialect: Dialect,
    },
    /// A revision that runs outside a transaction, where there is one that cannot be left.
    #[error(
        "`{revision}` runs outside a transaction (`run_in_transaction = false`), which cannot be \
         done {within}\n\
         {}",
        .within.way_out()
    )]
    NeedsNoTransaction {
        /// The revision.
        revision: RevisionName,
        /// What it would be inside of.
        within: Within,
    },
    /// A revision on a server that commits each change of the schema by itself, where a transaction
    /// is asked for.
    #[error(
        "`{revision}` cannot be run {within}: {} commits each change of the schema by itself\n\
         {}",
        .dialect.title(), .within.way_out()
    )]
    CommitsItself {
        /// The revision.
        revision: RevisionName,
        /// The dialect of the database.
        dialect: Dialect,
        /// What it would be inside of.
        within: Within,
    },
    /// A script outside a transaction begins one and does not end it. A run finds out by running it.
    #[error(
        "the {} script of `{revision}` begins a transaction and does not end it: no script for a \
         client can be written with it\n\
         end it with `COMMIT`",
        .direction.name()
    )]
    LeavesTransactionOpen {
        /// The revision.
        revision: RevisionName,
        /// Which of its scripts.
        direction: Direction,
    },
    /// A revision that runs outside a transaction, where the migration lock cannot be had.
    #[error(
        "`{revision}` runs outside a transaction (`run_in_transaction = false`), where only the \
         migration lock keeps two processes from running it at once, and there is none\n\
         {because}\n\
         make the file one that this process can lock, or remove what is in its place"
    )]
    NeedsLock {
        /// The revision.
        revision: RevisionName,
        /// Why there is no lock.
        because: String,
    },
}

/// A transaction around a whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Within {
    /// `TransactionMode::WholeRun` was asked for.
    WholeRun,
    /// The caller had a transaction open on the connection.
    CallersTransaction,
}

impl Within {
    const fn way_out(self) -> &'static str {
        match self {
            Self::WholeRun => "run with one transaction per migration",
            Self::CallersTransaction => "finish the transaction on this connection, then migrate",
        }
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WholeRun => "when the whole run is one transaction",
            Self::CallersTransaction => "inside the transaction that is open on this connection",
        })
    }
}

fn wrong_way(
    command: Command,
    target: &str,
    to: Option<&RevisionName>,
    current: Option<&RevisionName>,
) -> String {
    let other = match command {
        Command::Upgrade => Command::Downgrade,
        Command::Downgrade => Command::Upgrade,
    };
    let side = match command {
        Command::Upgrade => "behind",
        Command::Downgrade => "ahead of",
    };
    let meant = match to {
        Some(name) if target != name.as_str() => format!("`{target}` ({name})"),
        _ => format!("`{target}`"),
    };
    let at = place(current);
    format!("{meant} is {side} where the database is, {at}: to go there, run `{other} {target}`")
}

/// `` `2026_x` `` or `the base`.
pub(crate) fn place(revision: Option<&RevisionName>) -> String {
    revision.map_or_else(|| "the base".to_owned(), |name| format!("`{name}`"))
}

fn revisions(count: usize) -> String {
    match count {
        1 => "1 revision".to_owned(),
        n => format!("{n} revisions"),
    }
}

fn digest(digest: Option<&Digest>) -> String {
    digest.map_or_else(|| "not as many statements".to_owned(), Digest::to_string)
}

fn statements(count: u32) -> String {
    match count {
        1 => "1 statement".to_owned(),
        n => format!("{n} statements"),
    }
}

/// The first few names of a list that may be long.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

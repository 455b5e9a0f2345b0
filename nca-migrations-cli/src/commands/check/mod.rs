//! `check`: whether a database is what its migrations made.
//!
//! Each way in which it can differ has a module with a function `differences`; what they find is
//! shown together, and nothing of it is an error: the answer is exit code 1.

mod catalog;
mod history;
mod pending;

use nca_migrations::{Digest, Refusal, RevisionName};
use serde_json::{Value, json};

use crate::args::CheckArgs;
use crate::commands::desired::DesiredError;
use crate::context::Context;
use crate::database::{self, Access};
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::json;
use crate::wording::count;

pub(crate) use catalog::CatalogError;

/// A way in which a database is not what its migrations made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// The history does not fit the chain, or no upgrade could be run.
    History(Refusal),
    /// An object that is missing, not expected, or different.
    Object(nca_migrations_catalog::Difference),
    /// The catalog as a whole, where there is nothing to tell what about it.
    Catalog {
        expected: Digest,
        /// The engine's version that this was found on.
        on: String,
        found: Digest,
        here: String,
    },
}

/// Where the database is.
pub(super) struct Place {
    at: Option<RevisionName>,
    /// Migrations that are not applied, base first.
    pending: Vec<RevisionName>,
}

pub(super) fn run(context: &mut Context<'_>, args: &CheckArgs) -> Result<Exit, Failure> {
    if args.pending {
        return pending::run(context, args);
    }
    if !args.desired.from.is_empty() || !args.desired.server.is_empty() {
        return Err(DesiredError::OnlyPending.into());
    }
    let carried = context.chain()?;
    let url = context.database_url()?;
    let mut conn = database::open(&url, Access::Existing)?;
    let (place, mut differences) = history::look(context, &carried, &mut conn)?;
    let mut note = None;
    // A database whose history does not fit is of no known revision.
    if differences.is_empty() {
        let found = catalog::differences(args, &carried, &mut conn)?;
        differences = found.differences;
        note = found.note;
    }
    if context.globals.json {
        let found: Vec<Value> = differences.iter().map(Difference::json).collect();
        let pending: Vec<_> = place.pending.iter().map(RevisionName::version).collect();
        let fields = json!({
            "at": place.at.as_ref().map(RevisionName::version),
            "pending": pending,
            "compared": note.is_none(),
            "differences": found,
        });
        context.streams.result(json::object(fields));
    }
    if let Some(note) = note {
        context.streams.progress(format!("note: {note}"));
    }
    if !place.pending.is_empty() {
        context.streams.progress(place.behind());
    }
    if differences.is_empty() {
        if !context.globals.json {
            // Alembic's words.
            let fine = "No new upgrade operations detected.";
            context.streams.summary(fine);
        }
        return Ok(Exit::Done);
    }
    let lines: Vec<String> = differences.iter().map(Difference::to_string).collect();
    let said = format!(
        "the database is not what its migrations made\n{}",
        lines.join("\n")
    );
    context.streams.error(failed(&said));
    Ok(Exit::Difference)
}

impl Place {
    fn behind(&self) -> String {
        let at = self.at.as_ref().map(RevisionName::version);
        format!(
            // Alembic's words to begin with.
            "note: Target database is not up to date: it is at {}, {} behind the head",
            at.as_deref().unwrap_or("the base"),
            count(self.pending.len(), "revision")
        )
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::History(refusal) => refusal.fmt(f),
            Self::Object(difference) => difference.fmt(f),
            Self::Catalog {
                expected,
                on,
                found,
                here,
            } => {
                write!(
                    f,
                    "the schema is not the one that was verified\n\
                     verified: {expected}, on {on}\n\
                     now:      {found}, on {here}\n\
                     `--scratch URL` makes the revision anew on a server of the same kind, and lists what \
                     differs"
                )
            }
        }
    }
}

impl Difference {
    fn json(&self) -> Value {
        match self {
            Self::History(refusal) => json!({
                "kind": "history",
                "message": refusal.to_string(),
            }),
            Self::Object(difference) => {
                let mut value = json::difference(difference);
                value["kind"] = "object".into();
                value
            }
            Self::Catalog {
                expected,
                on,
                found,
                here,
            } => json!({
                "kind": "catalog",
                "expected": expected.to_string(),
                "expected_on": on,
                "found": found.to_string(),
                "found_on": here,
            }),
        }
    }
}

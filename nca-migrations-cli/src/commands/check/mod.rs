//! `check`: whether a database is what the program expects.
//!
//! Each way in which it can differ has a module with a function `differences`; what they find is
//! shown together, and nothing of it is an error: the answer is exit code 1.

mod history;

use nca_migrations::{Refusal, RevisionName};
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::context::{Carried, Context};
use crate::database::{self, Access};
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::json;
use crate::wording::count;

/// A way in which a database is not what the program expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Migrations that are not applied, base first.
    Behind {
        at: Option<RevisionName>,
        pending: Vec<RevisionName>,
    },
    /// The history does not fit the chain, or no upgrade could be run.
    History(Refusal),
}

pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let url = context.database_url()?;
    let mut conn = database::open(&url, Access::Existing)?;
    let differences = differences(context, &carried, &mut conn)?;
    if context.globals.json {
        let found: Vec<Value> = differences.iter().map(Difference::json).collect();
        let fields = json!({ "up_to_date": found.is_empty(), "differences": found });
        context.streams.result(json::object(fields));
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
    let said = format!("Target database is not up to date.\n{}", lines.join("\n"));
    context.streams.error(failed(&said));
    Ok(Exit::Difference)
}

fn differences(
    context: &Context<'_>,
    carried: &Carried,
    conn: &mut Connection,
) -> Result<Vec<Difference>, Failure> {
    history::differences(context, carried, conn)
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Behind { at, pending } => {
                let at = at.as_ref().map(RevisionName::version);
                write!(
                    f,
                    "it is at {}, {} behind the head: run `upgrade head`",
                    at.as_deref().unwrap_or("the base"),
                    count(pending.len(), "revision")
                )
            }
            Self::History(refusal) => refusal.fmt(f),
        }
    }
}

impl Difference {
    fn json(&self) -> Value {
        match self {
            Self::Behind { at, pending } => json!({
                "kind": "behind",
                "at": at.as_ref().map(RevisionName::version),
                "pending": pending.iter().map(RevisionName::version).collect::<Vec<_>>(),
            }),
            Self::History(refusal) => json!({
                "kind": "history",
                "message": refusal.to_string(),
            }),
        }
    }
}

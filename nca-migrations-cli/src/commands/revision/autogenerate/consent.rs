//! What only a person can say: what is a rename, and what may be deleted.

use nca_migrations::Dialect;
use nca_migrations::autogenerate::Candidate;

use super::error::old;
use super::{AutogenerateError, Proposed};
use crate::args::{Allowed, AutogenerateArgs, RevisionArgs};

/// That each possible rename was decided, by a rename or by naming what is to go. `all` decides nothing: who
/// says it may not have thought of this one.
pub(super) fn undecided(
    asked: &AutogenerateArgs,
    engine: Dialect,
    candidates: &[Candidate],
) -> Result<(), AutogenerateError> {
    let undecided: Vec<(Dialect, Candidate)> = candidates
        .iter()
        .filter(|candidate| !is_named(asked, &old(candidate)))
        .map(|candidate| (engine, candidate.clone()))
        .collect();
    if undecided.is_empty() {
        Ok(())
    } else {
        Err(AutogenerateError::Undecided(undecided))
    }
}

/// That all that is deleted may be.
pub(super) fn all(args: &RevisionArgs, proposed: &[Proposed]) -> Result<(), AutogenerateError> {
    let asked = &args.autogenerate;
    if asked
        .allow
        .iter()
        .any(|allowed| matches!(allowed, Allowed::All))
    {
        return Ok(());
    }
    let mut lines: Vec<String> = Vec::new();
    for one in proposed {
        for hazard in one
            .proposal
            .parts
            .iter()
            .flat_map(nca_migrations::autogenerate::Part::deletes)
        {
            let subject = hazard.subject.to_string();
            let line = format!("  {hazard}: `--allow '{subject}'`");
            if !is_named(asked, &subject) && !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if lines.is_empty() {
        Ok(())
    } else {
        Err(AutogenerateError::NotAllowed(lines))
    }
}

fn is_named(asked: &AutogenerateArgs, subject: &str) -> bool {
    asked.allow.iter().any(|allowed| match allowed {
        Allowed::All => false,
        Allowed::One(address) => address.to_string() == subject,
    })
}

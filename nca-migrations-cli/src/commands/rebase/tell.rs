//! What a rebase is going to do, and what it did.

use nca_migrations::RevisionName;
use nca_migrations_core::lock;
use nca_migrations_core::metadata::Parent;
use nca_migrations_core::rebase::{Move, Plan};
use serde_json::{Value, json};

use super::journal::Journal;
use super::{Found, Outcome};
use crate::context::Context;
use crate::directory::Directory;
use crate::json;
use crate::wording::count;

/// Says what is going to be done, before anything is.
pub(super) fn announce(
    context: &mut Context<'_>,
    directory: &Directory,
    found: &Found,
    plan: &Plan,
) {
    if context.globals.json {
        return;
    }
    if plan.moves.is_empty() {
        let file = directory.show(lock::FILE);
        context
            .streams
            .summary(format!("writes {file} anew; no migration moves"));
        return;
    }
    let onto = plan.onto.as_ref().map_or("the base", |onto| onto.as_str());
    context
        .streams
        .summary(format!("these go behind {onto} ({}):", found.because));
    for one in &plan.moves {
        context.streams.summary(line(one));
    }
}

/// `  2026-01-06-090000_a -> 2026-11-23-113000_a`; one that only gets another parent keeps its name.
fn line(one: &Move) -> String {
    let Move { from, to, parent } = one;
    if from == to {
        let parent = match parent {
            Parent::Base => "the base",
            Parent::Migration(name) => name,
        };
        return format!("  {from}, which keeps its name, follows {parent}");
    }
    format!("  {from} -> {to}")
}

/// Says what was done.
pub(super) fn plan(
    context: &mut Context<'_>,
    directory: &Directory,
    found: &Found,
    plan: &Plan,
    outcome: Outcome,
) {
    if context.globals.json {
        let onto = plan.onto.as_ref().map(RevisionName::as_str);
        let fields = json!({
            "directory": directory.shown,
            "onto": onto,
            "because": found.because,
            "moves": moves(&plan.moves),
            "done": outcome == Outcome::Done,
        });
        context.streams.result(json::object(fields));
        return;
    }
    let text = match outcome {
        Outcome::Nothing => {
            format!("nothing to do: {} is one line already", directory.shown)
        }
        Outcome::Shown => "nothing was changed".to_owned(),
        Outcome::Done | Outcome::Finished => done(directory, &plan.moves),
    };
    context.streams.summary(text);
}

/// Says what became of one that was interrupted.
pub(super) fn unfinished(
    context: &mut Context<'_>,
    directory: &Directory,
    journal: &Journal,
    outcome: Outcome,
) {
    if context.globals.json {
        let fields = json!({
            "directory": directory.shown,
            "onto": journal.moves.first().map(|one| match &one.parent {
                Parent::Base => None,
                Parent::Migration(name) => Some(name),
            }),
            "because": "it was interrupted",
            "moves": moves(&journal.moves),
            "done": outcome == Outcome::Finished,
        });
        context.streams.result(json::object(fields));
        return;
    }
    context.streams.summary("a rebase was interrupted:");
    for one in &journal.moves {
        context.streams.summary(line(one));
    }
    let text = match outcome {
        Outcome::Shown => "nothing was changed".to_owned(),
        _ => done(directory, &journal.moves),
    };
    context.streams.summary(text);
}

fn moves(moves: &[Move]) -> Vec<Value> {
    let one = |Move { from, to, parent }: &Move| {
        json!({
            "from": from.as_str(),
            "to": to.as_str(),
            "version": to.version(),
            "parent": match parent {
                Parent::Base => None,
                Parent::Migration(name) => Some(name),
            },
        })
    };
    moves.iter().map(one).collect()
}

fn done(directory: &Directory, moves: &[Move]) -> String {
    let (shown, file) = (&directory.shown, directory.show(lock::FILE));
    if moves.is_empty() {
        return format!("done: {file} is written\nNext: `git add --all {shown}`");
    }
    let they = if moves.len() == 1 {
        "its scripts again, which now run"
    } else {
        "their scripts again, which now run"
    };
    format!(
        "done: {} and {file}\nNext: read {they} after the others'; then `git add --all {shown}`",
        count(moves.len(), "migration")
    )
}

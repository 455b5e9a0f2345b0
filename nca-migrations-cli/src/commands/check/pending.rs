//! `check --pending`: whether `revision --autogenerate` would write anything.

use nca_migrations::verify::Scratch;
use nca_migrations_catalog::{Change, Difference, Outline, compare};
use serde_json::{Value, json};

use crate::args::CheckArgs;
use crate::commands::desired::{Desired, DesiredError, OnEngine, Written, scratches};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::json;
use crate::scratch::with;

pub(super) fn run(context: &mut Context<'_>, args: &CheckArgs) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    let loaded = directory.load();
    if !loaded.problems.is_empty() {
        return Err(Failure::problems(&directory, loaded.problems));
    }
    let written = Written::find(context, &args.desired, &loaded)?;
    let mut scratches = scratches(&args.desired, &loaded)?;
    let desired = Desired::read(written, &loaded, Vec::new(), &mut scratches)?;
    let mut all = Vec::new();
    for mut scratch in scratches {
        let found = with!(&mut scratch, scratch => differences(&desired, scratch))?;
        all.push((scratch.engine(), found));
    }
    let is_pending = all.iter().any(|(_, found)| !found.is_empty());
    if context.globals.json {
        let backends = all.iter().map(|(engine, found)| {
            let found: Vec<Value> = found.iter().map(json::difference).collect();
            json!({ "backend": engine.name(), "differences": found })
        });
        let backends: Vec<Value> = backends.collect();
        let fields = json!({ "pending": is_pending, "backends": backends });
        context.streams.result(json::object(fields));
    }
    if is_pending {
        // Alembic's words to begin with.
        let mut lines = vec!["New upgrade operations detected".to_owned()];
        for (engine, found) in all.iter().filter(|(_, found)| !found.is_empty()) {
            lines.push(format!("on {}:", engine.title()));
            lines.extend(found.iter().map(line));
        }
        lines.push("`revision --autogenerate -m MESSAGE` writes them down".to_owned());
        context.streams.error(failed(&lines.join("\n")));
        return Ok(Exit::Difference);
    }
    if !context.globals.json {
        // Alembic's words.
        let fine = "No new upgrade operations detected.";
        context.streams.summary(fine);
    }
    Ok(Exit::Done)
}

fn differences<S: Scratch>(
    desired: &Desired<'_>,
    scratch: &mut S,
) -> Result<Vec<Difference>, DesiredError> {
    let OnEngine {
        catalog, ground, ..
    } = desired.on(scratch)?;
    // What is desired and not there yet is what comes in addition.
    Ok(compare(
        &Outline::of(ground.catalog()),
        &Outline::of(&catalog),
    ))
}

/// As a change that is going to be made: `+` comes, `-` goes.
fn line(difference: &Difference) -> String {
    let object = difference.object();
    match &difference.change {
        Change::Changed { expected, found } => {
            format!("~ {object}\n    now:     {expected}\n    desired: {found}")
        }
        Change::Reordered { expected, found } => format!(
            "~ order of the columns of {object}\n    now:     {}\n    desired: {}",
            expected.join(", "),
            found.join(", ")
        ),
        _ => difference.to_string(),
    }
}

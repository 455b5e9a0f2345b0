//! `revision --autogenerate`: what leads from the chain to the desired schema, tried, and kept if it holds.

mod consent;
mod error;
mod part;
mod propose;
mod prove;
mod tell;
mod write;

use nca_migrations::Dialect;
use nca_migrations::autogenerate::Proposal;
use nca_migrations_core::Loaded;
use nca_migrations_core::problem::{Kind, Problem};

use super::{RevisionError, is_head, leave_a_reason};
use crate::args::RevisionArgs;
use crate::commands::desired::{Desired, Written, scratches};
use crate::commands::rebase;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::scratch::Any;
use part::Part;

pub(crate) use error::AutogenerateError;

/// What was proposed for an engine, and where it was tried.
struct Proposed {
    engine: Dialect,
    scratch: Any,
    proposal: Proposal,
}

pub(super) fn run(context: &mut Context<'_>, args: &RevisionArgs) -> Result<Exit, Failure> {
    leave_a_reason(args)?;
    if args.per_backend {
        return Err(RevisionError::PerBackend.into());
    }
    let directory = context.directory()?;
    rebase::refuse_unfinished(context, &directory)?;
    let loaded = directory.load();
    let in_the_way = in_the_way(&loaded);
    if !in_the_way.is_empty() {
        return Err(Failure::problems(&directory, in_the_way));
    }
    if let Some(given) = &args.head {
        is_head(given, &loaded)?;
    }
    let proposed = proposals(context, args, &loaded)?;
    consent::all(args, &proposed)?;
    if proposed.iter().all(|one| one.proposal.parts.is_empty()) {
        tell::nothing(context);
        return Ok(Exit::Done);
    }
    let parts = Part::all(context, args, &loaded, &proposed)?;
    if args.autogenerate.dry_run {
        tell::only(context, &parts);
        return Ok(Exit::Done);
    }
    let proof = prove::prove(context, args, &directory, &loaded, &parts, proposed)?;
    let written = write::write(context, args, &directory, &parts, proof)?;
    tell::done(context, &directory, &parts, &written);
    Ok(Exit::Done)
}

/// What has to be repaired first. The text of the head's catalog is written anew in any case.
fn in_the_way(loaded: &Loaded) -> Vec<Problem> {
    let problems = loaded.problems.iter();
    let matters = |problem: &&Problem| {
        !matches!(
            problem.kind,
            Kind::LockMissing | Kind::CatalogChanged { .. }
        )
    };
    problems.filter(matters).cloned().collect()
}

fn proposals(
    context: &mut Context<'_>,
    args: &RevisionArgs,
    loaded: &Loaded,
) -> Result<Vec<Proposed>, Failure> {
    let asked = &args.autogenerate;
    let renames = asked.rename.iter();
    let renames = renames
        .map(|rename| (rename.old.clone(), rename.new.clone()))
        .collect();
    let written = Written::find(context, &asked.desired, loaded)?;
    let mut scratches = scratches(&asked.desired, loaded)?;
    let desired = Desired::read(written, loaded, renames, &mut scratches)?;
    let mut proposed = Vec::new();
    for mut scratch in scratches {
        let engine = scratch.engine();
        let title = engine.title();
        context.streams.progress(format!(
            "Comparing the chain with the desired schema on {title}"
        ));
        let (proposal, notes) = propose::on(&mut scratch, args, &desired)?;
        for note in notes {
            context.streams.progress(format!("note: {note}"));
        }
        proposed.push(Proposed {
            engine,
            scratch,
            proposal,
        });
    }
    Ok(proposed)
}

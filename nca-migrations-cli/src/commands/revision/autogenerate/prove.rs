//! The proof: the revisions are verified as any other before a file of them is written.

use std::sync::Arc;

use nca_migrations_catalog::compare;
use nca_migrations_core::lock::{Accept, Lock, renew};
use nca_migrations_core::problem::{Kind, Problem};
use nca_migrations_core::source::Source;
use nca_migrations_core::{Change, Demands, Loaded, PlannedFile, load_planned, rows_file};

use super::error::Rows;
use super::{AutogenerateError, Part, Proposed};
use crate::args::RevisionArgs;
use crate::commands::revision::lock_of;
use crate::commands::verify::{self, Tried};
use crate::context::Context;
use crate::directory::Directory;
use crate::failure::Failure;

/// What was found out, and what to write of it.
pub(super) struct Proof {
    pub(super) loaded: Loaded,
    pub(super) lock: Lock,
    pub(super) tried: Vec<Tried>,
}

pub(super) fn prove(
    context: &mut Context<'_>,
    args: &RevisionArgs,
    directory: &Directory,
    before: &Loaded,
    parts: &[Part],
    proposed: Vec<Proposed>,
) -> Result<Proof, Failure> {
    let loaded = planned(directory, before, parts)?;
    let accept = Accept {
        migrations: Vec::new(),
        dialects: Some(lock_of(before).dialects),
    };
    let renewed = Loaded {
        problems: Vec::new(),
        ..loaded.clone()
    };
    let lock =
        renew(&renewed, &accept).map_err(|problems| Failure::problems(directory, problems))?;
    let new: Vec<usize> = (before.chain.len()..loaded.chain.len()).collect();
    let mut proof = Proof {
        loaded,
        lock,
        tried: Vec::new(),
    };
    for mut one in proposed {
        let tried = verify::try_new(context, directory, &proof.loaded, &new, &mut one.scratch)?;
        holds(context, args, directory, &proof.loaded, &tried)?;
        if let Some(outcome) = &tried.outcome {
            verify::give(&mut proof.lock, &proof.loaded.chain, outcome);
            let left = outcome
                .head
                .as_ref()
                .map(|head| compare(&one.proposal.desired, head));
            let left = left.unwrap_or_default();
            if !left.is_empty() {
                return Err(AutogenerateError::LeftOver {
                    engine: one.engine,
                    differences: left.iter().map(ToString::to_string).collect(),
                }
                .into());
            }
        }
        proof.tried.push(tried);
    }
    Ok(proof)
}

/// The directory as it will be.
fn planned(directory: &Directory, before: &Loaded, parts: &[Part]) -> Result<Loaded, Failure> {
    let mut files = Vec::new();
    let mut rows = Vec::new();
    for part in parts {
        for (file, text) in &part.files {
            let shown = directory.show(&format!("{}/{file}", part.name));
            let path = directory.path.join(part.name.as_str()).join(file);
            let Ok(source) = Source::of_bytes(path, shown, text.as_bytes()) else {
                continue;
            };
            if rows_file::parse(file).is_some() {
                rows.push((part.name.clone(), Arc::new(source)));
                continue;
            }
            files.push(PlannedFile {
                migration: part.name.clone(),
                file: file.clone(),
                change: Change::Write(Arc::new(source)),
            });
        }
    }
    let demands = Demands {
        serves: Some(lock_of(before).dialects),
        ..Demands::default()
    };
    let mut loaded = load_planned(&directory.path, &directory.shown, &demands, &files);
    let is_to_come = |problem: &Problem| {
        matches!(
            problem.kind,
            Kind::LockMissing | Kind::NotLocked { .. } | Kind::CatalogChanged { .. }
        )
    };
    let problems = loaded.problems.iter().filter(|one| !is_to_come(one));
    let problems: Vec<Problem> = problems.cloned().collect();
    if !problems.is_empty() {
        return Err(Failure::problems(directory, problems));
    }
    for (name, source) in rows {
        let place = loaded
            .chain
            .iter()
            .position(|revision| revision.name == name);
        if let Some(files) = place.and_then(|place| loaded.files.get_mut(place)) {
            files.rows.push(source);
        }
    }
    Ok(loaded)
}

fn holds(
    context: &Context<'_>,
    args: &RevisionArgs,
    directory: &Directory,
    loaded: &Loaded,
    tried: &Tried,
) -> Result<(), AutogenerateError> {
    let Some(outcome) = tried.outcome.as_ref().filter(|_| !tried.is_sound()) else {
        return Ok(());
    };
    let width = context.streams.width();
    let prefix = format!("{}/", directory.shown);
    let failed = &outcome.failed;
    let findings = failed
        .iter()
        .map(|one| verify::finding::text(&loaded.chain, tried.engine, one, &prefix, width));
    let on_empty = args.autogenerate.rows.is_none() && failed.iter().all(|one| one.takes_rows);
    Err(AutogenerateError::Unproven {
        findings: findings.collect(),
        takes_rows: if on_empty { Rows::DoNotFit } else { Rows::Fit },
    })
}

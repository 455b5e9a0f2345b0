//! `verify`.

pub(super) mod engine;
pub(super) mod finding;
mod lock_file;
mod tell;

use std::cell::RefCell;

use nca_migrations::Dialect;
use nca_migrations::chain::Chain;
use nca_migrations::verify::{Outcome, VerifyEvent};
use nca_migrations_core::Loaded;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::lock::{Accept, Lock, renew};
use nca_migrations_core::problem::{Kind, Problem};

use crate::args::VerifyArgs;
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Streams;
use crate::scratch::Any;

pub(crate) use engine::EngineError;
pub(super) use lock_file::{give, write};

/// Why there is nothing to verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum VerifyError {
    #[error(
        "the chain does not serve {0}\n\
         `nca-migrate lock --backends` says what it serves from now on"
    )]
    NotServed(Dialects),
}

/// What was found out on one engine.
pub(super) struct Tried {
    pub(super) engine: Dialect,
    /// How many revisions have a receipt and were not tried again.
    had: usize,
    /// How many have none that holds.
    lacked: usize,
    /// Those that are not to be tried, and why: places in the chain.
    excused: Vec<(usize, String)>,
    /// What was found out, if there was anything to find out.
    pub(super) outcome: Option<Outcome>,
}

pub(super) fn run(context: &mut Context<'_>, args: &VerifyArgs) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    let loaded = directory.load();
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| !is_settled(&problem.kind))
        .cloned()
        .collect();
    if !in_the_way.is_empty() {
        return Err(Failure::problems(&directory, in_the_way));
    }
    let before = loaded.lock.clone().unwrap_or_default();
    // What is new is locked together with its receipt.
    let mut lock = renew(&without_settled(&loaded), &Accept::default())
        .map_err(|problems| Failure::problems(&directory, problems))?;
    let mut all = Vec::new();
    for engine in engines(args, &lock)? {
        let tried = try_on(context, args, &directory, &loaded, &lock, engine)?;
        if let Some(outcome) = &tried.outcome {
            lock_file::give(&mut lock, &loaded.chain, outcome);
        }
        all.push(tried);
    }
    if all.iter().any(|tried| !tried.is_sound()) {
        lock_file::keep_drafts(&mut lock, &before);
    }
    let written = if args.check {
        Vec::new()
    } else {
        lock_file::write(&directory, &loaded, &mut lock, &all)?
    };
    let sound = all.iter().all(Tried::is_sound);
    let lacking = args.check && all.iter().any(|tried| tried.lacked > 0);
    tell::tell(context, &directory, &loaded.chain, &all, &written);
    Ok(if sound && !lacking {
        Exit::Done
    } else {
        Exit::Difference
    })
}

/// What this command repairs.
fn is_settled(kind: &Kind) -> bool {
    matches!(kind, Kind::NotLocked { .. } | Kind::CatalogChanged { .. })
}

fn without_settled(loaded: &Loaded) -> Loaded {
    Loaded {
        problems: Vec::new(),
        ..loaded.clone()
    }
}

/// The engines that were asked for, else all that the chain serves.
fn engines(args: &VerifyArgs, lock: &Lock) -> Result<Vec<Dialect>, VerifyError> {
    let asked: Dialects = args.backends.iter().copied().collect();
    if asked.is_empty() {
        return Ok(lock.dialects.iter().collect());
    }
    let missing = asked.without(lock.dialects);
    if missing.is_empty() {
        Ok(asked.iter().collect())
    } else {
        Err(VerifyError::NotServed(missing))
    }
}

fn try_on(
    context: &mut Context<'_>,
    args: &VerifyArgs,
    directory: &Directory,
    loaded: &Loaded,
    lock: &Lock,
    engine: Dialect,
) -> Result<Tried, Failure> {
    let chain = &loaded.chain;
    let mut tried = Tried {
        engine,
        had: 0,
        lacked: 0,
        excused: Vec::new(),
        outcome: None,
    };
    let mut wanted = Vec::new();
    for (index, revision) in chain.iter().enumerate() {
        let holds = lock
            .receipts(&revision)
            .any(|receipt| receipt.engine == engine);
        match &loaded.files[index].unverified {
            Some(reason) => tried.excused.push((index, reason.clone())),
            None if holds && !args.all => tried.had += 1,
            None => {
                tried.lacked += usize::from(!holds);
                wanted.push(index);
            }
        }
    }
    if !wanted.is_empty() || !lock_file::has_catalog(loaded, engine) {
        let streams = RefCell::new(&mut *context.streams);
        let observer = |event| progress(&streams, chain, engine, event);
        let mut scratch = engine::scratch(&args.server, engine)?;
        let path = &directory.path;
        let outcome = engine::try_out(&mut scratch, path, loaded, wanted, &observer)?;
        tried.outcome = Some(outcome);
    }
    Ok(tried)
}

/// Tries revisions that are new, on an engine that is there already.
pub(super) fn try_new(
    context: &mut Context<'_>,
    directory: &Directory,
    loaded: &Loaded,
    new: &[usize],
    scratch: &mut Any,
) -> Result<Tried, Failure> {
    let engine = scratch.engine();
    let streams = RefCell::new(&mut *context.streams);
    let observer = |event| progress(&streams, &loaded.chain, engine, event);
    let path = &directory.path;
    let outcome = engine::try_out(scratch, path, loaded, new.to_vec(), &observer)?;
    Ok(Tried {
        engine,
        had: 0,
        lacked: new.len(),
        excused: Vec::new(),
        outcome: Some(outcome),
    })
}

fn progress(streams: &RefCell<&mut Streams>, chain: &Chain, engine: Dialect, event: VerifyEvent) {
    let line = match event {
        VerifyEvent::Trying(index) => {
            let name = chain.revision(index).name;
            format!("Trying {name} on {}", engine.title())
        }
        _ => return,
    };
    streams.borrow_mut().progress(line);
}

impl Tried {
    pub(super) fn is_sound(&self) -> bool {
        self.outcome
            .as_ref()
            .is_none_or(|outcome| outcome.failed.is_empty() && outcome.untried.is_empty())
    }
}

//! `revision`.

mod autogenerate;
mod draft;
mod name;

use nca_migrations::{Dialect, Position, RevisionName, Target};
use nca_migrations_core::Loaded;
use nca_migrations_core::chain::Direction;
use nca_migrations_core::check::Finding;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::lock::{self, Block, Content, Lock};
use nca_migrations_core::problem::{Kind, Problem};
use nca_migrations_core::script_file;
use serde_json::json;

use crate::args::RevisionArgs;
use crate::commands::alembic::{self, Instead};
use crate::commands::rebase;
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{editor, files, json};
use draft::Draft;

pub(crate) use autogenerate::AutogenerateError;
pub(crate) use name::RevisionError;

pub(super) fn run(context: &mut Context<'_>, args: &RevisionArgs) -> Result<Exit, Failure> {
    alembic::revision(&args.alembic)?;
    if args.autogenerate.autogenerate {
        return autogenerate::run(context, args);
    }
    if !args.autogenerate.desired.from.is_empty() || !args.autogenerate.desired.server.is_empty() {
        return Err(RevisionError::OnlyAutogenerate.into());
    }
    let directory = context.directory()?;
    rebase::refuse_unfinished(context, &directory)?;
    let loaded = directory.load();
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| leaves_the_head_uncertain(&problem.kind, loaded.lock.as_ref()))
        .cloned()
        .collect();
    if !in_the_way.is_empty() {
        return Err(Failure::problems(&directory, in_the_way));
    }
    leave_a_reason(args)?;
    let head = loaded.chain.last().map(|head| head.name);
    if let Some(given) = &args.head {
        is_head(given, &loaded)?;
    }
    let name = name::name(args, context.config()?, head.as_ref())?;
    let draft = Draft {
        name: &name,
        parent: head.as_ref(),
        dialects: lock_of(&loaded).dialects,
        args,
    };
    // Before anything is written, that the lock file can be.
    files::lock_file(&directory)?;
    let written = draft.write(&directory)?;
    files::replace(&directory, &with_draft(&loaded, &draft))?;
    if args.edit {
        let ups = written
            .iter()
            .filter(|file| script_file::parse(file).is_some_and(|(of, _)| of == Direction::Up));
        let folder = directory.path.join(name.as_str());
        editor::open(&ups.map(|file| folder.join(file)).collect::<Vec<_>>())?;
    }
    tell(context, &directory, &draft, &written);
    Ok(Exit::Done)
}

/// That a revision without a way back says why.
fn leave_a_reason(args: &RevisionArgs) -> Result<(), RevisionError> {
    match &args.irreversible {
        Some(reason) if reason.trim().is_empty() => Err(RevisionError::NoReason),
        _ => Ok(()),
    }
}

/// Whether a problem must be repaired first. An edited script need not be, nor one of a draft that
/// nobody has written yet: what follows the head does not depend on it.
fn leaves_the_head_uncertain(kind: &Kind, lock: Option<&Lock>) -> bool {
    match kind {
        Kind::LockMissing
        | Kind::NotLocked { .. }
        | Kind::ScriptEdited { .. }
        | Kind::ScriptSetChanged { .. } => false,
        Kind::Script {
            finding: Finding::Empty,
            script,
            ..
        } => {
            let migration = script
                .rsplit_once('/')
                .map_or("", |(migration, _)| migration);
            let block = lock.and_then(|lock| lock.block(migration));
            block.is_none_or(|block| block.content != Content::Draft)
        }
        _ => true,
    }
}

/// That `given` names the head, which is all that a migration can follow.
fn is_head(given: &str, loaded: &Loaded) -> Result<(), Failure> {
    let chain = &loaded.chain;
    let position = given
        .parse::<Target>()?
        .resolve(chain, Position(chain.len()))?;
    if position == Position(chain.len()) {
        return Ok(());
    }
    let head = chain
        .last()
        .map_or_else(|| "base".to_owned(), |head| head.name.to_string());
    let given = given.to_owned();
    Err(Instead::Head { given, head }.into())
}

pub(super) fn lock_of(loaded: &Loaded) -> Lock {
    loaded.lock.clone().unwrap_or_else(|| {
        let scripts = loaded.chain.iter().flat_map(|revision| {
            let scripts: Vec<_> = revision.scripts.iter().collect();
            scripts
                .into_iter()
                .flat_map(|script| script.dialects.iter())
        });
        let served: Dialects = scripts.collect();
        Lock {
            dialects: if served.is_empty() {
                Dialects::only(Dialect::Sqlite)
            } else {
                served
            },
            ..Lock::default()
        }
    })
}

/// The lock file with a draft for what is new: it changes, so cargo builds again, and it conflicts
/// in git with another branch's. Drafts of what is gone are dropped.
fn with_draft(loaded: &Loaded, draft: &Draft<'_>) -> Lock {
    let mut lock = lock_of(loaded);
    let names: Vec<String> = loaded
        .chain
        .iter()
        .map(|revision| revision.name.to_string())
        .collect();
    lock.blocks
        .retain(|block| block.content != Content::Draft || names.contains(&block.name));
    let mut before = None;
    for block in &mut lock.blocks {
        block.parent = before.replace(block.name.clone());
    }
    for name in names.into_iter().chain([draft.name.to_string()]) {
        if lock.block(&name).is_none() {
            let parent = lock.blocks.last().map(|block| block.name.clone());
            lock.blocks.push(Block {
                name,
                parent,
                content: Content::Draft,
                span: 0..0,
            });
        }
    }
    lock
}

fn tell(context: &mut Context<'_>, directory: &Directory, draft: &Draft<'_>, written: &[String]) {
    let shown = directory.show(draft.name.as_str());
    if context.globals.json {
        let fields = json!({
            "path": shown,
            "version": draft.name.version(),
            "directory": draft.name.as_str(),
            "parent": draft.parent.map(RevisionName::as_str),
            "files": written,
        });
        context.streams.result(json::object(fields));
        return;
    }
    for file in written {
        context
            .streams
            .summary(format!("Generating {shown}/{file} ...  done"));
    }
    context.streams.summary(format!(
        "Next: write the scripts, then `{} lock`; until then {} has it as a draft",
        context.program.name,
        directory.show(lock::FILE)
    ));
}

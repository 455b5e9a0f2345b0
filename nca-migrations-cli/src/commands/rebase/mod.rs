//! `rebase`.
//!
//! Which migrations move is found out (`find`), what that changes is planned in core without a file,
//! a database that is known is asked (`database`), and the plan is told (`tell`) and carried out so
//! that one that is interrupted can be gone on with (`apply`, `journal`).

mod apply;
mod database;
mod evidence;
mod find;
mod journal;
mod tell;

use nca_migrations::RevisionName;
use nca_migrations_core::lock::{Content, Lock};
use nca_migrations_core::rebase::{self, Plan, Refused, Unclear};
use nca_migrations_core::{Loaded, Migration};

use crate::args::RebaseArgs;
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::version::{self, NoName};
use crate::wording::ticked;
use find::Found;
use journal::Journal;

/// Why nothing is moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RebaseError {
    #[error(
        "chain.lock is in conflict, and nothing says which side is not released yet\n\
         to move {}: `rebase {}`\n\
         to move {}: `rebase {}`",
        ticked(.ours), .ours.first().map_or("", String::as_str),
        ticked(.theirs), .theirs.first().map_or("", String::as_str)
    )]
    WhichSide {
        ours: Vec<String>,
        theirs: Vec<String>,
    },
    #[error(
        "more than one line of migrations would stay; their ends are {}\n\
         say which one the others go behind: {}",
        ticked(.0),
        .0.iter().map(|end| format!("`rebase --onto {end}`")).collect::<Vec<_>>().join(" or ")
    )]
    Ends(Vec<String>),
    #[error(
        "no order can be told: {} do not hang together with the base\n\
         `validate` says what is wrong with their parents",
        ticked(.0)
    )]
    Loose(Vec<String>),
    #[error(
        "chain.lock has {} locked, and there is no such directory\n\
         restore it from version control; rebase would lose it",
        ticked(.0)
    )]
    Lost(Vec<String>),
    #[error(
        "no version for `{migration}` sorts after the one of `{head}`\n\
         rename the directories by hand, in the order that they are to have, and run `rebase` again"
    )]
    NoName { migration: String, head: String },
    #[error(
        "{} would move, and may be released: {why}\n\
         if no database has it: the same with `--yes`",
        ticked(.migrations)
    )]
    Released {
        migrations: Vec<String>,
        why: String,
    },
    #[error(
        "the database `{shown}` has {} applied, which would move\n\
         it knows a migration by its version, so take it back first, with what is checked out before \
         the merge: `git merge --abort`, `downgrade`, and merge again\n\
         if that database does not matter: `--no-database`",
        ticked(.migrations)
    )]
    Applied {
        shown: String,
        migrations: Vec<String>,
    },
    #[error(
        "the database cannot be asked what it has applied: {0}\n\
         `--no-database` goes on without asking"
    )]
    Database(String),
    #[error("`{0}` is in the way: a migration is to have that name")]
    InTheWay(String),
    #[error("`{shown}` cannot be changed: it names no `parent`")]
    NoParent { shown: String },
    #[error(
        "a rebase was interrupted in `{directory}`\n\
         `{program} rebase` brings it to its end"
    )]
    Unfinished { directory: String, program: String },
    #[error(
        "`{shown}` cannot be understood: {why}\n\
         it was written by a rebase that was interrupted; restore the migrations directory from \
         version control, remove this file, and run `rebase` again"
    )]
    Journal { shown: String, why: String },
    #[error(
        "a rebase was interrupted, and `{0}`, which it was about to move, is not there any more\n\
         restore the migrations directory from version control, remove its `{file}`, and run \
         `rebase` again",
        file = journal::FILE
    )]
    Vanished(String),
}

impl RebaseError {
    pub(crate) fn is_usage(&self) -> bool {
        matches!(self, Self::WhichSide { .. } | Self::Ends(_))
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// It was only to be shown.
    Shown,
    /// An interrupted one was brought to its end.
    Finished,
    Nothing,
}

pub(super) fn run(context: &mut Context<'_>, args: &RebaseArgs) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    if let Some(journal) = Journal::read(&directory)? {
        let outcome = if args.dry_run {
            Outcome::Shown
        } else {
            apply::finish(&directory, journal.clone())?;
            Outcome::Finished
        };
        tell::unfinished(context, &directory, &journal, outcome);
        return Ok(Exit::Done);
    }
    let loaded = directory.load();
    let found = find::find(&directory, &loaded, args)?;
    let plan = plan(context, &loaded.migrations, &found)?;
    if is_done(&loaded, &plan) {
        tell::plan(context, &directory, &found, &plan, Outcome::Nothing);
        return Ok(Exit::Done);
    }
    tell::announce(context, &directory, &found, &plan);
    if !args.no_database {
        database::refuse_applied(context, &loaded, &plan)?;
    }
    if !args.yes {
        refuse_released(&found, &plan)?;
    }
    apply::refuse_links(&directory, &plan)?;
    let outcome = if args.dry_run {
        Outcome::Shown
    } else {
        apply::finish(&directory, Journal::of(&plan))?;
        Outcome::Done
    };
    tell::plan(context, &directory, &found, &plan, outcome);
    Ok(Exit::Done)
}

/// That no rebase was interrupted here: half of one looks like many problems.
pub(super) fn refuse_unfinished(
    context: &Context<'_>,
    directory: &Directory,
) -> Result<(), Failure> {
    if Journal::exists(directory) {
        return Err(RebaseError::Unfinished {
            directory: directory.shown.clone(),
            program: context.program.name.to_owned(),
        }
        .into());
    }
    Ok(())
}

fn plan(context: &Context<'_>, migrations: &[Migration], found: &Found) -> Result<Plan, Failure> {
    let order =
        rebase::order(&found.migrations, &found.keep).map_err(|why| unclear(migrations, &why))?;
    let order = order.up_to_the_first_fault(migrations);
    let sides = found.sides(&names(migrations, &order.moved));
    let (now, format) = (version::now(), &context.config()?.version_format);
    let named = |before: Option<&RevisionName>, old: &RevisionName| {
        version::behind(now, format, before, old).map_err(|why| RebaseError::NoName {
            migration: old.to_string(),
            head: match why {
                NoName::HeadAfterClock { head, .. } => head,
                NoName::Reserved => old.to_string(),
            },
        })
    };
    let plan = rebase::plan(migrations, &order, sides, named).map_err(|refused| match refused {
        Refused::Lost(lost) => RebaseError::Lost(lost.0),
        Refused::Name(error) => error,
    })?;
    Ok(plan)
}

fn unclear(migrations: &[Migration], why: &Unclear) -> RebaseError {
    match why {
        Unclear::Ends(ends) => RebaseError::Ends(names(migrations, ends)),
        Unclear::Loose(loose) => RebaseError::Loose(names(migrations, loose)),
        _ => RebaseError::Loose(Vec::new()),
    }
}

fn names(migrations: &[Migration], indices: &[usize]) -> Vec<String> {
    let name = |index: &usize| migrations[*index].name.to_string();
    indices.iter().map(name).collect()
}

/// Whether the directory is as it is to be, and its lock file as far as this command has a say in it.
fn is_done(loaded: &Loaded, plan: &Plan) -> bool {
    plan.moves.is_empty()
        && loaded.lock.as_ref().is_none_or(|lock| {
            let drafts = |lock: &Lock| {
                let blocks = lock.blocks.iter();
                let names = blocks.filter(|block| block.content != Content::Draft);
                names.map(|block| block.name.clone()).collect::<Vec<_>>()
            };
            drafts(lock) == drafts(&plan.lock)
        })
        && loaded.lock.is_some() == loaded.lock_source.is_some()
}

/// That nothing moves that may be on a server somewhere.
fn refuse_released(found: &Found, plan: &Plan) -> Result<(), RebaseError> {
    let moved = plan.moves.iter().map(|one| &one.from);
    let migrations: Vec<String> = moved
        .filter(|name| evidence::is_locked(&found.released, name.as_str()))
        .map(ToString::to_string)
        .collect();
    if migrations.is_empty() {
        return Ok(());
    }
    Err(RebaseError::Released {
        migrations,
        why: found.why_released.clone(),
    })
}

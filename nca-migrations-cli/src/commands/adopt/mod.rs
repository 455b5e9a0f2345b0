//! `adopt`: taking over the migrations and databases of another tool.
//!
//! Read, plan, check, look at the database, write, record. Up to the writing nothing is touched, and all
//! that is in the way is said at once.

mod alembic;
mod database;
mod diesel;
mod error;
mod metadata_text;
mod naming;
mod origin;
mod plan;
mod refinery;
mod report;
mod row;
mod source;
mod sqlx;
mod table;
mod target;
mod write;

pub(crate) use error::AdoptError;

use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::lock::{self, Accept, Lock};
use nca_migrations_core::problem::{Kind, NoDirectory, Problem};
use nca_migrations_core::{Demands, Loaded, PlannedFile, load_planned};

use self::plan::Plan;
use self::report::{Report, Run};
use crate::args::{AdoptArgs, Tool};
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::url::DatabaseUrl;

pub(super) fn run(context: &mut Context<'_>, args: &AdoptArgs) -> Result<Exit, Failure> {
    let tool = target::tool(args)?;
    // Only a database that is named here: the variable is often set for something else.
    let url = match context.globals.database_url {
        Some(_) => Some(context.database_url()?),
        None => None,
    };
    target::demand(tool, args, url.is_some())?;
    let directory = target::directory(context, args)?;
    let dialects = target::dialects(context, args, &directory)?;
    let mut plan = plan(tool, args, &directory, dialects)?;
    let planned = plan.files(&directory);
    let (loaded, lock, problems) = if tool == Tool::Diesel || args.from.is_some() {
        check(&directory, dialects, &planned)
    } else {
        as_it_is(&directory)?
    };
    let live = match url {
        Some(url) if problems.is_empty() => {
            Some(database::look(url, tool, args, &loaded, &mut plan)?)
        }
        url => {
            let _: Option<DatabaseUrl> = url;
            None
        }
    };
    let lock = match lock {
        Some(lock) if plan.obstacles.is_empty() => lock,
        _ => {
            let shown = directory.shown.clone();
            let copy = args
                .from
                .as_ref()
                .filter(|_| matches!(tool, Tool::Sqlx | Tool::Refinery));
            let copy = copy.map(|from| Directory::named(from).shown);
            return Err(AdoptError::in_the_way(shown, plan, problems, copy).into());
        }
    };
    let before = loaded.lock_source.as_ref().map(|source| &*source.text);
    let is_locked_anew = before != Some(&*lock.to_string());
    let prefix = format!("{}/", directory.shown);
    let (run, database) = if args.dry_run {
        let database = live
            .map(|live| {
                let shown = live.shown();
                let foreseen = live.would_record(context, &loaded.chain, &prefix)?;
                Ok::<_, Failure>((shown, foreseen))
            })
            .transpose()?;
        (Run::Dry, database)
    } else {
        // It is written last; that it cannot be is known before.
        files::lock_file(&directory)?;
        write::write(&plan, &directory, &lock)?;
        let database = live
            .map(|live| {
                let shown = live.shown();
                let adopted = live.take_over(context, &loaded.chain, &prefix)?;
                Ok::<_, Failure>((shown, adopted.into()))
            })
            .transpose()?;
        (Run::Done, database)
    };
    let report = Report {
        tool,
        directory: &directory,
        plan: &plan,
        length: loaded.chain.len(),
        head: loaded.chain.last().map(|head| head.name),
        serves: lock.dialects,
        is_locked_anew,
        database,
        run,
    };
    report::tell(context, &report);
    Ok(Exit::Done)
}

/// What is going to be written; what is there already, and is the same, is left out.
fn plan(
    tool: Tool,
    args: &AdoptArgs,
    directory: &Directory,
    dialects: Dialects,
) -> Result<Plan, Failure> {
    let unverified = args.unverified.as_deref();
    if tool == Tool::Diesel {
        let options = diesel::Options {
            dialects,
            unverified,
            empty_down: if args.drop_empty_down {
                diesel::EmptyDown::Drop
            } else {
                diesel::EmptyDown::Report
            },
        };
        return Ok(diesel::plan(
            diesel::read(directory)?,
            &directory.shown,
            &options,
        ));
    }
    let Some(from) = &args.from else {
        return Ok(Plan::default());
    };
    target::apart(from, directory)?;
    let mut plan = match tool {
        Tool::Refinery => {
            let (files, ignored) = refinery::read(from)?;
            refinery::plan(&files, &ignored, unverified)
        }
        Tool::Alembic => {
            let found = alembic::read(from, args.sql.as_ref(), args.down_sql.as_ref())?;
            let options = alembic::Options {
                dialects,
                table: args.table.as_deref().unwrap_or(alembic::TABLE),
                no_sql: &args.no_sql,
                unverified,
            };
            alembic::plan(&found, &options)
        }
        _ => {
            let (files, ignored) = sqlx::read(from)?;
            sqlx::plan(&files, &ignored, dialects, unverified)
        }
    };
    if plan.migrations.is_empty() && plan.obstacles.is_empty() {
        let shown = Directory::named(from).shown;
        plan.obstacles.push(target::nothing_there(tool, shown));
    }
    let locked = directory.load().lock.unwrap_or_default();
    let locked: Vec<String> = locked.blocks.into_iter().map(|block| block.name).collect();
    write::compare(&mut plan, directory, &locked);
    Ok(plan)
}

/// The chain of a directory that is ours already: nothing is written to it.
fn as_it_is(directory: &Directory) -> Result<(Loaded, Option<Lock>, Vec<Problem>), Failure> {
    let loaded = directory.load();
    if !loaded.problems.is_empty() {
        return Err(Failure::problems(directory, loaded.problems));
    }
    let lock = loaded.lock.clone();
    Ok((loaded, lock, Vec::new()))
}

/// The chain as it is going to be, its lock file, and what is wrong with it.
fn check(
    directory: &Directory,
    dialects: Dialects,
    files: &[PlannedFile],
) -> (Loaded, Option<Lock>, Vec<Problem>) {
    let demands = Demands {
        serves: Some(dialects),
        ..Demands::default()
    };
    let loaded = load_planned(&directory.path, &directory.shown, &demands, files);
    let accept = Accept {
        migrations: Vec::new(),
        dialects: Some(dialects),
    };
    match lock::renew(&loaded, &accept) {
        Ok(lock) => (loaded, Some(lock), Vec::new()),
        Err(problems) => {
            // The lock file is going to be written; and where nothing is planned for a directory that is
            // not there, because of obstacles, these say why.
            let is_to_come = |problem: &Problem| {
                matches!(
                    problem.kind,
                    Kind::LockMissing
                        | Kind::DirectoryMissing {
                            why: NoDirectory::NotFound,
                            ..
                        }
                )
            };
            let problems = problems.into_iter().filter(|one| !is_to_come(one));
            let problems = problems.collect();
            (loaded, None, problems)
        }
    }
}

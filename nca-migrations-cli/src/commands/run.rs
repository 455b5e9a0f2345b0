//! What `upgrade` and `downgrade` share: a run, told while it goes on and summed up at the end.

use std::time::Duration;

use nca_migrations::chain::Chain;
use nca_migrations::{Command, Report, RevisionName, Target, TargetError, TransactionMode};
use nca_migrations::{Migrator, Position};

use super::{plan, sql};
use crate::args::MoveArgs;
use crate::context::{Carried, Context};
use crate::database::{self, Access};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;
use crate::migrate::{Move, migrate};
use crate::progress::Detail;
use crate::wording::count;

/// One of the two ways.
pub(super) struct Run {
    pub(super) command: Command,
    pub(super) access: Access,
    pub(super) past: &'static str,
    pub(super) kept_scripts: KeptScripts,
}

/// Whether a downgrade may use the scripts that the log kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeptScripts {
    Used,
    Unused,
}

pub(super) fn go(
    context: &mut Context<'_>,
    run: &Run,
    target: &str,
    how: &MoveArgs,
) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let migrator = settings(context.migrator(&carried.chain), run, how);
    if how.script.sql {
        let dialect = sql::dialect(context, &how.script)?;
        return sql::write(
            context,
            &migrator,
            &carried.chain,
            dialect,
            run.command,
            target,
        );
    }
    let target = parse(target, run, &carried.chain)?;
    let url = context.database_url()?;
    if how.plan {
        return plan::show(context, &carried, &migrator, run, &url, &target);
    }
    let mut conn = database::open(&url, run.access)?;
    let detail = if context.globals.verbose {
        Detail::Statements
    } else {
        Detail::Revisions
    };
    let moving = Move {
        command: run.command,
        target: &target,
        detail,
    };
    let report = migrate(context, &carried, migrator, &mut conn, &moving)?;
    tell(context, run, &report, &carried);
    Ok(Exit::Done)
}

fn settings<'c>(mut migrator: Migrator<'c>, run: &Run, how: &MoveArgs) -> Migrator<'c> {
    if how.single_transaction {
        migrator = migrator.transaction(TransactionMode::WholeRun);
    }
    if let Some(timeout) = how.lock_timeout {
        migrator = migrator.lock_timeout(timeout);
    }
    if let Some(tag) = &how.tag {
        migrator = migrator.tag(tag);
    }
    match run.kept_scripts {
        KeptScripts::Used => migrator.use_kept_scripts(),
        KeptScripts::Unused => migrator,
    }
}

/// The target, if it can be one. A slug may have a colon, so only what names no revision is a range.
fn parse(text: &str, run: &Run, chain: &Chain) -> Result<Target, Failure> {
    let range = || sql::SqlError::range_not_allowed(text, run.command);
    if text.starts_with(':') || text.ends_with(':') {
        return Err(range().into());
    }
    let target: Target = text.parse()?;
    match target.resolve(chain, Position(0)) {
        Err(TargetError::Unknown { .. }) if text.contains(':') => Err(range().into()),
        // The database may know it.
        _ if run.kept_scripts == KeptScripts::Used => Ok(target),
        // Before a database is created for it.
        Err(error @ (TargetError::Unknown { .. } | TargetError::Ambiguous { .. })) => {
            Err(error.into())
        }
        _ => Ok(target),
    }
}

fn tell(context: &mut Context<'_>, run: &Run, report: &Report, carried: &Carried) {
    if context.globals.json {
        context.streams.result(json::report(report));
    } else {
        let summary = sum_up(report, run.past, &carried.chain);
        context.streams.summary(summary);
    }
}

/// `upgraded from the base to 20260106090000 (head): 3 revisions in 4.1ms`.
fn sum_up(report: &Report, past: &str, chain: &Chain) -> String {
    let to = place(report.to.as_ref(), chain);
    if report.done.is_empty() {
        return format!("nothing to do: the database is at {to}");
    }
    let took: Duration = report.done.iter().map(|done| done.duration).sum();
    format!(
        "{past} from {} to {to}: {} in {took:.1?}",
        place(report.from.as_ref(), chain),
        count(report.done.len(), "revision"),
    )
}

/// `20260106090000 (head)`, or `the base`.
pub(super) fn place(name: Option<&RevisionName>, chain: &Chain) -> String {
    let Some(name) = name else {
        return "the base".to_owned();
    };
    let is_head = chain.last().is_some_and(|head| head.name == *name);
    let head = if is_head { " (head)" } else { "" };
    format!("{}{head}", name.version())
}

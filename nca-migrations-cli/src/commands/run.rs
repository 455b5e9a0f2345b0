//! What `upgrade` and `downgrade` share: a run, told while it goes on and summed up at the end.

use std::time::Duration;

use nca_migrations::chain::Chain;
use nca_migrations::{Command, Report, RevisionName, Target};

use crate::connection::on;
use crate::context::Context;
use crate::database::{self, Access, DatabaseError};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;
use crate::progress::{Detail, Progress};
use crate::wording::count;

/// One of the two ways.
pub(super) struct Run {
    pub(super) command: Command,
    pub(super) access: Access,
    pub(super) past: &'static str,
}

pub(super) fn go(context: &mut Context<'_>, run: &Run, target: &Target) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let url = context.database_url()?;
    let migrator = context.migrator(&carried.chain);
    let mut conn = database::open(&url, run.access)?;
    let detail = if context.globals.verbose {
        Detail::Statements
    } else {
        Detail::Revisions
    };
    let report = {
        let progress = Progress::new(context.streams, detail, &carried.chain);
        let migrator = migrator.observer(|event| progress.event(event));
        match run.command {
            Command::Downgrade => on!(&mut conn, conn => migrator.downgrade(conn, target)),
            _ => on!(&mut conn, conn => migrator.upgrade(conn, target)),
        }
    };
    let report = report.map_err(|error| DatabaseError::run(error, &carried.prefix))?;
    if context.globals.json {
        context.streams.result(json::report(&report));
    } else {
        context
            .streams
            .summary(sum_up(&report, run.past, &carried.chain));
    }
    Ok(Exit::Done)
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

fn place(name: Option<&RevisionName>, chain: &Chain) -> String {
    let Some(name) = name else {
        return "the base".to_owned();
    };
    let is_head = chain.last().is_some_and(|head| head.name == *name);
    let head = if is_head { " (head)" } else { "" };
    format!("{}{head}", name.version())
}

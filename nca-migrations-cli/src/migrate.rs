//! A run against a database, told while it goes on, that a signal can stop.

use nca_migrations::{Command, Error, Migrator, Report, Target};

use crate::connection::{Connection, on};
use crate::context::{Carried, Context};
use crate::database::DatabaseError;
use crate::failure::Failure;
use crate::interrupt::Interrupts;
use crate::progress::{Detail, Progress};

/// Where to go.
pub(crate) struct Move<'t> {
    pub(crate) command: Command,
    pub(crate) target: &'t Target,
    pub(crate) detail: Detail,
}

pub(crate) fn migrate(
    context: &mut Context<'_>,
    carried: &Carried,
    migrator: Migrator<'_>,
    conn: &mut Connection,
    moving: &Move<'_>,
) -> Result<Report, Failure> {
    let interrupts = context.interrupts;
    let asked = || interrupts.and_then(Interrupts::asked);
    let report = {
        let progress = Progress::new(context.streams, moving.detail, &carried.chain);
        let _watch = interrupts.map(|interrupts| interrupts.watch(progress.bar()));
        let migrator = migrator
            .observer(|event| progress.event(event))
            .stop_when(|| asked().is_some());
        let target = moving.target;
        match moving.command {
            Command::Downgrade => on!(conn, conn => migrator.downgrade(conn, target)),
            _ => on!(conn, conn => migrator.upgrade(conn, target)),
        }
    };
    report.map_err(|error| match (error, asked()) {
        (error @ Error::Stopped { .. }, Some(signal)) => Failure::Interrupted {
            signal,
            error: Box::new(error),
        },
        (error, _) => DatabaseError::run(error, &carried.prefix).into(),
    })
}

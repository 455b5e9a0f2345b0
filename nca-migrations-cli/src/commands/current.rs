//! `current`.

use nca_migrations::chain::Chain;
use nca_migrations::{Current, Refusal};
use serde_json::json;

use crate::args::CurrentArgs;
use crate::connection::on;
use crate::context::{Carried, Context};
use crate::database::{self, Access, DatabaseError};
use crate::entry::{self, Marks};
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::json;

pub(super) fn run(context: &mut Context<'_>, args: &CurrentArgs) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let url = context.database_url()?;
    let mut conn = database::open(&url, Access::Existing)?;
    let failed_run = |error| DatabaseError::run(error, &carried.prefix);
    let migrator = context.migrator(&carried.chain);
    let current = on!(&mut conn, conn => migrator.current(conn)).map_err(failed_run)?;
    let misfit = if current.is_head {
        None
    } else {
        on!(&mut conn, conn => migrator.status(conn))
            .map_err(failed_run)?
            .problem
    };
    if context.globals.verbose && !context.globals.json {
        context
            .streams
            .result(format!("Current revision(s) for {}:", url.shown));
    }
    show(context, &carried, &current);
    if let Some(misfit) = misfit.filter(is_misfit) {
        context.streams.error(format!("warning: {misfit}"));
    }
    if args.check_heads && !current.is_head {
        let error = not_at_head(&current, &carried.chain);
        context.streams.error(failed(&error.to_string()));
        return Ok(Exit::Difference);
    }
    Ok(Exit::Done)
}

/// Whether the history does not fit the chain. Other refusals are about what an upgrade would run.
fn is_misfit(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Ahead { .. }
            | Refusal::Diverged { .. }
            | Refusal::Gap { .. }
            | Refusal::Changed { .. }
    )
}

fn show(context: &mut Context<'_>, carried: &Carried, current: &Current) {
    let chain = &carried.chain;
    let found = current.revision.as_ref().and_then(|name| {
        let revisions = chain.iter().enumerate();
        revisions.rev().find(|(_, revision)| revision.name == *name)
    });
    let (json, verbose) = (context.globals.json, context.globals.verbose);
    let is_head = current.is_head;
    match (found, &current.version) {
        (Some((index, revision)), _) if json => {
            let marks = Marks {
                head: is_head,
                current: Some(true),
            };
            let revision = json::revision(chain, index, &revision, marks);
            let current = json!({ "current": revision, "is_head": is_head });
            context.streams.result(json::object(current));
        }
        (Some((index, revision)), _) => {
            let marks = Marks {
                head: is_head,
                current: None,
            };
            context.streams.result(if verbose {
                entry::long(chain, index, &revision, marks, &carried.prefix)
            } else {
                entry::short(&revision, marks)
            });
        }
        (None, version) if json => {
            let current = version
                .as_ref()
                .map(|version| json!({ "version": version }));
            let current = json!({ "current": current, "is_head": is_head });
            context.streams.result(json::object(current));
        }
        (None, Some(version)) => context.streams.result(version),
        // At the base Alembic shows nothing.
        (None, None) => {}
    }
}

fn not_at_head(current: &Current, chain: &Chain) -> DatabaseError {
    let version = current.version.clone();
    DatabaseError::NotAtHead {
        at: version.unwrap_or_else(|| "the base".to_owned()),
        head: chain.last().map_or_else(
            || "the base".to_owned(),
            |head| head.name.version().into_owned(),
        ),
    }
}

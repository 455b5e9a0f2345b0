//! `stamp`.

use nca_migrations::chain::Chain;
use nca_migrations::{Migrator, Position, SqlRange, Stamp, Stamped, Target};
use serde_json::json;

use super::run::place;
use super::sql::{self, SqlError};
use crate::args::StampArgs;
use crate::connection::on;
use crate::context::{Carried, Context};
use crate::database::{self, Access, DatabaseError};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;
use crate::wording::count;

/// Why nothing is stamped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StampError {
    #[error(
        "`{one}` and `{other}` are two places, and a database is at one\n\
         a chain is linear, so what is before a revision counts as applied: name the last one alone"
    )]
    Several { one: String, other: String },
    #[error("a range is for `--sql`; without it the database says where it is: `stamp {0}`")]
    Range(String),
    // Alembic's words.
    #[error(
        "Can't use --purge with --sql mode\n\
         which versions are forgotten is known only when the database is looked at: run `stamp --purge` on it"
    )]
    PurgeSql,
}

pub(super) fn run(context: &mut Context<'_>, args: &StampArgs) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let chain = &carried.chain;
    let text = only(&args.revisions, chain)?;
    let migrator = settings(context.migrator(chain), args);
    if args.script.sql {
        if args.purge {
            return Err(StampError::PurgeSql.into());
        }
        let dialect = sql::dialect(context, &args.script)?;
        let range: SqlRange = text.parse().map_err(SqlError::from)?;
        let script = migrator.stamp_sql(dialect, &range)?;
        sql::show(context, dialect, &script);
        return Ok(Exit::Done);
    }
    let target: Target = text.parse()?;
    if let Some((_, to)) = text.split_once(':')
        && target.resolve(chain, Position(0)).is_err()
    {
        return Err(StampError::Range(to.to_owned()).into());
    }
    let url = context.database_url()?;
    // What is not there was not brought anywhere.
    let mut conn = database::open(&url, Access::Existing)?;
    let failed = |error| DatabaseError::run(error, &carried.prefix);
    let before = on!(&mut conn, conn => migrator.current(conn)).map_err(failed)?;
    let stamp = if args.purge {
        Stamp::Purging
    } else {
        Stamp::Checked
    };
    let stamped = on!(&mut conn, conn => migrator.stamp(conn, &target, stamp)).map_err(failed)?;
    tell(context, &carried, before.version.as_deref(), &stamped);
    Ok(Exit::Done)
}

fn settings<'c>(mut migrator: Migrator<'c>, args: &StampArgs) -> Migrator<'c> {
    if let Some(timeout) = args.lock_timeout {
        migrator = migrator.lock_timeout(timeout);
    }
    match &args.tag {
        Some(tag) => migrator.tag(tag),
        None => migrator,
    }
}

/// The one place that is meant. Alembic takes several revisions, one for each branch.
fn only<'a>(revisions: &'a [String], chain: &Chain) -> Result<&'a str, Failure> {
    let (first, others) = revisions
        .split_first()
        .map_or(("", &[][..]), |(first, others)| (&**first, others));
    let place_of = |text: &str| -> Result<Position, Failure> {
        Ok(text.parse::<Target>()?.resolve(chain, Position(0))?)
    };
    for other in others {
        let several = || StampError::Several {
            one: first.to_owned(),
            other: other.clone(),
        };
        let counts = |text: &str| text.starts_with(['+', '-']);
        if other == first {
            continue;
        }
        if counts(other) || counts(first) || place_of(other)? != place_of(first)? {
            return Err(several().into());
        }
    }
    Ok(first)
}

fn tell(context: &mut Context<'_>, carried: &Carried, before: Option<&str>, stamped: &Stamped) {
    let versions = |names: &[nca_migrations::RevisionName]| -> Vec<String> {
        let versions = names.iter().map(|name| name.version().into_owned());
        versions.collect()
    };
    let to = stamped.to.as_ref().map(|name| name.version().into_owned());
    let (recorded, forgotten) = (&stamped.recorded, &stamped.forgotten);
    let is_changed = !recorded.is_empty() || !forgotten.is_empty();
    if is_changed {
        context.streams.progress(format!(
            "Running stamp_revision {} -> {}",
            before.unwrap_or_default(),
            to.as_deref().unwrap_or_default()
        ));
    }
    if context.globals.json {
        let fields = json!({
            "from": before,
            "to": to,
            "recorded": versions(recorded),
            "forgotten": forgotten,
        });
        context.streams.result(json::object(fields));
        return;
    }
    let at = place(stamped.to.as_ref(), &carried.chain);
    context.streams.summary(if is_changed {
        format!(
            "stamped {at}: {} recorded, {} forgotten",
            count(recorded.len(), "revision"),
            forgotten.len()
        )
    } else {
        format!("nothing to do: the database is recorded at {at}")
    });
}

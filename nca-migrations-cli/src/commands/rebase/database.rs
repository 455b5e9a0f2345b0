//! What a database that is known has applied.

use std::collections::HashSet;

use nca_migrations::Migrator;
use nca_migrations::history::History;
use nca_migrations_core::Loaded;
use nca_migrations_core::rebase::{Move, Plan};

use super::RebaseError;
use crate::connection::on;
use crate::context::Context;
use crate::database::{self, Access, DatabaseError};
use crate::failure::Failure;
use crate::url::DatabaseUrl;

/// That the database which is given or configured has nothing applied that would move. One that is not
/// there has not.
pub(super) fn refuse_applied(
    context: &Context<'_>,
    loaded: &Loaded,
    plan: &Plan,
) -> Result<(), Failure> {
    if plan.moves.is_empty() {
        return Ok(());
    }
    let cannot_ask = |error: &dyn std::fmt::Display| {
        RebaseError::Database(error.to_string().trim_end().to_owned())
    };
    let url = match context.known_database() {
        Ok(Some(url)) => url,
        Ok(None) => return Ok(()),
        Err(Failure::Url(error)) => return Err(cannot_ask(&error).into()),
        Err(failure) => return Err(failure),
    };
    let history = match history(context, &url, loaded) {
        Ok(history) => history,
        Err(DatabaseError::Absent { .. }) => return Ok(()),
        Err(error) => return Err(cannot_ask(&error).into()),
    };
    let applied = applied(&history);
    let migrations: Vec<String> = plan
        .moves
        .iter()
        .filter(|one| is_applied(one, &applied))
        .map(|one| one.from.to_string())
        .collect();
    if migrations.is_empty() {
        return Ok(());
    }
    let shown = url.shown;
    Err(RebaseError::Applied { shown, migrations }.into())
}

fn history(
    context: &Context<'_>,
    url: &DatabaseUrl,
    loaded: &Loaded,
) -> Result<History, DatabaseError> {
    let mut conn = database::open(url, Access::Existing)?;
    let migrator: Migrator<'_> = context.migrator(&loaded.chain);
    let history = on!(&mut conn, conn => migrator.history(conn));
    history.map_err(|error| DatabaseError::run(error, ""))
}

/// Versions, each with the directory that it was applied from where the log tells.
fn applied(history: &History) -> HashSet<(&str, Option<&str>)> {
    let accounts = history.accounts().into_iter();
    accounts
        .map(|(row, entry)| {
            let directory = entry.and_then(|entry| entry.directory.as_deref());
            (&*row.version, directory)
        })
        .collect()
}

/// Two branches may have given the same version to two migrations: then the directory tells.
fn is_applied(one: &Move, applied: &HashSet<(&str, Option<&str>)>) -> bool {
    let version = &*one.from.version();
    applied.contains(&(version, None)) || applied.contains(&(version, Some(one.from.as_str())))
}

#[cfg(test)]
mod tests {
    use nca_migrations::RevisionName;
    use nca_migrations_core::metadata::Parent;

    use super::*;

    #[test]
    fn the_same_version_from_another_directory_is_another_migration() {
        let one = Move {
            from: RevisionName::parse("0002_x").unwrap(),
            to: RevisionName::parse("0003_x").unwrap(),
            parent: Parent::Base,
        };
        for (applied, expected) in [
            (("0002", None), true),
            (("0002", Some("0002_x")), true),
            (("0002", Some("0002_y")), false),
            (("0001", None), false),
        ] {
            assert_eq!(is_applied(&one, &HashSet::from([applied])), expected);
        }
    }
}

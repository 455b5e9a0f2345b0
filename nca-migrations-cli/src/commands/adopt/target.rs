//! What is taken over, from where to where.

use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations_core::dialect::Dialects;

use super::error::AdoptError;
use super::plan::Obstacle;
use crate::args::{AdoptArgs, Tool};
use crate::context::Context;
use crate::directory::{self, Directory};
use crate::failure::Failure;
use crate::files;
use crate::url::UrlError;

pub(super) fn tool(args: &AdoptArgs) -> Result<Tool, AdoptError> {
    match (args.tool, &args.from) {
        (Some(tool), _) => Ok(tool),
        (None, None) => Ok(Tool::Diesel),
        (None, Some(from)) => Err(AdoptError::NoTool {
            from: Directory::named(from).shown,
        }),
    }
}

/// Whether the arguments go together.
pub(super) fn demand(tool: Tool, args: &AdoptArgs, has_database: bool) -> Result<(), AdoptError> {
    let unfit = |option, only_for| Err(AdoptError::Unfit { option, only_for });
    match tool {
        Tool::Diesel if args.from.is_some() => return Err(AdoptError::DieselInPlace),
        Tool::Diesel if args.table.is_some() => {
            return unfit("--table", "sqlx, refinery and Alembic");
        }
        Tool::Diesel | Tool::Alembic if !args.accept.is_empty() => {
            return unfit("--accept", "sqlx and refinery");
        }
        Tool::Alembic if args.from.is_some() && args.sql.is_none() => {
            return Err(AdoptError::NoSql);
        }
        _ => {}
    }
    if tool != Tool::Alembic && (args.sql.is_some() || args.down_sql.is_some()) {
        return unfit("--sql", "Alembic");
    }
    if tool != Tool::Diesel && args.drop_empty_down {
        return unfit("--drop-empty-down", "Diesel");
    }
    if args
        .unverified
        .as_ref()
        .is_some_and(|reason| reason.trim().is_empty())
    {
        return Err(AdoptError::NoReason);
    }
    if tool != Tool::Diesel && args.from.is_none() && !has_database {
        return Err(AdoptError::Nothing);
    }
    Ok(())
}

/// The migrations directory that is ours, or is going to be.
pub(super) fn directory(context: &Context<'_>, args: &AdoptArgs) -> Result<Directory, Failure> {
    if args.from.is_none() {
        return context.directory();
    }
    let configured = || Ok::<_, Failure>(context.config()?.directory.clone());
    let named = match context.surroundings.named_directory() {
        Some(named) => Some(named),
        None => configured()?,
    };
    Ok(named.unwrap_or_else(|| Directory::named(Path::new(directory::NAME))))
}

/// What the chain is going to serve: as it is said, else what it serves already, else what the
/// configuration says, else the backend of the database that is named somewhere. Nothing is guessed:
/// scripts that are read in another dialect than theirs seem wrong, or right.
pub(super) fn dialects(
    context: &Context<'_>,
    args: &AdoptArgs,
    directory: &Directory,
) -> Result<Dialects, Failure> {
    if !args.backends.is_empty() {
        return Ok(args.backends.iter().copied().collect());
    }
    if let Some(lock) = directory.load().lock {
        return Ok(lock.dialects);
    }
    if let Some(configured) = &context.config()?.backends {
        return Ok(configured.iter().copied().collect());
    }
    match context.known_database() {
        Ok(Some(url)) => Ok(Dialects::only(url.dialect)),
        // It is only asked what it is.
        Err(Failure::Url(UrlError::NoBackend { dialect, .. })) => Ok(Dialects::only(dialect)),
        Ok(None) => Err(AdoptError::NoBackend.into()),
        Err(failure) => Err(failure),
    }
}

/// Neither of the two may lie in the other: the source stays as it is.
pub(super) fn apart(from: &Path, directory: &Directory) -> Result<(), Failure> {
    let shown = Directory::named(from).shown;
    let found = fs::canonicalize(from);
    let source = found.map_err(|error| files::failure("read", shown.clone(), error))?;
    let target = resolved(&directory.path);
    if target.starts_with(&source) || source.starts_with(&target) {
        return Err(AdoptError::SamePlace {
            from: shown,
            to: directory.shown.clone(),
        }
        .into());
    }
    Ok(())
}

/// The path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in path.ancestors() {
        if let (Ok(found), Ok(rest)) = (fs::canonicalize(ancestor), path.strip_prefix(ancestor)) {
            return found.join(rest);
        }
    }
    path
}

pub(super) fn nothing_there(tool: Tool, shown: String) -> Obstacle {
    let help = match tool {
        Tool::Refinery => "refinery's are called `V1__create_users.sql`",
        Tool::Alembic => {
            "Alembic's are `versions/*.py` below the directory that `alembic init` made"
        }
        _ => {
            "sqlx's are called `20260105093000_create_users.sql`, or end in `.up.sql` and `.down.sql`"
        }
    };
    Obstacle::new(shown, "there is no migration here").help(help)
}

//! What another tool recorded in a live database: read, compared with the chain, taken over.

use std::fs;

use nca_migrations::chain::{Chain, Direction};
use nca_migrations::{Adopted, Dialect, Target};
use nca_migrations_core::Loaded;

use super::plan::{Content, Obstacle, Plan};
use super::row::{Checks, Entry, applied};
use super::table::{called, exists, rows, table};
use super::{alembic, refinery, sqlx};
use crate::args::{AdoptArgs, Tool};
use crate::connection::{Connection, on};
use crate::context::Context;
use crate::database::{self, Access, DatabaseError};
use crate::failure::Failure;
use crate::files;
use crate::url::DatabaseUrl;

/// A database that was looked at.
pub(super) struct Live {
    conn: Connection,
    url: DatabaseUrl,
    /// How many revisions of the chain the other tool has applied; `None` for Diesel, whose table is
    /// ours.
    reached: Option<usize>,
}

/// Looks at a database, and writes nothing.
pub(super) fn look(
    url: DatabaseUrl,
    tool: Tool,
    args: &AdoptArgs,
    loaded: &Loaded,
    plan: &mut Plan,
) -> Result<Live, Failure> {
    let mut conn = database::open(&url, Access::Existing)?;
    let Some(theirs) = table(tool, args) else {
        let reached = None;
        return Ok(Live { conn, url, reached });
    };
    let at = format!("{}: {theirs}", url.shown);
    if !exists(&mut conn, &url, &theirs)? {
        let text = format!(
            "there is no table `{theirs}`: {} has not been here",
            called(tool)
        );
        plan.obstacles.push(
            Obstacle::new(&url.shown, text)
                .help("`--table` names it where it is called otherwise")
                .help("a new database needs no adoption: `upgrade head` makes it"),
        );
        let reached = None;
        return Ok(Live { conn, url, reached });
    }
    let rows = rows(&mut conn, &url, tool, &theirs)?;
    let reached = if tool == Tool::Alembic {
        let names: Vec<_> = loaded.chain.iter().map(|revision| revision.name).collect();
        alembic::applied(&names, &rows, &at).map_err(|one| vec![one])
    } else {
        let checks = Checks {
            tool: called(tool),
            at: &at,
            is_for: match tool {
                Tool::Refinery => refinery::is_for,
                _ => sqlx::is_for,
            },
            accepted: &args.accept,
        };
        applied(&entries(loaded, plan, url.dialect)?, &rows, &checks)
    };
    let reached = match reached {
        Ok(reached) => Some(reached),
        // Without a chain nothing of it can be there: the reasons come first.
        Err(_) if !plan.obstacles.is_empty() => None,
        Err(obstacles) => {
            plan.obstacles.extend(obstacles);
            None
        }
    };
    Ok(Live { conn, url, reached })
}

/// The chain with the bytes of its up scripts, as they lie on disk or are going to.
fn entries(loaded: &Loaded, plan: &Plan, dialect: Dialect) -> Result<Vec<Entry>, Failure> {
    let planned = |name: &str, file: &str| {
        let migration = plan
            .migrations
            .iter()
            .find(|one| one.name.as_str() == name)?;
        let file = migration.files.iter().find(|one| one.name == file)?;
        match &file.content {
            Content::Write { bytes, .. } => Some(bytes.clone()),
            Content::Remove => None,
        }
    };
    let entry = |(place, revision): (usize, nca_migrations::chain::Revision)| {
        let script = revision.script(Direction::Up, dialect);
        let file = script.as_ref().map_or("", |script| &*script.file);
        let up = match planned(revision.name.as_str(), file) {
            Some(bytes) => bytes,
            None => match (loaded.files.get(place).into_iter())
                .flat_map(|files| &files.scripts)
                .find(|source| source.file_name() == file)
            {
                Some(source) => fs::read(&source.path)
                    .map_err(|error| files::failure("read", source.shown.clone(), error))?,
                None => Vec::new(),
            },
        };
        Ok(Entry {
            name: revision.name,
            up,
        })
    };
    loaded.chain.iter().enumerate().map(entry).collect()
}

impl Live {
    /// Records what was found.
    pub(super) fn take_over(
        mut self,
        context: &Context<'_>,
        chain: &Chain,
        prefix: &str,
    ) -> Result<Adopted, Failure> {
        let reached = self.reached.and_then(|reached| reached.checked_sub(1));
        let reached = reached.and_then(|last| chain.get(last));
        let target = reached.map(|revision| revision.name.version().parse::<Target>());
        let target = target.transpose()?;
        let migrator = context.migrator(chain);
        let adopted = on!(&mut self.conn, conn => migrator.adopt(conn, target.as_ref()));
        Ok(adopted.map_err(|error| DatabaseError::run(error, prefix))?)
    }

    /// What would be recorded, without its being so.
    pub(super) fn would_record(
        mut self,
        context: &Context<'_>,
        chain: &Chain,
        prefix: &str,
    ) -> Result<Foreseen, Failure> {
        let migrator = context.migrator(chain);
        let status = on!(&mut self.conn, conn => migrator.status(conn));
        let status = status.map_err(|error| DatabaseError::run(error, prefix))?;
        if let Some(refusal) = status.problem {
            return Err(DatabaseError::run(refusal.into(), prefix).into());
        }
        let here = chain.len() - status.pending.len();
        let reached = self.reached.unwrap_or(here).max(here);
        let names = |from: usize, to: usize| {
            let revisions = chain.iter().take(to).skip(from);
            revisions.map(|revision| revision.name).collect()
        };
        let foreign: Vec<&str> = (status.history.accounts().into_iter())
            .filter(|(_, entry)| entry.is_none())
            .map(|(row, _)| &*row.version)
            .collect();
        let logged: Vec<_> = names(0, here);
        Ok(Foreseen {
            at: reached
                .checked_sub(1)
                .and_then(|last| chain.get(last))
                .map(|one| one.name),
            logged: (logged.into_iter())
                .filter(|name: &nca_migrations::RevisionName| foreign.contains(&&*name.version()))
                .collect(),
            recorded: names(here, reached),
        })
    }

    pub(super) fn shown(&self) -> String {
        self.url.shown.clone()
    }
}

/// As [`Adopted`], for a dry run.
pub(super) struct Foreseen {
    pub(super) at: Option<nca_migrations::RevisionName>,
    pub(super) logged: Vec<nca_migrations::RevisionName>,
    pub(super) recorded: Vec<nca_migrations::RevisionName>,
}

impl From<Adopted> for Foreseen {
    fn from(adopted: Adopted) -> Self {
        Self {
            at: adopted.at,
            logged: adopted.logged,
            recorded: adopted.recorded,
        }
    }
}

//! What another tool recorded in a live database: read, compared with the chain, taken over.

use std::fs;

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl as _, sql_query};
use nca_migrations::chain::{Chain, Direction};
use nca_migrations::{Adopted, Dialect, Target};
use nca_migrations_core::Loaded;

use super::plan::{Content, Obstacle, Plan};
use super::row::{Checks, Entry, Row, applied};
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

/// A row, whatever the engine: all columns as text.
#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    checksum: String,
    #[diesel(sql_type = Text)]
    state: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    count: String,
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

fn called(tool: Tool) -> &'static str {
    match tool {
        Tool::Diesel => "Diesel",
        Tool::Sqlx => "sqlx",
        Tool::Refinery => "refinery",
        Tool::Alembic => "Alembic",
    }
}

fn table(tool: Tool, args: &AdoptArgs) -> Option<String> {
    let usual = match tool {
        Tool::Diesel => return None,
        Tool::Sqlx => sqlx::TABLE,
        Tool::Refinery => refinery::TABLE,
        Tool::Alembic => alembic::TABLE,
    };
    Some(args.table.clone().unwrap_or_else(|| usual.to_owned()))
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

fn exists(conn: &mut Connection, url: &DatabaseUrl, table: &str) -> Result<bool, Failure> {
    let (schema, name) = match table.split_once('.') {
        Some((schema, name)) => (Some(schema), name),
        None => (None, table),
    };
    let query = match url.dialect {
        Dialect::Postgres => format!(
            "SELECT count(to_regclass('{}'))::text AS count",
            quoted(Dialect::Postgres, table)
        ),
        Dialect::Mysql => format!(
            "SELECT CAST(count(*) AS CHAR) AS count FROM information_schema.tables \
             WHERE table_name = '{name}' AND table_schema = {}",
            schema.map_or_else(|| "DATABASE()".to_owned(), |schema| format!("'{schema}'"))
        ),
        _ => format!(
            "SELECT CAST(count(*) AS TEXT) AS count FROM {}.sqlite_master WHERE name = '{name}'",
            schema.unwrap_or("main")
        ),
    };
    let count = on!(conn, conn => sql_query(query).get_result::<Count>(conn));
    let count = count.map_err(|error| read_failure(url, table, &error))?;
    Ok(count.count != "0")
}

/// The rows, in the order of the versions. The columns are those that the tools create:
/// `sqlx-postgres/src/migrate.rs` and its siblings, refinery-core's `ASSERT_MIGRATIONS_TABLE_QUERY`,
/// Alembic's `MigrationContext.version_table_impl`.
fn rows(
    conn: &mut Connection,
    url: &DatabaseUrl,
    tool: Tool,
    table: &str,
) -> Result<Vec<Row>, Failure> {
    let dialect = url.dialect;
    let text = |column: &str| match dialect {
        Dialect::Mysql => format!("CAST({column} AS CHAR)"),
        _ => format!("CAST({column} AS TEXT)"),
    };
    let hex = match dialect {
        Dialect::Postgres => "encode(checksum, 'hex')",
        _ => "lower(hex(checksum))",
    };
    let (version, name, checksum, state) = match tool {
        Tool::Alembic => (
            text("version_num"),
            "''".to_owned(),
            "''".to_owned(),
            "'whole'",
        ),
        Tool::Refinery => (text("version"), text("name"), text("checksum"), "'whole'"),
        _ => {
            let state = "CASE WHEN success THEN 'whole' ELSE 'part' END";
            (text("version"), text("description"), hex.to_owned(), state)
        }
    };
    let order = if tool == Tool::Alembic {
        "version_num"
    } else {
        "version"
    };
    let from = quoted(dialect, table);
    // An alias of another name: PostgreSQL would order by the text.
    let query = format!(
        "SELECT version, name, checksum, state FROM (SELECT {order} AS place, {version} AS version, \
         {name} AS name, {checksum} AS checksum, {state} AS state FROM {from}) AS found ORDER BY place"
    );
    let found = on!(conn, conn => sql_query(query).load::<Found>(conn));
    let found = found.map_err(|error| read_failure(url, table, &error))?;
    let rows = found.into_iter().map(|row| Row {
        is_whole: row.state == "whole",
        version: row.version,
        name: row.name,
        checksum: row.checksum,
    });
    Ok(rows.collect())
}

/// Its parts are letters, digits and `_`: the arguments see to that.
fn quoted(dialect: Dialect, table: &str) -> String {
    let mark = if dialect == Dialect::Mysql { '`' } else { '"' };
    let parts: Vec<String> = (table.split('.'))
        .map(|part| format!("{mark}{part}{mark}"))
        .collect();
    parts.join(".")
}

fn read_failure(url: &DatabaseUrl, table: &str, error: &diesel::result::Error) -> Failure {
    super::AdoptError::Table {
        shown: url.shown.clone(),
        table: table.to_owned(),
        said: url.scrub(&error.to_string()),
    }
    .into()
}

//! `--sql`: what a command would do, as a script for somebody else to run. Connects to nothing.

use nca_migrations::chain::Chain;
use nca_migrations::{Command, Dialect, Migrator, Position, Refusal, SqlRange, SqlRangeSyntax};
use serde_json::json;

use crate::args::ScriptArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;
use crate::url::UrlError;

/// Why there is no script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SqlError {
    #[error(
        "it is not known which SQL to write: no database is named\n\
         give `--dialect sqlite`, `postgres` or `mysql`, or name the database with `--database-url` or \
         DATABASE_URL"
    )]
    NoDialect,
    #[error(transparent)]
    Range(#[from] SqlRangeSyntax),
    // Alembic's words, here and below.
    #[error(
        "Range revision not allowed\n\
         a range is for `--sql`; without it the database says where it is: `{command} {to}`"
    )]
    RangeNotAllowed { command: Command, to: String },
    #[error(
        "downgrade with --sql requires <fromrev>:<torev>\n\
         a script cannot ask where a database is: `downgrade head:{0} --sql` is for one at the head"
    )]
    NoStart(String),
    #[error(
        "`{range}` leads {way}, which is no {command}: to write that script, run `{other} {range} --sql`"
    )]
    WrongWay {
        range: String,
        way: &'static str,
        command: Command,
        other: Command,
    },
}

impl SqlError {
    pub(super) fn range_not_allowed(text: &str, command: Command) -> Self {
        let end = text.rsplit_once(':').map_or(text, |(_, end)| end);
        let whole = match command {
            Command::Downgrade => "base",
            _ => "head",
        };
        let to = if end.is_empty() { whole } else { end };
        Self::RangeNotAllowed {
            command,
            to: to.to_owned(),
        }
    }
}

/// What the script is written for: what is asked for, else what the database's URL says, even if this
/// build cannot open such a database.
pub(super) fn dialect(context: &Context<'_>, args: &ScriptArgs) -> Result<Dialect, Failure> {
    if let Some(dialect) = args.dialect {
        return Ok(dialect);
    }
    match context.database_url() {
        Ok(url) => Ok(url.dialect),
        Err(Failure::Url(UrlError::NoBackend { dialect, .. })) => Ok(dialect),
        Err(Failure::Url(UrlError::Missing)) => Err(SqlError::NoDialect.into()),
        Err(failure) => Err(failure),
    }
}

/// The script of `upgrade` or `downgrade`.
pub(super) fn write(
    context: &mut Context<'_>,
    migrator: &Migrator<'_>,
    chain: &Chain,
    dialect: Dialect,
    command: Command,
    target: &str,
) -> Result<Exit, Failure> {
    if command == Command::Downgrade && !target.contains(':') {
        return Err(SqlError::NoStart(target.to_owned()).into());
    }
    let range: SqlRange = target.parse().map_err(SqlError::from)?;
    let (from, to) = range.resolve(chain)?;
    if command == Command::Upgrade && to == Position(0) && from == to && !chain.is_empty() {
        return Err(Refusal::UpgradeToBase.into());
    }
    let (way, other) = match command {
        Command::Downgrade => ("up", Command::Upgrade),
        _ => ("down", Command::Downgrade),
    };
    if from != to && (to < from) != (command == Command::Downgrade) {
        let range = range.to_string();
        return Err(SqlError::WrongWay {
            range,
            way,
            command,
            other,
        }
        .into());
    }
    let script = migrator.sql(dialect, &range)?;
    show(context, dialect, &script);
    Ok(Exit::Done)
}

pub(super) fn show(context: &mut Context<'_>, dialect: Dialect, script: &str) {
    if context.globals.json {
        let fields = json!({ "dialect": dialect.name(), "sql": script });
        context.streams.result(json::object(fields));
    } else {
        context.streams.result(script.trim_end_matches('\n'));
    }
}

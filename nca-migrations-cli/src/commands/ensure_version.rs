//! `ensure-version`.

use nca_migrations::Ensured;
use serde_json::json;

use super::sql;
use crate::args::EnsureVersionArgs;
use crate::connection::on;
use crate::context::Context;
use crate::database::{self, Access, DatabaseError};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;

pub(super) fn run(context: &mut Context<'_>, args: &EnsureVersionArgs) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let migrator = context.migrator(&carried.chain);
    if args.script.sql {
        let dialect = sql::dialect(context, &args.script)?;
        let script = migrator.ensure_history_sql(dialect);
        sql::show(context, dialect, &script);
        return Ok(Exit::Done);
    }
    let url = context.database_url()?;
    let mut conn = database::open(&url, Access::Create)?;
    let ensured = on!(&mut conn, conn => migrator.ensure_history(conn));
    let ensured = ensured.map_err(|error| DatabaseError::run(error, &carried.prefix))?;
    let (word, said) = match ensured {
        Ensured::AlreadyThere => ("already_there", "nothing to do: the history is there"),
        Ensured::Renewed => ("renewed", "the history has the newest format"),
        _ => ("created", "the history is created"),
    };
    if context.globals.json {
        let result = json::object(json!({ "history": word }));
        context.streams.result(result);
    } else {
        context.streams.summary(said);
    }
    Ok(Exit::Done)
}

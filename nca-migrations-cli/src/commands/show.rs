//! `show`.

use nca_migrations::chain::Chain;
use nca_migrations::{Position, Target};
use serde_json::json;

use crate::args::ShowArgs;
use crate::connection::on;
use crate::context::Context;
use crate::entry::{self, Marks};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;

/// Why a text names no migration to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ShowError {
    #[error(
        "`{0}` counts from somewhere, and `show` does not say from where\n\
         write `head{0}`, or name a revision"
    )]
    Relative(String),
}

pub(super) fn run(context: &mut Context<'_>, args: &ShowArgs) -> Result<Exit, Failure> {
    let text = &*args.revision;
    if text.starts_with(['+', '-']) {
        return Err(ShowError::Relative(text.to_owned()).into());
    }
    let carried = context.chain()?;
    let chain = &carried.chain;
    let position = match text {
        "current" => current(context, chain)?,
        _ => text.parse::<Target>()?.resolve(chain, Position(0))?,
    };
    let at_index = |index| Some((index, chain.get(index)?));
    let Some((index, revision)) = position.0.checked_sub(1).and_then(at_index) else {
        show_base(context, text);
        return Ok(Exit::Done);
    };
    let marks = Marks::of(chain, index, None);
    if context.globals.json {
        let fields = json::revision(chain, index, &revision, marks);
        context.streams.result(json::object(fields));
    } else {
        let shown = entry::long(chain, index, &revision, marks, &carried.prefix);
        context.streams.result(shown);
    }
    Ok(Exit::Done)
}

/// Of the base Alembic shows nothing.
fn show_base(context: &mut Context<'_>, text: &str) {
    if context.globals.json {
        let nothing = json::object(json!({ "version": null }));
        context.streams.result(nothing);
    } else {
        let note = format!("`{text}` is the base: there is no migration to show");
        context.streams.progress(note);
    }
}

/// Where the database is in the chain.
pub(super) fn current(context: &Context<'_>, chain: &Chain) -> Result<Position, Failure> {
    use crate::database::{self, Access, DatabaseError};

    let url = context.database_url()?;
    let mut conn = database::open(&url, Access::Existing)?;
    let migrator = context.migrator(chain);
    let history = on!(&mut conn, conn => migrator.history(conn));
    let history = history.map_err(|error| DatabaseError::run(error, ""))?;
    nca_migrations::position(chain, &history)
        .map_err(|refusal| DatabaseError::run(refusal.into(), "").into())
}

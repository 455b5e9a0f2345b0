//! `branches`: there are none.

use serde_json::json;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;

/// Shows nothing, as Alembic does of a chain without branches; one that has some is not loaded.
pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    context.chain()?;
    if context.globals.json {
        let none = json::object(json!({ "branches": [] }));
        context.streams.result(none);
    }
    Ok(Exit::Done)
}

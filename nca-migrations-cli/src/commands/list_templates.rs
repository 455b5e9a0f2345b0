//! `list-templates`: what there is instead.

use serde_json::json;

use crate::context::Context;
use crate::exit::Exit;
use crate::json;

const INSTEAD: &str = "\
There are no templates: a migrations directory has one layout, and nothing in it is a program.
`init` creates one, `init --backends sqlite,postgres` for several engines; `revision -m \"...\"` writes
the files of a migration.";

pub(super) fn run(context: &mut Context<'_>) -> Exit {
    if context.globals.json {
        let none = json::object(json!({ "templates": [] }));
        context.streams.result(none);
    } else {
        context.streams.result(INSTEAD);
    }
    Exit::Done
}

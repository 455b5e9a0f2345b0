//! `heads`.

use serde_json::{Value, json};

use crate::args::HeadsArgs;
use crate::context::Context;
use crate::entry::{self, Marks};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;

/// Nothing depends on anything but what is before it, so there is nothing to resolve.
pub(super) fn run(context: &mut Context<'_>, _: &HeadsArgs) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let chain = &carried.chain;
    let head = chain.last().map(|revision| (chain.len() - 1, revision));
    let marks = Marks {
        head: true,
        current: None,
    };
    if context.globals.json {
        let heads: Vec<Value> = head
            .iter()
            .map(|(index, revision)| json::revision(chain, *index, revision, marks))
            .collect();
        let heads = json::object(json!({ "heads": heads }));
        context.streams.result(heads);
    } else if let Some((index, revision)) = head {
        context.streams.result(if context.globals.verbose {
            entry::long(chain, index, &revision, marks, &carried.prefix)
        } else {
            entry::short(&revision, marks)
        });
    }
    Ok(Exit::Done)
}

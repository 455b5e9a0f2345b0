//! `validate`.

use serde_json::{Value, json};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::{Failure, draw_all};
use crate::json;
use crate::wording::{count, problems_in};

pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    let loaded = directory.load();
    let problems = &loaded.problems;
    if context.globals.json {
        let drawn: Vec<Value> = problems.iter().map(json::problem).collect();
        let result = json!({
            "directory": directory.shown,
            "revisions": loaded.chain.len(),
            "problems": drawn,
        });
        context.streams.result(json::object(result));
    } else if problems.is_empty() {
        let migrations = count(loaded.chain.len(), "migration");
        let shown = &directory.shown;
        let line = format!("{shown}: {migrations}, no problem");
        context.streams.summary(line);
    } else {
        draw_all(problems, context.streams);
        let line = problems_in(&directory.shown, problems.len());
        context.streams.summary(line);
    }
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::Difference
    })
}

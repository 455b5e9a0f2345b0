//! What `revision --autogenerate` says.

use nca_migrations::RevisionName;
use nca_migrations::autogenerate::{Hazard, Statement};
use serde_json::{Value, json};

use super::Part;
use crate::context::Context;
use crate::directory::Directory;
use crate::json;

/// That nothing is different.
pub(super) fn nothing(context: &mut Context<'_>) {
    if context.globals.json {
        let fields = json!({ "revisions": [], "written": [] });
        context.streams.result(json::object(fields));
        return;
    }
    // Alembic's words.
    context
        .streams
        .summary("No new upgrade operations detected.");
}

/// The scripts, which are not written.
pub(super) fn only(context: &mut Context<'_>, parts: &[Part]) {
    if context.globals.json {
        let fields = json!({ "revisions": values(None, parts), "written": [] });
        context.streams.result(json::object(fields));
        return;
    }
    for (part, (file, text)) in parts
        .iter()
        .flat_map(|part| part.files.iter().map(move |file| (part, file)))
    {
        context
            .streams
            .result(format!("-- {}/{file}\n{}", part.name, text.trim_end()));
        context.streams.result("");
    }
}

/// What was written.
pub(super) fn done(
    context: &mut Context<'_>,
    directory: &Directory,
    parts: &[Part],
    written: &[String],
) {
    if context.globals.json {
        let fields = json!({
            "revisions": values(Some(directory), parts),
            "written": written,
        });
        context.streams.result(json::object(fields));
        return;
    }
    for part in parts {
        let shown = directory.show(part.name.as_str());
        for (file, _) in &part.files {
            context
                .streams
                .summary(format!("Generating {shown}/{file} ...  done"));
        }
        for (engines, hazard) in hazards(part) {
            context
                .streams
                .summary(format!("hazard on {engines}: {hazard}"));
        }
    }
    for file in written {
        context.streams.summary(format!("wrote {file}"));
    }
    context.streams.summary(format!(
        "Next: read the scripts; `{} upgrade head` applies them. They are locked: after a change, `{} lock \
         --accept head` and `verify`",
        context.program.name, context.program.name
    ));
}

/// What the way up may cost, once for all engines that it may on.
fn hazards(part: &Part) -> Vec<(String, Hazard)> {
    let mut all: Vec<(String, Hazard)> = Vec::new();
    for script in &part.scripts {
        if script.direction != nca_migrations::chain::Direction::Up {
            continue;
        }
        for hazard in script.statements.iter().flat_map(|one| &one.hazards) {
            let title = script.engine.title();
            match all.iter_mut().find(|(_, known)| known == hazard) {
                Some((engines, _)) if engines.split(", ").any(|one| one == title) => {}
                Some((engines, _)) => {
                    engines.push_str(", ");
                    engines.push_str(title);
                }
                None => all.push((title.to_owned(), hazard.clone())),
            }
        }
    }
    all
}

fn values(directory: Option<&Directory>, parts: &[Part]) -> Vec<Value> {
    let one = |part: &Part| {
        let scripts = part.scripts.iter().map(|script| {
            json!({
                "backend": script.engine.name(),
                "direction": script.direction.name(),
                "statements": script.statements.iter().map(statement).collect::<Vec<_>>(),
            })
        });
        let files: Vec<&String> = part.files.iter().map(|(file, _)| file).collect();
        json!({
            "path": directory.map(|directory| directory.show(part.name.as_str())),
            "version": part.name.version(),
            "directory": part.name.as_str(),
            "parent": part.parent.as_ref().map(RevisionName::as_str),
            "files": files,
            "scripts": scripts.collect::<Vec<_>>(),
        })
    };
    parts.iter().map(one).collect()
}

fn statement(statement: &Statement) -> Value {
    let hazards = statement.hazards.iter().map(|hazard| {
        json!({
            "cost": hazard.cost.name(),
            "subject": hazard.subject.to_string(),
            "because": hazard.because,
            "message": hazard.to_string(),
        })
    });
    json!({
        "sql": statement.sql,
        "hazards": hazards.collect::<Vec<_>>(),
    })
}

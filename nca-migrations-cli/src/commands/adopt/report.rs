//! What was done, or would be: for people and as JSON.

use nca_migrations::{Dialect, RevisionName};
use nca_migrations_core::dialect::Dialects;
use serde_json::{Value, json};

use super::database::Foreseen;
use super::plan::{Content, Note, Plan};
use crate::args::Tool;
use crate::context::Context;
use crate::directory::Directory;
use crate::json;
use crate::wording::count;

/// What was done, or would be.
pub(super) struct Report<'a> {
    pub(super) tool: Tool,
    pub(super) directory: &'a Directory,
    pub(super) plan: &'a Plan,
    /// How many migrations the chain has, the last of them, and what it serves.
    pub(super) length: usize,
    pub(super) head: Option<RevisionName>,
    pub(super) serves: Dialects,
    /// Whether the lock file is another one than before.
    pub(super) is_locked_anew: bool,
    /// The database as it is shown, and what becomes of its history.
    pub(super) database: Option<(String, Foreseen)>,
    pub(super) run: Run,
}

/// Whether it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Dry,
    Done,
}

pub(super) fn tell(context: &mut Context<'_>, report: &Report<'_>) {
    if context.globals.json {
        context.streams.result(json::object(fields(report)));
        return;
    }
    let (past, removed) = match report.run {
        Run::Done => ("wrote", "removed"),
        Run::Dry => ("would write", "would remove"),
    };
    for (file, content) in files(report) {
        let did = if *content == Content::Remove {
            removed
        } else {
            past
        };
        context.streams.summary(format!("{did} {file}"));
    }
    for Note { about, text } in &report.plan.notes {
        context.streams.result(format!("note: {about}: {text}"));
    }
    let shown = &report.directory.shown;
    let holds = format!(
        "{} for {}",
        count(report.length, "migration"),
        report.serves
    );
    let line = match (
        report.run,
        report.is_locked_anew || !report.plan.migrations.is_empty(),
    ) {
        (_, false) => format!("{shown}: nothing to write, {holds}"),
        (Run::Done, true) => format!("{shown}: {holds}, locked"),
        (Run::Dry, true) => format!("{shown}: would be {holds}; nothing was written"),
    };
    context.streams.summary(line);
    if let Some((shown, database)) = &report.database {
        for line in of_database(shown, database, report.run) {
            context.streams.summary(line);
        }
    }
    if let Some(next) = next(report).filter(|_| report.run == Run::Done) {
        context.streams.summary(next);
    }
}

fn of_database(shown: &str, database: &Foreseen, run: Run) -> Vec<String> {
    let at = database
        .at
        .as_ref()
        .map_or("the base", RevisionName::as_str);
    let would = if run == Run::Dry { "would be " } else { "" };
    let mut lines = Vec::new();
    if !database.logged.is_empty() {
        let many = count(database.logged.len(), "revision");
        lines.push(format!(
            "{shown}: {would}taken into the log: {many} that Diesel applied"
        ));
    }
    if !database.recorded.is_empty() {
        let many = count(database.recorded.len(), "revision");
        lines.push(format!("{shown}: {would}recorded as applied: {many}"));
    }
    if lines.is_empty() {
        lines.push(format!("{shown}: nothing to record, it is at {at}"));
    } else {
        lines.push(format!("{shown}: {would}at {at}"));
    }
    lines
}

fn next(report: &Report<'_>) -> Option<String> {
    if let Some((_, database)) = &report.database {
        let is_behind = database.at != report.head;
        return is_behind.then(|| "Next: `upgrade head` applies what is left".to_owned());
    }
    let tool = match report.tool {
        Tool::Diesel => "",
        Tool::Sqlx => " sqlx",
        Tool::Refinery => " refinery",
        Tool::Alembic => " alembic",
    };
    Some(format!(
        "Next: `nca-migrate adopt{tool} --database-url URL` for each database that has them"
    ))
}

fn files<'a>(report: &'a Report<'_>) -> impl Iterator<Item = (String, &'a Content)> {
    report.plan.migrations.iter().flat_map(|migration| {
        migration.files.iter().map(|file| {
            let name = format!("{}/{}", migration.name, file.name);
            (report.directory.show(&name), &file.content)
        })
    })
}

fn fields(report: &Report<'_>) -> Value {
    let files: Vec<Value> = files(report)
        .map(|(path, content)| match content {
            Content::Write { origin, .. } => {
                json!({ "path": path, "change": "write", "from": origin })
            }
            Content::Remove => json!({ "path": path, "change": "remove", "from": null }),
        })
        .collect();
    let notes: Vec<Value> = (report.plan.notes.iter())
        .map(|note| json!({ "about": note.about, "text": note.text }))
        .collect();
    let names =
        |names: &[RevisionName]| -> Vec<String> { names.iter().map(ToString::to_string).collect() };
    let database = report.database.as_ref().map(|(shown, found)| {
        json!({
            "database": shown,
            "at": found.at.as_ref().map(RevisionName::as_str),
            "logged": names(&found.logged),
            "recorded": names(&found.recorded),
        })
    });
    json!({
        "directory": report.directory.shown,
        "backends": report.serves.iter().map(Dialect::name).collect::<Vec<_>>(),
        "migrations": report.length,
        "dry_run": report.run == Run::Dry,
        "files": files,
        "notes": notes,
        "history": database,
    })
}

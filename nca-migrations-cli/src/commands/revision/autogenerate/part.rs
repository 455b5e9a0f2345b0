//! A revision that is going to be written.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use nca_migrations::autogenerate::{Hazard, Stage, Statement};
use nca_migrations::chain::Direction;
use nca_migrations::{Dialect, RevisionName};
use nca_migrations_core::metadata::{self, quoted};
use nca_migrations_core::{Loaded, rows_file, script_file};

use super::{AutogenerateError, Proposed};
use crate::args::RevisionArgs;
use crate::commands::revision::{draft, name};
use crate::context::Context;
use crate::failure::Failure;
use crate::files;

/// A revision that is going to be written.
pub(super) struct Part {
    pub(super) name: RevisionName,
    pub(super) parent: Option<RevisionName>,
    /// The statements of each engine and direction.
    pub(super) scripts: Vec<Script>,
    /// The files, by name.
    pub(super) files: Vec<(String, String)>,
}

/// The statements of one engine and direction.
pub(super) struct Script {
    pub(super) engine: Dialect,
    pub(super) direction: Direction,
    pub(super) statements: Vec<Statement>,
}

impl Part {
    /// One for each stage that the change takes on any engine.
    pub(super) fn all(
        context: &Context<'_>,
        args: &RevisionArgs,
        loaded: &Loaded,
        proposed: &[Proposed],
    ) -> Result<Vec<Self>, Failure> {
        let mut stages: Vec<Stage> = proposed
            .iter()
            .flat_map(|one| one.proposal.parts.iter().map(|part| part.stage))
            .collect();
        stages.sort();
        stages.dedup();
        if stages.len() > 1 && args.rev_id.is_some() {
            return Err(AutogenerateError::OneVersion(stages.len()).into());
        }
        let mut parent = loaded.chain.last().map(|head| head.name);
        let mut parts: Vec<Self> = Vec::new();
        for (number, stage) in stages.iter().enumerate() {
            let named = RevisionArgs {
                message: message(args, *stage, number),
                ..args.clone()
            };
            let name = name::name(&named, context.config()?, parent.as_ref())?;
            let mut part = Self {
                scripts: scripts(proposed, *stage),
                files: Vec::new(),
                parent: parent.replace(name.clone()),
                name,
            };
            part.files = part.written(&named, *stage);
            if number == 0
                && let Some(file) = &args.autogenerate.rows
            {
                let shown = file.display().to_string();
                let rows = std::fs::read_to_string(file)
                    .map_err(|error| files::failure("read", shown, error))?;
                part.files.push((rows_file::NAME.to_owned(), rows));
            }
            parts.push(part);
        }
        Ok(parts)
    }

    fn written(&self, args: &RevisionArgs, stage: Stage) -> Vec<(String, String)> {
        let mut files = vec![(metadata::FILE.to_owned(), self.metadata(args, stage))];
        for direction in [Direction::Up, Direction::Down] {
            let texts: BTreeMap<Dialect, String> = self
                .scripts
                .iter()
                .filter(|script| script.direction == direction)
                .map(|script| (script.engine, script.text(&args.message)))
                .collect();
            let mut different: Vec<&String> = texts.values().collect();
            different.dedup();
            match &*different {
                [] => {}
                [one] => files.push((script_file::name(direction, None), (*one).clone())),
                _ => files.extend(
                    texts
                        .into_iter()
                        .map(|(engine, text)| (script_file::name(direction, Some(engine)), text)),
                ),
            }
        }
        files
    }

    fn metadata(&self, args: &RevisionArgs, stage: Stage) -> String {
        let parent = self.parent.as_ref().map_or("base", RevisionName::as_str);
        let mut text = format!(
            "parent = {}\nrun_in_transaction = {}\n",
            quoted(parent),
            stage != Stage::Concurrent
        );
        let mut lost: Vec<String> = Vec::new();
        for hazard in self
            .hazards(Direction::Up)
            .filter(|hazard| hazard.is_loss())
        {
            let subject = hazard.subject.to_string();
            if !lost.contains(&subject) {
                lost.push(subject);
            }
        }
        // Writing to a string does not fail.
        if let Some(reason) = &args.irreversible {
            let _ = writeln!(text, "irreversible = {}", quoted(reason.trim()));
        } else if !lost.is_empty() {
            let lost = format!("the data of {}", lost.join(", "));
            let _ = writeln!(text, "lossy = {}", quoted(&lost));
        }
        text
    }

    fn hazards(&self, direction: Direction) -> impl Iterator<Item = &Hazard> {
        let scripts = self.scripts.iter();
        scripts
            .filter(move |script| script.direction == direction)
            .flat_map(|script| &script.statements)
            .flat_map(|statement| &statement.hazards)
    }
}

/// An engine that has nothing to do in a stage says so: every revision has a script for each.
fn scripts(proposed: &[Proposed], stage: Stage) -> Vec<Script> {
    let mut scripts = Vec::new();
    for one in proposed {
        let part = one.proposal.parts.iter().find(|part| part.stage == stage);
        let script = |direction, statements| Script {
            engine: one.engine,
            direction,
            statements,
        };
        let reversible = proposed
            .iter()
            .flat_map(|one| &one.proposal.parts)
            .all(|part| part.down.is_some());
        scripts.push(script(
            Direction::Up,
            part.map_or_else(Vec::new, |part| part.up.clone()),
        ));
        if reversible {
            let down = part.and_then(|part| part.down.clone());
            scripts.push(script(Direction::Down, down.unwrap_or_default()));
        }
    }
    scripts
}

/// The first revision has the message; those that finish it say how.
fn message(args: &RevisionArgs, stage: Stage, number: usize) -> String {
    let message = args.message.trim();
    match stage {
        _ if number == 0 => message.to_owned(),
        Stage::Validate => format!("validate {message}"),
        Stage::Concurrent => format!("index {message}"),
        _ => format!("finish {message}"),
    }
}

impl Script {
    /// A statement with what it may cost above it.
    pub(super) fn text(&self, message: &str) -> String {
        let message = match self.direction {
            Direction::Up => message.to_owned(),
            Direction::Down => format!("Undo: {message}"),
        };
        let mut text = format!(
            "{}\n-- Generated and tried by `revision --autogenerate`.\n",
            draft::comment(&message)
        );
        if self.statements.is_empty() {
            let _ = write!(
                text,
                "\n-- There is nothing to do on {}.\nSELECT 1;\n",
                self.engine.title()
            );
        }
        for statement in &self.statements {
            text.push('\n');
            for hazard in &statement.hazards {
                let _ = writeln!(text, "{}", draft::comment(&format!("Hazard: {hazard}.")));
            }
            let _ = writeln!(text, "{};", statement.sql);
        }
        text
    }
}

//! What is said while a run goes on.

use std::cell::RefCell;
use std::collections::HashMap;

use nca_migrations::Event;
use nca_migrations::chain::{Chain, Direction, Revision};

use crate::entry;
use crate::output::Streams;

/// Turns events into lines on stderr, in Alembic's words.
pub(crate) struct Progress<'a> {
    streams: RefCell<&'a mut Streams>,
    detail: Detail,
    chain: &'a Chain,
    /// The version before each version.
    parents: HashMap<String, String>,
}

/// Whether `-v` was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    Revisions,
    Statements,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(streams: &'a mut Streams, detail: Detail, chain: &'a Chain) -> Self {
        let versions: Vec<String> = chain
            .iter()
            .map(|revision| revision.name.version().into_owned())
            .collect();
        let pairs = versions.windows(2);
        Self {
            streams: RefCell::new(streams),
            detail,
            chain,
            parents: pairs
                .map(|pair| (pair[1].clone(), pair[0].clone()))
                .collect(),
        }
    }

    pub(crate) fn event(&self, event: &Event<'_>) {
        match event {
            Event::LockWaitStarted { holder } => {
                let holder = holder.map_or_else(String::new, |holder| format!(": {holder}"));
                self.line(&format!(
                    "waiting for another process that migrates this database{holder}"
                ));
            }
            Event::LockWaitEnded { waited } => self.line(&format!("waited {waited:.1?}")),
            Event::Planned { plan } => {
                for step in &plan.steps {
                    if step.direction == Direction::Down
                        && let Some(revision) = step.from.revision(self.chain)
                        && let Some(lost) = &revision.lossy
                    {
                        let version = revision.name.version();
                        self.line(&format!("reverting {version} loses: {}", lost.as_str()));
                    }
                }
            }
            Event::RevisionStarted {
                revision,
                direction,
                ..
            } => self.line(&self.running(revision, *direction)),
            Event::StatementFinished {
                number,
                of,
                duration,
                ..
            } if self.detail == Detail::Statements => {
                self.line(&format!("  statement {number} of {of}, {duration:.1?}"));
            }
            _ => {}
        }
    }

    /// `Running upgrade 20260105090000 -> 20260105093000, create memory tiers`.
    fn running(&self, revision: &Revision, direction: Direction) -> String {
        let version = revision.name.version();
        let parent = self.parents.get(&*version).map_or("", String::as_str);
        let message = match &*entry::message(&revision.name) {
            "" => String::new(),
            message => format!(", {message}"),
        };
        match direction {
            Direction::Up => format!("Running upgrade {parent} -> {version}{message}"),
            Direction::Down => format!("Running downgrade {version} -> {parent}{message}"),
        }
    }

    fn line(&self, line: &str) {
        self.streams.borrow_mut().progress(line);
    }
}

//! What is said while a run goes on: lines on stderr in Alembic's words, and on a terminal a bar below
//! them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nca_migrations::chain::{Chain, Direction, Revision};
use nca_migrations::{Event, Plan};

use crate::entry;
use crate::output::Streams;
use crate::terminal::Narrow;

/// Fits 60 columns; the message gives way.
const BAR: &str = "{spinner} [{bar:20}] {pos}/{len} {elapsed} {wide_msg}";
/// How often the bar moves by itself during a long statement.
const TICK: Duration = Duration::from_millis(100);

/// Turns events into lines, and into a bar on a terminal.
pub(crate) struct Progress<'a> {
    streams: RefCell<&'a mut Streams>,
    detail: Detail,
    chain: &'a Chain,
    /// The version before each version.
    parents: RefCell<HashMap<String, String>>,
    /// Hidden where nobody would see it.
    bar: ProgressBar,
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
            parents: RefCell::new(
                pairs
                    .map(|pair| (pair[1].clone(), pair[0].clone()))
                    .collect(),
            ),
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
        }
    }

    /// What is drawn, for those who write to the terminal meanwhile.
    pub(crate) fn bar(&self) -> ProgressBar {
        self.bar.clone()
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
            Event::Planned { plan } => self.planned(plan),
            Event::RevisionStarted {
                revision,
                direction,
                ..
            } => {
                self.line(&self.running(revision, *direction));
                self.bar.set_message(entry::message(&revision.name));
            }
            Event::StatementStarted {
                revision,
                number,
                of,
                ..
            } if *of > 1 => {
                let message = entry::message(&revision.name);
                self.bar.set_message(format!("{number} of {of}: {message}"));
            }
            Event::StatementFinished {
                number,
                of,
                duration,
                ..
            } if self.detail == Detail::Statements => {
                self.line(&format!("  statement {number} of {of}, {duration:.1?}"));
            }
            Event::RevisionFinished { .. } => self.bar.inc(1),
            _ => {}
        }
    }

    fn planned(&self, plan: &Plan) {
        self.know_parents(plan);
        for step in &plan.steps {
            let mut revisions = self.chain.iter();
            if step.direction == Direction::Down
                && let Some(revision) = revisions.find(|revision| revision.name == step.revision)
                && let Some(lost) = &revision.lossy
            {
                let version = revision.name.version();
                self.line(&format!("reverting {version} loses: {}", lost.as_str()));
            }
        }
        if !plan.steps.is_empty() && self.streams.borrow().draws() {
            let left = u64::try_from(plan.steps.len()).unwrap_or(u64::MAX);
            self.bar
                .set_length(self.bar.position().saturating_add(left));
            if let Ok(style) = ProgressStyle::with_template(BAR) {
                self.bar.set_style(style.progress_chars("=> "));
            }
            let terminal = ProgressDrawTarget::term_like_with_hz(Box::new(Narrow::stderr()), 20);
            self.bar.set_draw_target(terminal);
            self.bar.enable_steady_tick(TICK);
        }
    }

    /// Those of revisions that only the database has are known from the way down.
    fn know_parents(&self, plan: &Plan) {
        let mut parents = self.parents.borrow_mut();
        let steps = plan.steps.iter();
        for (step, next) in steps.clone().zip(steps.skip(1)) {
            if step.direction == Direction::Down {
                let version = |name: &nca_migrations::RevisionName| name.version().into_owned();
                parents.insert(version(&step.revision), version(&next.revision));
            }
        }
        if let Some(last) = plan.steps.back()
            && last.direction == Direction::Down
            && let Some(to) = plan.to.name(self.chain)
        {
            let version = last.revision.version().into_owned();
            parents.insert(version, to.version().into_owned());
        }
    }

    /// `Running upgrade 20260105090000 -> 20260105093000, create memory tiers`.
    fn running(&self, revision: &Revision, direction: Direction) -> String {
        let version = revision.name.version();
        let parents = self.parents.borrow();
        let parent = parents.get(&*version).map_or("", String::as_str);
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
        self.bar
            .suspend(|| self.streams.borrow_mut().progress(line));
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

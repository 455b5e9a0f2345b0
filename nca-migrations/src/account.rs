//! What the history says of one revision. Pure, so that what a run records and what an offline
//! script records come from the same place.

use std::time::Duration;

use nca_migrations_core::chain::{Chain, Direction, Revision, Script};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use crate::history::{Action, Outcome};
use crate::plan::Step;
use crate::tables::Record;
use crate::who::Who;

/// How far a script is.
#[derive(Clone, Copy)]
pub(crate) enum Progress<'t> {
    /// All of its statements, this many, are done.
    Done { statements: usize },
    /// So many are done, and this is their digest.
    Partly {
        statements: usize,
        digest: Digest,
        /// What the next statement may change, if only that tells whether it was done.
        trace: Option<&'t str>,
        /// Whether the script may have turned off that each statement commits by itself.
        autocommit_may_be_off: bool,
    },
}

/// A revision and what is done with it.
pub(crate) struct Account {
    action: Action,
    revision: Revision,
    version: String,
    parent: Option<String>,
    script: Option<Script>,
    /// The way back, where it is kept.
    down_script: Option<Script>,
    /// Of what is applied once it is done.
    chain_digest: Option<Digest>,
}

impl Account {
    /// What is done with the revision at `index` of the chain.
    pub(crate) fn new(chain: &Chain, dialect: Dialect, action: Action, index: usize) -> Self {
        let revision = chain.revision(index);
        let parent = index.checked_sub(1).map(|parent| chain.revision(parent));
        let (direction, applied) = match action {
            Action::Downgrade => (Direction::Down, parent.as_ref()),
            _ => (Direction::Up, Some(&revision)),
        };
        let down_script = revision.script(Direction::Down, dialect);
        Self {
            action,
            version: revision.name.version().into_owned(),
            script: revision.script(direction, dialect),
            down_script: down_script.filter(|_| direction == Direction::Up),
            chain_digest: applied.and_then(|revision| revision.chain_digest(dialect)),
            parent: parent.map(|parent| parent.name.version().into_owned()),
            revision,
        }
    }

    /// What a step does.
    pub(crate) fn of_step(chain: &Chain, dialect: Dialect, step: &Step) -> Self {
        let index = step.from.0.min(step.to.0);
        Self::new(chain, dialect, Action::from(step.direction), index)
    }

    /// The record of it. How long it took is not known in an offline script.
    pub(crate) fn record<'a>(
        &'a self,
        progress: Progress<'a>,
        duration: Option<Duration>,
        who: &'a Who,
    ) -> Record<'a> {
        let script = self.script.as_ref().map(|script| script.digest);
        let mut may_be_off = false;
        let (outcome, statements_done, script_digest, chain_digest, trace) = match progress {
            Progress::Done { statements } => {
                (Outcome::Done, statements, script, self.chain_digest, None)
            }
            // No chain digest means to the probe: look closer.
            Progress::Partly {
                statements,
                digest,
                trace,
                autocommit_may_be_off,
            } => {
                may_be_off = autocommit_may_be_off;
                (Outcome::Progress, statements, Some(digest), None, trace)
            }
        };
        // Once: it may be long, and there may be many statements.
        let down_script = (self.down_script.as_ref()).filter(|_| outcome == Outcome::Done);
        Record {
            action: self.action,
            outcome,
            version: &self.version,
            directory: Some(self.revision.name.as_str()),
            parent: self.parent.as_deref(),
            script_digest,
            chain_digest,
            down_script: down_script.map(|script| &*script.text),
            run_in_transaction: Some(self.revision.run_in_transaction),
            statements_done: Some(statements_done),
            trace,
            duration,
            ago: None,
            autocommit_may_be_off: may_be_off,
            sequence: None,
            who,
        }
    }
}

//! Recording where a database is, without running anything.

use nca_migrations_core::chain::Chain;
use nca_migrations_core::digest::Digest;
use nca_migrations_core::name::RevisionName;

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::history::{Action, History, Outcome};
use crate::migrator::Migrator;
use crate::position::{Position, position};
use crate::refusal::Refusal;
use crate::tables::Record;
use crate::target::Target;
use crate::who::Who;

/// What a stamp does with what is recorded already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stamp {
    /// It must fit the chain, and stays as far as it is right.
    #[default]
    Checked,
    /// It is forgotten, whatever it is: the way out of a database that holds an unknown version, or
    /// whose scripts have changed since. The log keeps what was.
    Purging,
}

/// What a stamp did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stamped {
    /// The revision that the database is recorded to be at now; `None` is the base.
    pub to: Option<RevisionName>,
    /// The versions that were recorded as applied and are not any more, last first.
    pub forgotten: Vec<String>,
    /// The revisions that are recorded as applied now and were not, base first.
    pub recorded: Vec<RevisionName>,
}

pub(crate) fn run<E: Engine>(
    migrator: &Migrator<'_>,
    conn: &mut E,
    target: &Target,
    stamp: Stamp,
) -> Result<Stamped, Error> {
    let mut run = Run::open(migrator, conn)?;
    let stamped = run.stamp(target, stamp)?;
    run.session.close()?;
    Ok(stamped)
}

impl<E: Engine> Run<'_, '_, '_, E> {
    fn stamp(&mut self, target: &Target, stamp: Stamp) -> Result<Stamped, Error> {
        self.begin()?;
        let (conn, tables) = self.session.history();
        let history = conn.read_history(tables)?;
        let current = match (position(&self.chain, &history), stamp) {
            (Ok(current), _) => Some(current),
            (Err(_), Stamp::Purging) => None,
            (Err(because), Stamp::Checked) => {
                let (target, because) = (target.to_string(), Box::new(because));
                return Err(Refusal::NeedsPurge { target, because }.into());
            }
        };
        let goal = target
            .resolve_from(&self.chain, current)
            .map_err(Refusal::from)?;
        let change = Change::new(&self.chain, &history, goal, stamp);
        let (conn, tables) = self.session.history();
        if !change.is_empty() {
            let prepared = conn.prepare_history(tables, &history, &self.who);
            prepared.map_err(Error::database("preparing the migration history"))?;
            if let (Some(current), Stamp::Checked) = (current, stamp) {
                self.adopt(&history, current.min(goal))?;
            }
            self.write(&change, goal)?;
        }
        self.commit()?;
        Ok(Stamped {
            to: goal.name(&self.chain),
            forgotten: change
                .forgotten
                .into_iter()
                .map(|(version, _)| version)
                .collect(),
            recorded: (change.recorded.into_iter())
                .map(|index| self.chain.revision(index).name)
                .collect(),
        })
    }

    pub(crate) fn write(&mut self, change: &Change, goal: Position) -> Result<(), Error> {
        let at = goal.revision(&self.chain);
        let chain_digest = at.and_then(|revision| revision.chain_digest(E::DIALECT));
        for (version, directory) in &change.forgotten {
            let (conn, tables) = self.session.history();
            let record = unstamped(version, directory.as_deref(), chain_digest, &self.who);
            let written = conn.record(tables, &record);
            written.map_err(Error::database("writing the migration history"))?;
        }
        for index in &change.recorded {
            self.record_stamp(*index)?;
        }
        Ok(())
    }
}

/// That a version is not recorded as applied any more. The chain digest is that of the whole change:
/// until its end nobody else sees it.
pub(crate) fn unstamped<'a>(
    version: &'a str,
    directory: Option<&'a str>,
    chain_digest: Option<Digest>,
    who: &'a Who,
) -> Record<'a> {
    Record {
        action: Action::Unstamp,
        outcome: Outcome::Done,
        version,
        directory,
        parent: None,
        script_digest: None,
        chain_digest,
        run_in_transaction: None,
        down_script: None,
        statements_done: None,
        trace: None,
        duration: None,
        ago: None,
        autocommit_may_be_off: false,
        sequence: None,
        who,
    }
}

/// What a stamp changes.
pub(crate) struct Change {
    /// Versions, last first, with their directories where the log has them.
    forgotten: Vec<(String, Option<String>)>,
    /// Places in the chain.
    pub(crate) recorded: Vec<usize>,
}

impl Change {
    pub(crate) fn new(chain: &Chain, history: &History, goal: Position, stamp: Stamp) -> Self {
        let wanted: Vec<String> = (chain.iter().take(goal.0))
            .map(|revision| revision.name.version().into_owned())
            .collect();
        // A script that was not finished is not gone on with after this, whatever it was.
        let unfinished = (history.unfinished()).and_then(|entry| entry.version.as_deref());
        let again = |version: &str| stamp == Stamp::Purging || unfinished == Some(version);
        let is_applied = |version: &str| history.applied.iter().any(|row| row.version == version);
        let mut forgotten: Vec<&str> = (history.applied.iter().map(|row| &*row.version))
            .filter(|version| again(version) || !wanted.iter().any(|wanted| wanted == version))
            .collect();
        forgotten.extend(unfinished.filter(|version| !is_applied(version)));
        let directory = |version: &str| {
            let mut entries = history.log.iter().rev();
            entries
                .find(|entry| entry.version.as_deref() == Some(version))
                .and_then(|entry| entry.directory.clone())
        };
        Self {
            forgotten: (forgotten.into_iter().rev())
                .map(|version| (version.to_owned(), directory(version)))
                .collect(),
            recorded: (0..goal.0)
                .filter(|index| !is_applied(&wanted[*index]) || again(&wanted[*index]))
                .collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.forgotten.is_empty() && self.recorded.is_empty()
    }
}

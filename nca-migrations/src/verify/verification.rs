//! Trying revisions one after the other.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use nca_migrations_catalog::{Database as _, IntrospectError};
use nca_migrations_core::chain::{Chain, Revision};

use super::rows::Counts;
use super::stage::Stage;
use super::{Failed, Finding, Outcome, Scratch, ScratchError, Unseeded, Verified, rows};
use crate::error::Error;

/// What is to be tried.
pub struct Verification<'a> {
    chain: &'a Chain,
    /// Places in the chain.
    wanted: HashSet<usize>,
    /// Rows of the user's own, by the place of the revision that they are for.
    rows: HashMap<usize, String>,
    observer: Option<Box<dyn Fn(VerifyEvent) + 'a>>,
}

/// Why nothing was found out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// There is no database to try migrations on.
    #[error("there is no database to try migrations on: {0}")]
    Scratch(ScratchError),
    /// The revisions before those that are to be tried cannot be applied.
    #[error(transparent)]
    Replay(Box<Error>),
    /// The rows that a revision is to be tried with cannot be put in.
    #[error("the rows to try revision {} with cannot be put in: {error}", .index + 1)]
    Rows {
        /// The revision's place in the chain.
        index: usize,
        /// What the database said.
        error: diesel::result::Error,
    },
    /// A catalog could not be read.
    #[error(transparent)]
    Introspect(#[from] IntrospectError),
    /// The database did not answer.
    #[error("the database did not answer: {0}")]
    Database(#[from] diesel::result::Error),
}

/// What is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyEvent {
    /// So many revisions before those that are to be tried are about to be applied.
    Replaying(usize),
    /// A revision is about to be tried: its place in the chain.
    Trying(usize),
}

impl<'a> Verification<'a> {
    /// All revisions of a chain.
    pub fn of<C: AsRef<Chain> + ?Sized>(chain: &'a C) -> Self {
        let chain = chain.as_ref();
        Self {
            chain,
            wanted: (0..chain.len()).collect(),
            rows: HashMap::new(),
            observer: None,
        }
    }

    /// These revisions alone, by their places in the chain. Others are applied where they are in the way.
    #[must_use]
    pub fn only(mut self, wanted: impl IntoIterator<Item = usize>) -> Self {
        self.wanted = wanted.into_iter().collect();
        self
    }

    /// Tries the revision at `index` with these rows: statements that are run before it on a database without
    /// generated rows. Tables that they leave empty are filled as otherwise.
    #[must_use]
    pub fn rows(mut self, index: usize, sql: impl Into<String>) -> Self {
        self.rows.insert(index, sql.into());
        self
    }

    /// Tells `observer` what is going on.
    #[must_use]
    pub fn observer(mut self, observer: impl Fn(VerifyEvent) + 'a) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Tries them.
    ///
    /// # Errors
    /// When nothing can be found out. What is wrong with a revision is part of the outcome.
    pub fn run<S: Scratch>(&self, scratch: &mut S) -> Result<Outcome, VerifyError> {
        let length = self.chain.len();
        let first = self.wanted.iter().copied().min().unwrap_or(length);
        self.tell(VerifyEvent::Replaying(first));
        let mut stage = Stage::at(self.chain, scratch, first)?;
        let mut outcome = Outcome {
            engine: S::ENGINE,
            major: stage.conn.major_version()?,
            verified: Vec::new(),
            failed: Vec::new(),
            untried: Vec::new(),
            head: None,
            unseeded: Vec::new(),
        };
        for index in first..length {
            if self.wanted.contains(&index) {
                self.tell(VerifyEvent::Trying(index));
            }
            if let Some(rows) = self.rows_of(index) {
                drop(stage);
                stage = Stage::replayed(self.chain, scratch, index)?;
                stage
                    .put(rows)
                    .map_err(|error| VerifyError::Rows { index, error })?;
            }
            let Some(finding) = self.step(index, &mut stage, &mut outcome)? else {
                continue;
            };
            // Whatever it left behind is thrown away.
            drop(stage);
            let (takes_rows, next) = self.without_rows(index, scratch)?;
            outcome.failed.push(Failed {
                index,
                finding,
                takes_rows,
            });
            let Some(next) = next else {
                outcome.untried = self.wanted_from(index + 1);
                return Ok(outcome);
            };
            stage = next;
        }
        outcome.head = Some(stage.state.outline().clone());
        if let Some(head) = self.chain.last()
            && let Some(digest) = head.chain_digest(S::ENGINE)
            && outcome.failed.is_empty()
        {
            let kept = scratch.keep(&mut stage.conn, digest);
            kept.map_err(VerifyError::Scratch)?;
        }
        Ok(outcome)
    }

    /// One revision on, tried if that is wanted. Gives what is wrong with it.
    fn step<S: Scratch>(
        &self,
        index: usize,
        stage: &mut Stage<'_, S>,
        outcome: &mut Outcome,
    ) -> Result<Option<Finding>, VerifyError> {
        if !self.wanted.contains(&index) {
            return Ok(stage.up()?.err().map(Finding::Up));
        }
        let seeded = stage.seed()?;
        for (table, because) in &seeded.unseeded {
            let table = table.to_string();
            if !outcome.unseeded.iter().any(|known| known.table == table) {
                outcome.unseeded.push(Unseeded {
                    index,
                    table,
                    because: because.clone(),
                });
            }
        }
        let finding = try_out(stage, &self.chain.revision(index), seeded.counts)?;
        if finding.is_none() {
            let catalog = stage.state.fingerprint();
            outcome.verified.push(Verified { index, catalog });
        }
        Ok(finding)
    }

    /// Whether nothing is wrong with a revision on an empty database; and a database after it, if there is a
    /// way up.
    fn without_rows<'c, S: Scratch>(
        &'c self,
        index: usize,
        scratch: &mut S,
    ) -> Result<(bool, Option<Stage<'c, S>>), VerifyError> {
        let mut stage = Stage::replayed(self.chain, scratch, index)?;
        if try_out(&mut stage, &self.chain.revision(index), None)?.is_none() {
            return Ok((true, Some(stage)));
        }
        drop(stage);
        let mut stage = Stage::replayed(self.chain, scratch, index)?;
        let next = stage.up()?.is_ok().then_some(stage);
        Ok((false, next))
    }

    /// The user's own rows for a revision that is to be tried.
    fn rows_of(&self, index: usize) -> Option<&str> {
        let wanted = self.wanted.contains(&index);
        self.rows.get(&index).filter(|_| wanted).map(String::as_str)
    }

    fn wanted_from(&self, index: usize) -> Vec<usize> {
        let untried = (index..self.chain.len()).filter(|index| self.wanted.contains(index));
        untried.collect()
    }

    fn tell(&self, event: VerifyEvent) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }
}

/// Up, down and up again, from so many rows, if they have been counted. When nothing is wrong the database is
/// after the revision.
fn try_out<S: Scratch>(
    stage: &mut Stage<'_, S>,
    revision: &Revision,
    counted: Option<Counts>,
) -> Result<Option<Finding>, VerifyError> {
    let before = Rc::clone(&stage.state);
    let rows_before = match counted {
        Some(counted) => counted,
        None => stage.count()?,
    };
    if let Err(error) = stage.up()? {
        return Ok(Some(Finding::Up(error)));
    }
    if revision.irreversible.is_some() {
        return Ok(None);
    }
    let after = Rc::clone(&stage.state);
    if let Err(error) = stage.down()? {
        return Ok(Some(Finding::Down(error)));
    }
    let differences = before.differences(&stage.state);
    if !differences.is_empty() {
        return Ok(Some(Finding::Differs(differences)));
    }
    let lost = rows::lost(&rows_before, &stage.count()?);
    if !lost.is_empty() && revision.lossy.is_none() {
        return Ok(Some(Finding::Loses(lost)));
    }
    if let Err(error) = stage.up()? {
        return Ok(Some(Finding::Again(error)));
    }
    let differences = after.differences(&stage.state);
    Ok((!differences.is_empty()).then_some(Finding::DiffersAgain(differences)))
}

impl std::fmt::Debug for Verification<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verification")
            .field("revisions", &self.chain.len())
            .field("wanted", &self.wanted.len())
            .finish_non_exhaustive()
    }
}

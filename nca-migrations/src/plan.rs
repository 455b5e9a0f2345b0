//! Planning: (chain, what the database says, command, target) to steps or a refusal. Pure, so that
//! everything that shows, writes or runs a plan agrees.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use nca_migrations_core::chain::{Chain, Direction, Revision, Script};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::name::RevisionName;

use crate::history::{Action, History, LogEntry};
use crate::position::{Position, position};
use crate::refusal::{Refusal, Within};
use crate::script::{DoneStatements, statements};
use crate::target::Target;

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Towards the head.
    Upgrade,
    /// Towards the base.
    Downgrade,
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
        })
    }
}

/// The way from where a database is to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// Where the database is.
    pub from: Position,
    /// Where it will be.
    pub to: Position,
    /// The scripts to run, in order. Empty when there is nothing to do.
    pub steps: VecDeque<Step>,
}

/// One script to run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// Which of the revision's scripts.
    pub direction: Direction,
    /// The revision.
    pub revision: RevisionName,
    /// Where the database is before the step.
    pub from: Position,
    /// Where the database is after the step.
    pub to: Position,
    /// How many statements an earlier run, outside a transaction, has already done.
    pub statements_done: usize,
    /// What that run kept, for finding out whether the statement after those was done too.
    pub(crate) trace: Option<String>,
}

impl Step {
    fn new(chain: &Chain, direction: Direction, from: usize) -> Self {
        let (index, to) = match direction {
            Direction::Up => (from, from + 1),
            Direction::Down => (from - 1, from - 1),
        };
        Self {
            direction,
            revision: chain.revision(index).name,
            from: Position(from),
            to: Position(to),
            statements_done: 0,
            trace: None,
        }
    }

    /// The revision whose script is run.
    pub(crate) fn of(&self, chain: &Chain) -> Revision {
        chain.revision(self.from.0.min(self.to.0))
    }
}

/// Finds the way.
///
/// # Errors
/// When the history does not fit the chain, the target does not fit the command, or a script in the
/// way is missing.
pub fn plan(
    chain: &Chain,
    dialect: Dialect,
    history: &History,
    command: Command,
    target: &Target,
) -> Result<Plan, Refusal> {
    let from = position(chain, history)?;
    let goal = goal(chain, from, command, target)?;
    plan_between(chain, dialect, history, command, from, goal)
}

/// Finds the way to a settled place. Being past it already is being there: another process went
/// further.
pub(crate) fn plan_to(
    chain: &Chain,
    dialect: Dialect,
    history: &History,
    command: Command,
    goal: Position,
) -> Result<Plan, Refusal> {
    let from = position(chain, history)?;
    plan_between(chain, dialect, history, command, from, goal)
}

/// Finds the way from where a database is known to be, as this chain has it and with nothing begun.
pub(crate) fn plan_from(
    chain: &Chain,
    dialect: Dialect,
    from: Position,
    command: Command,
    target: &Target,
) -> Result<Plan, Refusal> {
    let goal = goal(chain, from, command, target)?;
    way(chain, dialect, command, from, goal)
}

fn goal(
    chain: &Chain,
    current: Position,
    command: Command,
    target: &Target,
) -> Result<Position, Refusal> {
    let goal = target.resolve(chain, current)?;
    if command == Command::Upgrade && goal == Position(0) && !chain.is_empty() {
        return Err(Refusal::UpgradeToBase);
    }
    let wrong = match command {
        Command::Upgrade => goal < current,
        Command::Downgrade => goal > current,
    };
    if wrong {
        return Err(Refusal::WrongWay {
            command,
            target: target.to_string(),
            to: goal.name(chain),
            current: current.name(chain),
        });
    }
    Ok(goal)
}

fn plan_between(
    chain: &Chain,
    dialect: Dialect,
    history: &History,
    command: Command,
    from: Position,
    goal: Position,
) -> Result<Plan, Refusal> {
    let mut plan = way(chain, dialect, command, from, goal)?;
    check_applied(chain, dialect, history, plan.from.min(plan.to))?;
    if let Some(unfinished) = history.unfinished() {
        resume(chain, dialect, plan.steps.front_mut(), unfinished)?;
    }
    Ok(plan)
}

/// The scripts between two places, each of which must be there.
fn way(
    chain: &Chain,
    dialect: Dialect,
    command: Command,
    from: Position,
    goal: Position,
) -> Result<Plan, Refusal> {
    let steps: VecDeque<Step> = match command {
        Command::Upgrade => (from.0..goal.0)
            .map(|at| Step::new(chain, Direction::Up, at))
            .collect(),
        Command::Downgrade => (goal.0 + 1..=from.0)
            .rev()
            .map(|at| Step::new(chain, Direction::Down, at))
            .collect(),
    };
    let to = steps.back().map_or(from, |step| step.to);
    for step in &steps {
        script(&step.of(chain), step.direction, dialect)?;
    }
    Ok(Plan { from, to, steps })
}

/// Refuses a plan that cannot be in one transaction.
pub(crate) fn refuse_within(
    chain: &Chain,
    dialect: Dialect,
    plan: &Plan,
    within: Within,
) -> Result<(), Refusal> {
    if let (Some(step), false) = (plan.steps.front(), transactional_ddl(dialect)) {
        let revision = step.revision.clone();
        return Err(Refusal::CommitsItself {
            revision,
            dialect,
            within,
        });
    }
    let outside = |step: &&Step| !step.of(chain).run_in_transaction;
    match plan.steps.iter().find(outside) {
        Some(step) => Err(Refusal::NeedsNoTransaction {
            revision: step.revision.clone(),
            within,
        }),
        None => Ok(()),
    }
}

/// Whether a rollback takes back changes of the schema.
pub(crate) const fn transactional_ddl(dialect: Dialect) -> bool {
    !matches!(dialect, Dialect::Mysql)
}

/// Checks that what stays applied is what the chain has. What a downgrade takes away need not be:
/// that is how a changed script is got rid of.
fn check_applied(
    chain: &Chain,
    dialect: Dialect,
    history: &History,
    staying: Position,
) -> Result<(), Refusal> {
    let digests: HashMap<_, _> = history
        .accounts()
        .into_iter()
        .filter_map(|(row, entry)| Some((&*row.version, entry?.script_digest?)))
        .collect();
    for revision in chain.iter().take(staying.0) {
        let now = revision
            .script(Direction::Up, dialect)
            .map(|script| script.digest);
        let applied = digests.get(&*revision.name.version()).copied();
        if let (Some(now), Some(applied)) = (now, applied)
            && now != applied
        {
            return Err(Refusal::Changed {
                revision: revision.name.clone(),
                applied,
                now,
            });
        }
    }
    Ok(())
}

fn resume(
    chain: &Chain,
    dialect: Dialect,
    first: Option<&mut Step>,
    unfinished: &LogEntry,
) -> Result<(), Refusal> {
    let direction = match unfinished.action {
        Action::Downgrade => Direction::Down,
        _ => Direction::Up,
    };
    let version = unfinished.version.as_deref().unwrap_or_default();
    let done = unfinished.statements_done.unwrap_or(0);
    let step = first
        .filter(|step| step.direction == direction && step.revision.version() == version)
        .ok_or_else(|| Refusal::Unfinished {
            revision: unfinished
                .directory
                .clone()
                .unwrap_or_else(|| version.to_owned()),
            direction,
            done,
            target: match (direction, &unfinished.parent) {
                (Direction::Up, _) => version.to_owned(),
                (Direction::Down, Some(parent)) => parent.clone(),
                (Direction::Down, None) => "base".to_owned(),
            },
        })?;
    let text = &script(&step.of(chain), direction, dialect)?.text;
    let statements = statements(text, dialect);
    step.statements_done = done as usize;
    step.trace.clone_from(&unfinished.trace);
    let now = statements
        .get(..step.statements_done)
        .map(|done| DoneStatements::of(text, done).digest());
    match (unfinished.script_digest, now) {
        (Some(begun), Some(now)) if begun == now => Ok(()),
        (begun, now) => Err(Refusal::ChangedUnfinished {
            revision: step.revision.clone(),
            direction,
            done,
            begun,
            now,
        }),
    }
}

/// The script of a revision, or why there is none.
pub(crate) fn script(
    revision: &Revision,
    direction: Direction,
    dialect: Dialect,
) -> Result<Script, Refusal> {
    match (&revision.irreversible, direction) {
        (Some(reason), Direction::Down) => Err(Refusal::Irreversible {
            revision: revision.name.clone(),
            reason: reason.to_string(),
        }),
        _ => revision
            .script(direction, dialect)
            .ok_or_else(|| Refusal::NoScript {
                revision: revision.name.clone(),
                direction,
                dialect,
            }),
    }
}

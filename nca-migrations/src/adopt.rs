//! Taking over a database that another tool migrated.

use nca_migrations_core::name::RevisionName;

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::migrator::Migrator;
use crate::position::position;
use crate::refusal::Refusal;
use crate::stamp::{Change, Stamp};
use crate::target::Target;

/// What was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Adopted {
    /// The revision that the database is recorded to be at; `None` is the base.
    pub at: Option<RevisionName>,
    /// Those that Diesel's table had and the log did not, base first.
    pub logged: Vec<RevisionName>,
    /// Those that were not recorded as applied and are now, base first.
    pub recorded: Vec<RevisionName>,
}

pub(crate) fn run<E: Engine>(
    migrator: &Migrator<'_>,
    conn: &mut E,
    reached: Option<&Target>,
) -> Result<Adopted, Error> {
    let mut run = Run::open(migrator, conn)?;
    let adopted = run.take_over(reached)?;
    run.session.close()?;
    Ok(adopted)
}

impl<E: Engine> Run<'_, '_, '_, E> {
    fn take_over(&mut self, reached: Option<&Target>) -> Result<Adopted, Error> {
        self.begin()?;
        let (conn, tables) = self.session.history();
        let history = conn.read_history(tables)?;
        let current = position(&self.chain, &history)?;
        let goal = match reached {
            Some(target) => target
                .resolve(&self.chain, current)
                .map_err(Refusal::from)?,
            None => current,
        };
        let foreign: Vec<&str> = (history.accounts().into_iter())
            .filter(|(_, entry)| entry.is_none())
            .map(|(row, _)| &*row.version)
            .collect();
        let logged: Vec<RevisionName> = (self.chain.iter().take(current.0))
            .filter(|revision| foreign.contains(&&*revision.name.version()))
            .map(|revision| revision.name)
            .collect();
        // Where it is further than the other tool says, what that tool says is old.
        let change =
            (goal > current).then(|| Change::new(&self.chain, &history, goal, Stamp::Checked));
        if change.is_some() || !logged.is_empty() {
            let (conn, tables) = self.session.history();
            let prepared = conn.prepare_history(tables, &history, &self.who);
            prepared.map_err(Error::database("preparing the migration history"))?;
            self.adopt(&history, current)?;
        }
        if let Some(change) = &change {
            self.write(change, goal)?;
        }
        self.commit()?;
        let recorded = change.map_or_else(Vec::new, |change| change.recorded);
        Ok(Adopted {
            at: current.max(goal).name(&self.chain),
            logged,
            recorded: (recorded.into_iter())
                .map(|index| self.chain.revision(index).name)
                .collect(),
        })
    }
}

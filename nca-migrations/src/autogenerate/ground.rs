//! A scratch database at the head of a chain, from which statements are generated and run.

use nca_migrations_catalog::generate::rename::{self, Candidate};
use nca_migrations_catalog::generate::{
    Address, Form, Options, Renames, Stage, Statement, generate, renames,
};
use nca_migrations_catalog::model::Catalog;
use nca_migrations_catalog::{Database as _, Outline, Scope, compare, introspect};
use nca_migrations_core::chain::{Chain, Direction};
use nca_migrations_core::dialect::Dialect;

use super::{AutogenerateError, Obstacle, Part, Proposal};
use crate::verify::{Scratch, VerifyError, at_head};

/// A scratch database at the head of a chain, with the renames that were asked for.
pub struct Ground<S: Scratch> {
    conn: S::Conn,
    head: Catalog,
    catalog: Catalog,
    renamed: Vec<Statement>,
    named_back: Vec<Statement>,
}

/// Whether scripts that lead back are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WayBack {
    /// They are.
    #[default]
    Generated,
    /// They are not: the revision says that there is no way back.
    None,
}

impl<S: Scratch> Ground<S> {
    /// Runs the chain on a scratch database, and then the renames: each as what is renamed and its new name.
    ///
    /// # Errors
    /// When the chain cannot be run, or the renames cannot be made.
    pub fn new(
        chain: &Chain,
        scratch: &mut S,
        asked: &[(Address, String)],
    ) -> Result<Self, AutogenerateError> {
        let (mut conn, head) = at_head(chain, scratch)?;
        let up = |obstacles| obstructed(Direction::Up, obstacles);
        let wanted = Renames::resolve(&head, asked).map_err(up)?;
        let renamed = renames(&head, &wanted).map_err(up)?;
        if S::ENGINE == Dialect::Sqlite {
            // As the runtime has it around a rebuild. There are no rows here that could suffer.
            let off = conn.run("PRAGMA foreign_keys = OFF");
            off.map_err(VerifyError::from)?;
        }
        run::<S>(&mut conn, &renamed, Direction::Up)?;
        let catalog = if renamed.is_empty() {
            head.clone()
        } else {
            look::<S>(&mut conn)?
        };
        let down = |obstacles| obstructed(Direction::Down, obstacles);
        let named_back = renames(&catalog, &wanted.inverse()).map_err(down)?;
        Ok(Self {
            conn,
            head,
            catalog,
            renamed,
            named_back,
        })
    }

    /// The catalog after the renames.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What might be a rename on the way to the desired schema, and was not asked for.
    pub fn candidates(&self, desired: &Catalog) -> Vec<Candidate> {
        rename::candidates(&self.catalog, desired)
    }

    /// Generates the statements that lead to the desired schema and back, and runs both.
    ///
    /// # Errors
    /// When something stands in the way, a statement fails, or something else comes out.
    pub fn lead(
        mut self,
        desired: &Catalog,
        options: &Options,
        way_back: WayBack,
    ) -> Result<Proposal, AutogenerateError> {
        let mut proposal = Proposal {
            engine: S::ENGINE,
            parts: Vec::new(),
            desired: Outline::of(desired),
        };
        let statements = generate(&self.catalog, desired, options)
            .map_err(|obstacles| obstructed(Direction::Up, obstacles))?;
        let mut places = vec![self.catalog.clone()];
        for (stage, statements) in by_stage(statements, !self.renamed.is_empty()) {
            run::<S>(&mut self.conn, &statements, Direction::Up)?;
            places.push(look::<S>(&mut self.conn)?);
            proposal.parts.push(Part {
                stage,
                up: statements,
                down: None,
            });
        }
        let end = places.last().unwrap_or(&self.catalog);
        is_there(desired, end, Direction::Up)?;
        if way_back == WayBack::Generated {
            for (part, ends) in proposal.parts.iter_mut().zip(places.windows(2)).rev() {
                let [before, after] = ends else { continue };
                part.down = Some(self.back(part.stage, after, before, options)?);
            }
        }
        if let Some(first) = proposal.parts.first_mut() {
            first.up.splice(0..0, self.renamed.iter().cloned());
            if let Some(down) = &mut first.down {
                down.extend(self.name_back(options)?);
            }
        }
        Ok(proposal)
    }

    /// The renames backwards, and what an engine cannot keep over one: MySQL drops views and triggers that name
    /// what is renamed.
    fn name_back(&mut self, options: &Options) -> Result<Vec<Statement>, AutogenerateError> {
        run::<S>(&mut self.conn, &self.named_back, Direction::Down)?;
        let mut statements = self.named_back.clone();
        let mut back = look::<S>(&mut self.conn)?;
        if !statements.is_empty() {
            let rest = generate(&back, &self.head, options)
                .map_err(|obstacles| obstructed(Direction::Down, obstacles))?;
            run::<S>(&mut self.conn, &rest, Direction::Down)?;
            statements.extend(rest);
            back = look::<S>(&mut self.conn)?;
        }
        is_there(&self.head, &back, Direction::Down)?;
        Ok(statements)
    }

    /// Back over one part.
    fn back(
        &mut self,
        stage: Stage,
        after: &Catalog,
        before: &Catalog,
        options: &Options,
    ) -> Result<Vec<Statement>, AutogenerateError> {
        let form = if stage == Stage::Concurrent {
            options.form
        } else {
            Form::Plain
        };
        let options = Options {
            fills: options.fills.clone(),
            form,
        };
        let statements = generate(after, before, &options)
            .map_err(|obstacles| obstructed(Direction::Down, obstacles))?;
        run::<S>(&mut self.conn, &statements, Direction::Down)?;
        Ok(statements)
    }
}

fn is_there(
    wanted: &Catalog,
    found: &Catalog,
    direction: Direction,
) -> Result<(), AutogenerateError> {
    let differences = compare(&Outline::of(wanted), &Outline::of(found));
    if differences.is_empty() {
        return Ok(());
    }
    Err(AutogenerateError::LeftOver {
        direction,
        differences,
    })
}

/// The statements of each stage. A change that only renames has one without any.
fn by_stage(statements: Vec<Statement>, renames: bool) -> Vec<(Stage, Vec<Statement>)> {
    let mut stages: Vec<(Stage, Vec<Statement>)> = Vec::new();
    if renames {
        stages.push((Stage::Change, Vec::new()));
    }
    for statement in statements {
        match stages
            .iter_mut()
            .find(|(stage, _)| *stage == statement.stage)
        {
            Some((_, known)) => known.push(statement),
            None => stages.push((statement.stage, vec![statement])),
        }
    }
    stages.sort_by_key(|(stage, _)| *stage);
    stages
}

fn run<S: Scratch>(
    conn: &mut S::Conn,
    statements: &[Statement],
    direction: Direction,
) -> Result<(), AutogenerateError> {
    for statement in statements {
        conn.run(&statement.sql)
            .map_err(|error| AutogenerateError::Statement {
                direction,
                sql: statement.sql.clone(),
                error,
            })?;
    }
    Ok(())
}

fn look<S: Scratch>(conn: &mut S::Conn) -> Result<Catalog, VerifyError> {
    Ok(introspect(conn, &Scope::All)?)
}

const fn obstructed(direction: Direction, obstacles: Vec<Obstacle>) -> AutogenerateError {
    AutogenerateError::Obstacles {
        direction,
        obstacles,
    }
}

impl<S: Scratch> std::fmt::Debug for Ground<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ground")
            .field("tables", &self.catalog.tables.len())
            .finish_non_exhaustive()
    }
}

//! The desired schema: where it is written, and what it comes to on an engine.

mod error;
mod module;
mod sql;

use nca_migrations::Dialect;
use nca_migrations::autogenerate::{Address, Ground};
use nca_migrations::chain::Chain;
use nca_migrations::verify::Scratch;
use nca_migrations_catalog::Catalog;
use nca_migrations_core::Loaded;
use nca_migrations_core::dialect::Dialects;

use crate::args::DesiredArgs;
use crate::commands::schema::{self, Kept};
use crate::commands::verify;
use crate::context::Context;
use crate::failure::Failure;
use crate::scratch::Any;

pub(crate) use error::DesiredError;

/// The desired schema, and databases to build it on.
pub(super) struct Desired<'a> {
    chain: &'a Chain,
    renames: Vec<(Address, String)>,
    form: Form,
}

enum Form {
    /// A script for each backend.
    Sql(Vec<(Dialect, sql::Script)>),
    /// Modules that somebody has edited.
    Module(module::Edited),
}

/// What is desired on an engine.
pub(super) struct OnEngine<S: Scratch> {
    pub(super) catalog: Catalog,
    /// The database that the chain and the renames lead to.
    pub(super) ground: Ground<S>,
    /// What a person has to know of.
    pub(super) notes: Vec<String>,
}

/// A scratch database of each engine that a chain serves.
pub(super) fn scratches(args: &DesiredArgs, loaded: &Loaded) -> Result<Vec<Any>, Failure> {
    let scratch = |engine| verify::engine::scratch(&args.server, engine);
    Ok(served(loaded)
        .iter()
        .map(scratch)
        .collect::<Result<_, _>>()?)
}

fn served(loaded: &Loaded) -> Dialects {
    let lock = loaded.lock.as_ref();
    lock.map(|lock| lock.dialects).unwrap_or_default()
}

/// Where the desired schema is written, before a database is there to understand it with.
pub(super) enum Written {
    Sql(Vec<(Dialect, sql::Script)>),
    /// Modules, and the engine that they are made on.
    Modules(Dialect, Vec<Kept>),
}

impl Written {
    /// What the options name, else `nca-migrate.toml`, else the schema module.
    pub(super) fn find(
        context: &Context<'_>,
        args: &DesiredArgs,
        loaded: &Loaded,
    ) -> Result<Self, Failure> {
        let files = sql::files(args, context.config()?);
        if files.is_empty() {
            let (engine, kept) = schema::kept(context, loaded)?;
            if kept.is_empty() {
                return Err(DesiredError::Nowhere.into());
            }
            return Ok(Self::Modules(engine, kept));
        }
        let mut scripts = Vec::new();
        for backend in served(loaded).iter() {
            let file = files.iter().find(|(of, _)| *of == Some(backend));
            let file = file.or_else(|| files.iter().find(|(of, _)| of.is_none()));
            let (_, file) = file.ok_or(DesiredError::NotFor { backend })?;
            scripts.push((backend, sql::Script::read(file, backend)?));
        }
        Ok(Self::Sql(scripts))
    }
}

impl<'a> Desired<'a> {
    /// What is written, after the renames that were asked for.
    pub(super) fn read(
        written: Written,
        loaded: &'a Loaded,
        renames: Vec<(Address, String)>,
        scratches: &mut [Any],
    ) -> Result<Self, Failure> {
        let chain = &loaded.chain;
        let form = match written {
            Written::Sql(scripts) => Form::Sql(scripts),
            Written::Modules(engine, kept) => {
                let scratch = scratches.iter_mut().find(|one| one.engine() == engine);
                let scratch = scratch.ok_or(DesiredError::NotFor { backend: engine })?;
                Form::Module(module::Edited::read(kept, chain, scratch, &renames)?)
            }
        };
        Ok(Self {
            chain,
            renames,
            form,
        })
    }

    /// What it comes to on the engine of `scratch`.
    pub(super) fn on<S: Scratch>(&self, scratch: &mut S) -> Result<OnEngine<S>, DesiredError> {
        let ground = |scratch: &mut S| {
            let ground = Ground::new(self.chain, scratch, &self.renames);
            ground.map_err(|error| DesiredError::generate(S::ENGINE, error))
        };
        match &self.form {
            Form::Sql(scripts) => {
                let script = scripts.iter().find(|(of, _)| *of == S::ENGINE);
                let (_, script) = script.ok_or(DesiredError::NotFor { backend: S::ENGINE })?;
                // One database at a time: this one is gone before the next is made.
                let catalog = script.build(scratch)?;
                Ok(OnEngine {
                    catalog,
                    ground: ground(scratch)?,
                    notes: Vec::new(),
                })
            }
            Form::Module(edited) => {
                let ground = ground(scratch)?;
                let (catalog, notes) = edited.of(ground.catalog())?;
                Ok(OnEngine {
                    catalog,
                    ground,
                    notes: notes.iter().map(ToString::to_string).collect(),
                })
            }
        }
    }
}

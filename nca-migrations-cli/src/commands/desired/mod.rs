//! The desired schema: where it is written, and what it comes to on an engine.

mod error;
mod sql;

use nca_migrations::Dialect;
use nca_migrations::autogenerate::Ground;
use nca_migrations::chain::Chain;
use nca_migrations::verify::Scratch;
use nca_migrations_catalog::Catalog;
use nca_migrations_core::dialect::Dialects;

use crate::args::DesiredArgs;
use crate::context::Context;
use crate::failure::Failure;

pub(crate) use error::DesiredError;

/// The desired schema.
pub(super) struct Desired {
    /// A script for each backend.
    scripts: Vec<(Dialect, sql::Script)>,
}

impl Desired {
    /// What the options say, else `nca-migrate.toml`, else the schema module.
    pub(super) fn read(
        context: &Context<'_>,
        args: &DesiredArgs,
        backends: Dialects,
    ) -> Result<Self, Failure> {
        let files = sql::files(args, context.config()?);
        if files.is_empty() {
            return Err(DesiredError::Nowhere.into());
        }
        let mut scripts = Vec::new();
        for backend in backends.iter() {
            let file = files.iter().find(|(of, _)| *of == Some(backend));
            let file = file.or_else(|| files.iter().find(|(of, _)| of.is_none()));
            let (_, file) = file.ok_or(DesiredError::NotFor { backend })?;
            scripts.push((backend, sql::Script::read(file, backend)?));
        }
        Ok(Self { scripts })
    }

    /// What it comes to on the engine of `scratch`, and the database that the chain leads to there.
    pub(super) fn on<S: Scratch>(
        &self,
        chain: &Chain,
        scratch: &mut S,
        renames: &[(nca_migrations::autogenerate::Address, String)],
    ) -> Result<(Catalog, Ground<S>), DesiredError> {
        let script = self.scripts.iter().find(|(of, _)| *of == S::ENGINE);
        let (_, script) = script.ok_or(DesiredError::NotFor { backend: S::ENGINE })?;
        let catalog = script.build(scratch)?;
        let ground = Ground::new(chain, scratch, renames)?;
        Ok((catalog, ground))
    }
}

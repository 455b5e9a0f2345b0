//! The desired schema, built from SQL.

use nca_migrations_catalog::model::Catalog;
use nca_migrations_catalog::{Scope, introspect};
use nca_migrations_core::chain::Chain;

use super::AutogenerateError;
use crate::migrator::Migrator;
use crate::verify::{Scratch, VerifyError};

/// The catalog of the schema that one script makes on an empty database: a chain of one revision, so that the
/// script is checked and run as one of a migration is.
///
/// # Errors
/// When there is no database, or the script fails.
pub fn desired<S: Scratch>(scratch: &mut S, script: &Chain) -> Result<Catalog, AutogenerateError> {
    let mut conn = scratch.empty().map_err(VerifyError::Scratch)?;
    let run = Migrator::new(script).run_pending(&mut conn);
    run.map_err(|error| AutogenerateError::Desired(Box::new(error)))?;
    Ok(introspect(&mut conn, &Scope::All).map_err(VerifyError::from)?)
}

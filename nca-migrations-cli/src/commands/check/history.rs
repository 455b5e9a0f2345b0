//! Whether what is applied is the chain's.

use super::{Difference, Place};
use crate::connection::{Connection, on};
use crate::context::{Carried, Context};
use crate::database::DatabaseError;
use crate::failure::Failure;

/// Where the database is, and what is wrong with its history.
pub(super) fn look(
    context: &Context<'_>,
    carried: &Carried,
    conn: &mut Connection,
) -> Result<(Place, Vec<Difference>), Failure> {
    let migrator = context.migrator(&carried.chain);
    let status = on!(conn, conn => migrator.status(conn));
    let status = status.map_err(|error| DatabaseError::run(error, &carried.prefix))?;
    let place = Place {
        at: status.current.revision,
        pending: status.pending,
    };
    let differences = status.problem.into_iter().map(Difference::History);
    Ok((place, differences.collect()))
}

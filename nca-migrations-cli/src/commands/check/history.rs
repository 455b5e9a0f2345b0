//! Whether all of the chain is applied, and what is applied is the chain's.

use super::Difference;
use crate::connection::{Connection, on};
use crate::context::{Carried, Context};
use crate::database::DatabaseError;
use crate::failure::Failure;

pub(super) fn differences(
    context: &Context<'_>,
    carried: &Carried,
    conn: &mut Connection,
) -> Result<Vec<Difference>, Failure> {
    let migrator = context.migrator(&carried.chain);
    let status = on!(conn, conn => migrator.status(conn));
    let status = status.map_err(|error| DatabaseError::run(error, &carried.prefix))?;
    if let Some(refusal) = status.problem {
        return Ok(vec![Difference::History(refusal)]);
    }
    if status.pending.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Difference::Behind {
        at: status.current.revision,
        pending: status.pending,
    }])
}
